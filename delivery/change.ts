import { createHash } from "node:crypto";
import type { EngineStep } from "../backend/engine-events.ts";
import { canonicalJson } from "../lib/canonical-json.ts";

/** What happens to a resource, the most dangerous first. */
export const ops = ["delete", "replace", "update", "create", "import"] as const;

export type Op = (typeof ops)[number];

/** What an `up` would do to one resource, or did. No value is in it. */
export interface Change {
  readonly op: Op;
  readonly urn: string;
  /** Logical names from the component at the top: `api/api-targets`. */
  readonly path: string;
  readonly type: string;
  /** Paths of the properties that differ. */
  readonly properties: readonly string[];
  /** Hash of what differs between what it is and what it is to be, where the engine said so. */
  readonly fingerprint?: string;
}

/** By the engine's own words; the others belong to a step that is told, or change nothing. */
const opOf: Readonly<Record<string, Op>> = {
  create: "create",
  update: "update",
  delete: "delete",
  "create-replacement": "replace",
  import: "import",
  "import-replacement": "replace",
};

/** What the engine did, or would do. */
export interface Changes {
  readonly changes: readonly Change[];
  /** How many resources stay as they are. */
  readonly unchanged: number;
  /** URNs of what it has come to the end of, changed or not. */
  readonly ended: readonly string[];
}

/** What changes, of all that the engine says. */
export function changesOf(steps: readonly EngineStep[]): Changes {
  const parents = new Map(steps.map((step) => [step.urn, (step.new ?? step.old)?.parent]));
  const made = steps.filter((step) => (step.new ?? step.old)?.custom && !step.type.startsWith("pulumi:"));
  const replaced = new Set(made.filter(({ op }) => opOf[op] === "replace").map(({ urn }) => urn));
  const changes = made.flatMap((step) => {
    // The old one of a replacement that was cut off is deleted by itself.
    const isLeft = step.op === "delete-replaced" && !replaced.has(step.urn);
    const op = isLeft ? "delete" : opOf[step.op];
    const change = op && { ...describe(step, parents), op };
    return change && !isOnlyUnseen(change) ? [change] : [];
  });
  const same = made.filter(({ op }) => op === "same");
  return {
    changes: inOrder(changes),
    unchanged: same.length,
    ended: [...changes, ...same].map(({ urn }) => urn),
  };
}

/** What is most dangerous first, then by path. */
export function inOrder(changes: readonly Change[]): readonly Change[] {
  const text = ({ path, type }: Change) => `${path} ${type}`;
  return changes.toSorted((a, b) => ops.indexOf(a.op) - ops.indexOf(b.op) || (text(a) < text(b) ? -1 : 1));
}

function describe(step: EngineStep, parents: ReadonlyMap<string, string | undefined>): Omit<Change, "op"> {
  const { urn, type, diffs, detailedDiff } = step;
  const properties = Object.keys(detailedDiff ?? {});
  return {
    urn,
    type,
    path: pathOf(urn, parents),
    properties: (properties.length > 0 ? properties : (diffs ?? [])).toSorted(),
    fingerprint: hashOf(differing(step.old?.inputs, step.new?.inputs)),
  };
}

/** What is and what is to be, without what stays: that may move by itself, as the number of tasks does. */
function differing(from: EngineInputs, to: EngineInputs) {
  const text = (inputs: EngineInputs, key: string) => canonicalJson({ value: inputs?.[key] });
  const keys = Object.keys({ ...from, ...to }).filter((key) => text(from, key) !== text(to, key));
  const only = (inputs: EngineInputs) => inputs && Object.fromEntries(keys.map((key) => [key, inputs[key]]));
  return { from: only(from) ?? null, to: only(to) ?? null };
}

type EngineInputs = NonNullable<EngineStep["new"]>["inputs"];

function pathOf(urn: string, parents: ReadonlyMap<string, string | undefined>): string {
  const names: string[] = [];
  for (let at: string | undefined = urn; at && !at.includes("::pulumi:pulumi:Stack::"); at = parents.get(at)) {
    names.unshift(at.slice(at.lastIndexOf("::") + 2));
  }
  return names.join("/");
}

/**
 * What GitHub tells only to those who may change it, by type: for a token that only reads, it seems to be gone. Who may
 * pass a ruleset by, and how pull requests are merged.
 */
const unseen: Readonly<Record<string, RegExp>> = {
  "github:index/repositoryRuleset:RepositoryRuleset": /^bypassActors/,
  "github:index/repository:Repository":
    /^(allow(AutoMerge|MergeCommit|RebaseMerge|SquashMerge|UpdateBranch)|deleteBranchOnMerge|(squashMerge|merge)Commit(Title|Message))$/,
};

function isOnlyUnseen({ op, type, properties }: Change): boolean {
  const hidden = unseen[type];
  return op === "update" && properties.length > 0 && properties.every((path) => hidden?.test(path) ?? false);
}

function hashOf(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}
