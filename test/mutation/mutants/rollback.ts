import type { Mutant } from "../mutant.ts";

const rollback = ["test/promotion/rollback.test.ts", "test/promotion/rollback-now.test.ts"];
const running = ["test/promotion/running-update.test.ts"];

/** How a stage goes back, and who is told to end for it. */
export const ofRollback: readonly Mutant[] = [
  {
    id: "rollback-of-a-rollback",
    guard: "No rollback is rolled back, which nobody has tried.",
    file: "promotion/rollback/gates.ts",
    find: "return of === undefined\n",
    replace: "return of === undefined || of !== undefined\n",
    tests: rollback,
  },
  {
    id: "rollback-with-another-program",
    guard: "A rollback takes the app and the release back, and not the program.",
    file: "promotion/rollback/gates.ts",
    find: "if (here === there) {",
    replace: "if (here !== undefined) {",
    tests: rollback,
  },
  {
    id: "rollback-to-an-older-engine",
    guard: "A rollback leaves no engine with the data of a newer one.",
    file: "promotion/rollback/gates.ts",
    find: "return number < against;",
    replace: "return false;",
    tests: rollback,
  },
  {
    id: "rollback-to-what-was-rejected",
    guard: "What was rejected does not come back by a rollback.",
    file: "promotion/rollback/gates.ts",
    find: "return rejected\n",
    replace: "return rejected && rejected.at === undefined\n",
    tests: rollback,
    explained:
      "What was rejected is not chosen by itself, which a test holds; this gate is for one that somebody names with --to, and no test names one.",
  },
  {
    id: "rollback-refusal-ignored",
    guard: "A rollback that a gate refuses writes nothing.",
    file: "promotion/rollback/rollback.ts",
    find: "  if (isRefused) {",
    replace: "  if (isRefused === undefined) {",
    tests: rollback,
  },
  {
    id: "rollback-while-another-update-runs",
    guard: "A rollback waits for an update that runs.",
    file: "promotion/rollback/rollback.ts",
    find: "  await tools.waitForUpdate(stage, { cancelRunning, say });\n",
    replace: "",
    tests: rollback,
  },
  {
    id: "rollback-now-deploys-before-its-record",
    guard: "What a rollback rejects is on record before it is deployed.",
    file: "promotion/rollback/now.ts",
    find: "  await stage.records.append(...result.effects.records);\n",
    replace: "",
    tests: rollback,
  },
  {
    id: "lock-of-the-dead-waited-for",
    guard: "A lock that a killed run left is told, and not waited for.",
    file: "promotion/history/running-update.ts",
    find: "if (!dead) return holders;",
    replace: "if (!dead || dead.who !== undefined) return holders;",
    tests: running,
  },
  {
    id: "another-process-told-to-end",
    guard: "Only Pulumi's own process is told to end: numbers of processes are used again.",
    file: "promotion/history/running-update.ts",
    find: 'if (name !== "pulumi") {',
    replace: "if (name === undefined) {",
    tests: running,
  },
  {
    id: "process-of-another-machine-told-to-end",
    guard: "A process of another machine is not told to end on this one.",
    file: "promotion/history/running-update.ts",
    find: "if (host !== hostname()) {",
    replace: "if (host === undefined) {",
    tests: running,
  },
  {
    id: "interrupted-twice",
    guard: "An engine is told once to end: told twice, it drops what it is at.",
    file: "promotion/history/running-update.ts",
    find: "this.#seen.has(pid) && !this.#interrupted.has(pid)",
    replace: "this.#seen.has(pid)",
    tests: running,
  },
];
