import { isReadReplica } from "../../read-replica.ts";
import type { Rule } from "../../rule.ts";
import { saidUnlessOn } from "../../said.ts";

export const databaseMultiAz: Rule = {
  name: "database-multi-az",
  demands: "A database has a standby in another zone.",
  why: "When a zone fails, or the instance is being mended, everything stands still until a backup is restored.",
  sources: [{ control: "RDS.5" }],
  wayOut: "Set multiAz: true.",
  enforcement: "advisory",
  types: ["aws:rds/instance:Instance"],
  looksAround: false,
  check: (resource) => (isReadReplica(resource) ? [] : saidUnlessOn(resource.inputs, "multiAz")),
};
