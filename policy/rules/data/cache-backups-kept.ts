import type { Rule } from "../../rule.ts";
import { said } from "../../said.ts";

export const cacheBackupsKept: Rule = {
  name: "cache-backups-kept",
  demands: "A cache is backed up every day.",
  why: "Jobs and sessions that it holds are nowhere else.",
  sources: [{ control: "ElastiCache.1" }],
  wayOut: "Set snapshotRetentionLimit to 1 or more.",
  enforcement: "advisory",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  looksAround: false,
  check: ({ inputs: { snapshotRetentionLimit } }) =>
    Number(snapshotRetentionLimit ?? 0) >= 1 ? [] : [said("snapshotRetentionLimit", snapshotRetentionLimit)],
};
