import type { Mutant } from "../mutant.ts";

const deploy = ["test/delivery/deploy.test.ts"];

/** What a job may do. */
export const ofDelivery: readonly Mutant[] = [
  {
    id: "other-change-than-approved",
    guard: "A job does what was shown and approved, and nothing else.",
    file: "delivery/deploy.ts",
    find: "...(shown ? differencesBetween(shown.changes, now.changes) : []),",
    replace: "",
    tests: deploy,
  },
  {
    id: "approval-of-another-commit",
    guard: "What was approved of another commit is not approved of this one.",
    file: "delivery/deploy.ts",
    find: "return shown.commit === commit\n",
    replace: "return shown.commit !== undefined\n",
    tests: deploy,
  },
  {
    id: "approval-of-another-state",
    guard: "What was approved of the stack as it was is not approved once it was updated.",
    file: "delivery/deploy.ts",
    find: "if (since !== undefined) {",
    replace: "if (since === null) {",
    tests: deploy,
  },
  {
    id: "gate-open-for-auto-promotion",
    guard: "No promotion opens by itself that a gate refuses.",
    file: "delivery/auto-promote.ts",
    find: "if (gates.length > 0) {",
    replace: "if (gates.length > 99) {",
    tests: ["test/delivery/auto-promote.test.ts"],
  },
  {
    id: "closed-opens-again",
    guard: "A promotion that people closed does not open again by itself.",
    file: "delivery/auto-promote.ts",
    find: "if (!isAsked && (await wasClosed(planned, github))) {",
    replace: "if (isAsked === null && (await wasClosed(planned, github))) {",
    tests: ["test/delivery/auto-promote.test.ts"],
  },
  {
    id: "released-image-deleted",
    guard: "An image that a stack file has, or ever had, is not deleted.",
    file: "delivery/images/superfluous.ts",
    find: "versions.filter((version) => released.has(version.digest))",
    replace: "versions.filter((version) => released.has(version.digest) && newest < 0)",
    tests: ["test/delivery/superfluous.test.ts"],
  },
  {
    id: "parts-of-a-released-image-deleted",
    guard: "What the manifest of a released image lists stays with it.",
    file: "delivery/images/superfluous.ts",
    find: "    for (const part of await partsOf(digest)) {\n      kept.add(part);\n    }\n",
    replace: "",
    tests: ["test/delivery/superfluous.test.ts"],
  },
  {
    id: "old-half-of-a-replacement-forgotten",
    guard: "A replacement that was cut off is shown as the deletion that is left of it.",
    file: "delivery/change.ts",
    find: 'const op = isLeft ? "delete" : opOf[step.op];',
    replace: "const op = opOf[step.op];",
    tests: ["test/delivery/change.test.ts"],
  },
];
