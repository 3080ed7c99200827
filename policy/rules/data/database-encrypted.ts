import { isReadReplica } from "../../read-replica.ts";
import type { Rule } from "../../rule.ts";
import { saidUnlessOn } from "../../said.ts";

export const databaseEncrypted: Rule = {
  name: "database-encrypted",
  demands: "A database, its snapshots and its backups are encrypted where they lie.",
  why: "A volume, a snapshot or a backup that gets into other hands can be read; encryption cannot be switched on later.",
  sources: [{ control: "RDS.3" }, { control: "RDS.4" }, { control: "RDS.27" }, { control: "Backup.1" }],
  wayOut: "Set storageEncrypted: true; one that is there is copied through an encrypted snapshot.",
  enforcement: "mandatory",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  looksAround: false,
  check: (resource) => {
    // A replica is encrypted as what it follows is.
    const inherits = isReadReplica(resource) && resource.inputs.storageEncrypted === undefined;
    return inherits ? [] : saidUnlessOn(resource.inputs, "storageEncrypted");
  },
};
