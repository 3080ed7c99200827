import type { Account } from "../account.ts";
import type { InAccount, Place, Resource } from "../model.ts";
import { bool, num, str } from "./values.ts";

const SNAPSHOT = "sandbox:rds:Snapshot";

/** What an instance that is made of a snapshot has from it. */
export interface Snapshot {
  readonly name: string;
  /** For example `17.6`. */
  readonly version: string;
  readonly username: string;
  readonly dbName: string;
  readonly storageGiB: number;
  readonly encrypted: boolean;
}

/** The snapshot of a name, made here or in the world beforehand. */
export function snapshotNamed(account: Account, { region }: Place, name: string): Snapshot | undefined {
  const made = account.get(SNAPSHOT, `${region} ${name}`);
  return made
    ? contents(made, name)
    : account.world.snapshots.find((one) => one.name === name && one.account === account.id && one.region === region);
}

/** Keeps a snapshot of an instance as it is. */
export function keepSnapshot(account: Account, { region }: Place, instance: Resource, name: string): void {
  const { identifier } = instance.outputs;
  const outputs = { ...contents(instance, name), identifier };
  account.put({ type: SNAPSHOT, id: `${region} ${name}`, inputs: {}, outputs });
}

/** Keeps the final snapshot of an instance that has been deleted. */
export function keepFinalSnapshot({ resource, account, place }: InAccount): void {
  const name = str(resource.outputs, "finalSnapshotIdentifier");
  const isWanted = bool(resource.outputs, "skipFinalSnapshot") !== true && !str(resource.outputs, "replicateSourceDb");
  if (name !== undefined && isWanted) {
    keepSnapshot(account, place, resource, name);
  }
}

/** What a restored instance begins with, of a snapshot or of an instance as of a moment. */
export function contents({ outputs }: Pick<Resource, "outputs">, name = ""): Snapshot {
  return {
    name,
    version: str(outputs, "engineVersionActual") ?? str(outputs, "version") ?? "17",
    username: str(outputs, "username") ?? "postgres",
    dbName: str(outputs, "dbName") ?? "",
    storageGiB: num(outputs, "allocatedStorage") ?? num(outputs, "storageGiB") ?? 20,
    encrypted: (bool(outputs, "storageEncrypted") ?? bool(outputs, "encrypted")) === true,
  };
}
