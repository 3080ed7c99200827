import type { Mutant } from "../mutant.ts";

const guard = ["test/plan/guard.test.ts"];
const monitor = ["test/plan/monitor.test.ts"];

/** What is shown before anything happens. */
export const ofPlan: readonly Mutant[] = [
  {
    id: "replacement-unseen-by-the-guard",
    guard: "What is protected and would be replaced is told.",
    file: "plan/guard.ts",
    find: 'return after && what === "replace"',
    replace: 'return after && what === "create"',
    tests: guard,
  },
  {
    id: "loss-of-what-was-allowed-once",
    guard: "What is not protected only because it was allowed to go is guarded again.",
    file: "plan/guard.ts",
    find: "resource.protect || (after?.protect ?? false) || from.allowReplace.includes(resource.urn)",
    replace: "resource.protect || (after?.protect ?? false)",
    tests: guard,
  },
  {
    id: "protection-taken-off-in-the-same-change",
    guard: "A change that takes the protection off and replaces is told all the same.",
    file: "plan/guard.ts",
    find: "resource.protect || (after?.protect ?? false)",
    replace: "(after?.protect ?? false)",
    tests: guard,
  },
  {
    id: "everything-allowed",
    guard: "Only what `environment.allowReplace` names may go.",
    file: "plan/guard.ts",
    find: "to.allowReplace.includes(urn)",
    replace: "to.allowReplace.length >= 0",
    tests: guard,
  },
  {
    id: "uncommitted-change-unseen",
    guard: "The guard compares also where the change is not committed.",
    file: "plan/guard-unchanged.ts",
    find: 'return isTracked !== undefined && hasNoChange !== undefined && untracked === "";',
    replace: 'return isTracked !== undefined && untracked === "";',
    tests: ["test/plan/guard-unchanged.test.ts"],
  },
  {
    id: "deployed-dirty-counts-as-unchanged",
    guard: "What was deployed with changes that nobody committed is not what the commit says.",
    file: "plan/guard-unchanged.ts",
    find: "if (isDirty || !isConfigured) {",
    replace: "if (!isConfigured) {",
    tests: ["test/plan/guard-unchanged.test.ts"],
  },
  {
    id: "renamed-counts-as-lost",
    guard: "What has an alias is what it was.",
    file: "plan/guard-aliases.ts",
    find: "return [...inherited, ...own];",
    replace: "return [];",
    tests: guard,
  },
  {
    id: "secret-in-a-plan",
    guard: "No secret value is in a plan.",
    file: "plan/planned-resource.ts",
    find: "inputs: hideSecrets(inputs.raw, inputs.secrets),",
    replace: "inputs: inputs.raw,",
    tests: [...monitor, "test/invariants.test.ts"],
  },
  {
    id: "secret-in-the-outputs-of-a-plan",
    guard: "No secret value is in the outputs of a plan.",
    file: "plan/monitor.ts",
    find: "this.outputs = hideSecrets(raw, secrets);",
    replace: "this.outputs = raw;",
    tests: monitor,
  },
  {
    id: "declared-twice",
    guard: "Two resources under one URN are refused.",
    file: "plan/monitor.ts",
    find: "if (this.#paths.has(urn)) {",
    replace: 'if (this.#paths.has("")) {',
    tests: monitor,
  },
  {
    id: "refusal-of-aws-unseen",
    guard: "What AWS would refuse is told in the plan.",
    file: "plan/monitor.ts",
    find: "this.refusals.push(`${this.#paths.get(urn)} (${type}): ${reason}`);",
    replace: "void reason;",
    tests: [...monitor, "test/cli/refusals.test.ts"],
  },
];
