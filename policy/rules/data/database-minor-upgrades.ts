import { isOff } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const databaseMinorUpgrades: Rule = {
  name: "database-minor-upgrades",
  demands: "A database takes minor versions of its engine by itself.",
  why: "They mend what is unsafe, and nobody remembers to do it by hand.",
  sources: [{ control: "RDS.13" }, { control: "RDS.35" }],
  wayOut: "Leave autoMinorVersionUpgrade out or set it to true.",
  enforcement: "mandatory",
  types: ["aws:rds/instance:Instance", "aws:rds/clusterInstance:ClusterInstance"],
  looksAround: false,
  check: ({ inputs }) => (isOff(inputs.autoMinorVersionUpgrade) ? ["autoMinorVersionUpgrade is false"] : []),
};
