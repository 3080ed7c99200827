import { isOn } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const databaseNotPublic: Rule = {
  name: "database-not-public",
  demands: "A database has no public address.",
  why: "Whoever finds its name can try passwords on it.",
  sources: [{ control: "RDS.2" }],
  wayOut: "Set publiclyAccessible: false, and reach it from inside the network.",
  enforcement: "mandatory",
  types: ["aws:rds/instance:Instance", "aws:rds/clusterInstance:ClusterInstance"],
  looksAround: false,
  check: ({ inputs }) => (isOn(inputs.publiclyAccessible) ? ["publiclyAccessible is true"] : []),
};
