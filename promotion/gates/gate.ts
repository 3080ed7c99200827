/** What has to be so before a freight moves, in the order in which it is told. */
export const gateNames = [
  "verified",
  "soak",
  "freeze",
  "hold",
  "rejected",
  "rollback",
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
  /** It lets pass because there was nothing to judge, or not enough: nothing was found to be good. */
  readonly unknown?: true;
}

/** A gate that lets pass, with what it saw. */
export function passed(gate: GateName, says: string): Verdict {
  return { gate, passes: true, says };
}

/** A gate that cannot tell, and lets pass all the same, with why. */
export function unjudged(gate: GateName, says: string): Verdict {
  return { gate, passes: true, says, unknown: true };
}

/** A gate that does not, with what to do. */
export function refused(gate: GateName, says: string, commands: readonly string[] = []): Verdict {
  return { gate, passes: false, says, ...(commands.length > 0 && { commands }) };
}

/** Passes what may be passed by force; the others refuse as before. */
export function withForce(verdicts: readonly Verdict[]): Verdict[] {
  return verdicts.map((verdict) =>
    !verdict.passes && forceable.has(verdict.gate) ? { ...verdict, passes: true, forced: true } : verdict,
  );
}

/** Gates that stop what they are asked about. */
export function refusals(verdicts: readonly Verdict[]): Verdict[] {
  return verdicts.filter(({ passes }) => !passes);
}

/** Gates that were passed by force, each of which becomes a record. */
export function forcedGates(verdicts: readonly Verdict[]): Verdict[] {
  return verdicts.filter(({ forced }) => forced === true);
}
