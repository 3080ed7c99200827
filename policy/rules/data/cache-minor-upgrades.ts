import { isOff } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const cacheMinorUpgrades: Rule = {
  name: "cache-minor-upgrades",
  demands: "A cache takes minor versions of its engine by itself.",
  why: "They mend what is unsafe, and nobody remembers to do it by hand.",
  sources: [{ control: "ElastiCache.2" }],
  wayOut: "Leave autoMinorVersionUpgrade out or set it to true.",
  enforcement: "mandatory",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup", "aws:elasticache/cluster:Cluster"],
  looksAround: false,
  check: ({ inputs }) => (isOff(inputs.autoMinorVersionUpgrade) ? ["autoMinorVersionUpgrade is false"] : []),
};
