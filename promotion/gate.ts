/** What has to be so before a freight moves, in the order in which it is told. */
export const gateNames = [
  "verified",
  "soak",
  "freeze",
  "hold",
  "rejected",
  "order",
  "hotfix",
  "program",
  "attestation",
  "schema",
  "secrets",
  "upgrade",
  "cost",
  "guard",
  "clean",
] as const;

export type GateName = (typeof gateNames)[number];

/** Gates that `--force --reason` passes. The others would only fail later, or lose data. */
export const forceable: ReadonlySet<GateName> = new Set([
  "verified",
  "soak",
  "freeze",
  "hold",
  "rejected",
  "order",
  "hotfix",
  "program",
  "attestation",
]);

/** What a gate says. */
export interface Verdict {
  readonly gate: GateName;
  readonly passes: boolean;
  /** One sentence; of a gate that refuses, with what to do. */
  readonly says: string;
  /** Commands that mend it, if there are any. */
  readonly commands?: readonly string[];
  /** It refused, and `--force` passed it. */
  readonly forced?: true;
}
