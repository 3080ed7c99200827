import type { InAccount, Rule } from "../model.ts";
import { replicasFirst } from "./database-copy-rules.ts";
import { snapshotNamed } from "./database-snapshots.ts";
import { bool, str } from "./values.ts";

const DELETE = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html";

const notProtected: Rule<InAccount> = {
  id: "instance-not-protected",
  says: "An instance with deletion protection cannot be deleted.",
  source: DELETE,
  refuse: ({ resource }) =>
    bool(resource.outputs, "deletionProtection") === true
      ? `InvalidParameterCombination: Cannot delete protected DB Instance, please disable deletion protection and try again: "${resource.outputs.identifier}"`
      : undefined,
};

const finalSnapshot: Rule<InAccount> = {
  id: "instance-final-snapshot",
  says: "An instance is deleted with a final snapshot of a name that no snapshot has, unless `skipFinalSnapshot` says otherwise.",
  source: DELETE,
  refuse({ resource, account, place }) {
    if (bool(resource.outputs, "skipFinalSnapshot") === true) return undefined;
    const name = str(resource.outputs, "finalSnapshotIdentifier");
    if (name === undefined)
      return `final_snapshot_identifier is required when skip_final_snapshot is false: set finalSnapshotIdentifier of "${resource.outputs.identifier}" and run up before it is deleted`;
    return snapshotNamed(account, place, name) === undefined
      ? undefined
      : `DBSnapshotAlreadyExists: Cannot create the snapshot because a snapshot with the identifier ${name} already exists: ` +
          "set another finalSnapshotIdentifier and run up before it is deleted";
  },
};

/** What keeps an instance from being deleted. */
export const databaseBlocksDelete: readonly Rule<InAccount>[] = [notProtected, finalSnapshot, replicasFirst];
