import { isReadReplica } from "../../read-replica.ts";
import type { Rule } from "../../rule.ts";
import { said } from "../../said.ts";

/** What AWS's control asks for where nobody says otherwise. */
const leastDays = 7;

export const databaseBackupsKept: Rule = {
  name: "database-backups-kept",
  demands: `A database is backed up every day, and each backup is kept for ${leastDays} days.`,
  why: "What was broken before the last backup was made can be had back from an older one alone.",
  sources: [{ control: "RDS.11" }, { control: "RDS.50" }],
  wayOut: `Set backupRetentionPeriod to ${leastDays} or more.`,
  enforcement: "advisory",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  looksAround: false,
  check: (resource) => {
    const { backupRetentionPeriod } = resource.inputs;
    return isReadReplica(resource) || Number(backupRetentionPeriod ?? 0) >= leastDays
      ? []
      : [`${said("backupRetentionPeriod", backupRetentionPeriod)}, less than ${leastDays} days`];
  },
};
