import { isOn } from "../../inputs.ts";
import { isReadReplica } from "../../read-replica.ts";
import type { Rule } from "../../rule.ts";

export const databaseLeavesSnapshot: Rule = {
  name: "database-leaves-snapshot",
  demands: "A database that is deleted leaves a snapshot.",
  why: "Its automatic backups go with it, and then nothing is left to restore.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
      says: "Without a final snapshot a deleted instance can be restored only from backups that were kept on purpose.",
    },
  ],
  wayOut: "Set skipFinalSnapshot: false and finalSnapshotIdentifier.",
  enforcement: "mandatory",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  looksAround: false,
  check: (resource) => {
    const { skipFinalSnapshot, finalSnapshotIdentifier } = resource.inputs;
    if (isReadReplica(resource)) {
      return [];
    }
    if (isOn(skipFinalSnapshot)) {
      return ["skipFinalSnapshot is true"];
    }
    return finalSnapshotIdentifier ? [] : ["finalSnapshotIdentifier is not set, so that it cannot be deleted at all"];
  },
};
