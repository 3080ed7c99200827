import type { Rule } from "../../policy/rule.ts";

/** A rule of a test: a disk is encrypted. */
export const encrypted: Rule = {
  name: "disk-encrypted",
  demands: "A disk is encrypted.",
  why: "Whoever gets at a copy reads it.",
  sources: [{ control: "EC2.3" }],
  wayOut: "Set encrypted: true.",
  enforcement: "mandatory",
  types: ["test:index/disk:Disk"],
  looksAround: false,
  check: ({ inputs }) => (inputs.encrypted === true ? [] : [`encrypted is ${inputs.encrypted}`]),
};

/** A rule of a test: a disk has a copy. */
export const copied: Rule = {
  ...encrypted,
  name: "disk-copied",
  enforcement: "advisory",
  looksAround: true,
  check: (disk, everything) =>
    everything.referring("test:index/copy:Copy", "disk", disk).length > 0 ? [] : ["it has no copy"],
};
