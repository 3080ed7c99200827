import { isReadReplica } from "../../read-replica.ts";
import type { Rule } from "../../rule.ts";
import { saidUnlessOn } from "../../said.ts";

export const databaseDeletionProtected: Rule = {
  name: "database-deletion-protected",
  demands: "RDS itself refuses to delete a database.",
  why: "One wrong command or click, by whatever tool, ends it and its automatic backups.",
  sources: [{ control: "RDS.7" }, { control: "RDS.8" }],
  wayOut: "Set deletionProtection: true.",
  enforcement: "mandatory",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  looksAround: false,
  check: (resource) => (isReadReplica(resource) ? [] : saidUnlessOn(resource.inputs, "deletionProtection")),
};
