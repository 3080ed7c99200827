import type { Account } from "../account.ts";
import type { InAccount, Place, Resource, Values } from "../model.ts";
import { contents, type Snapshot, snapshotNamed } from "./database-snapshots.ts";
import { isIn } from "./references.ts";
import { token } from "./tokens.ts";
import { object, str } from "./values.ts";

/** The instance of an identifier in an account and region. */
export function instanceNamed(account: Account, place: Place, identifier: string): Resource | undefined {
  return account.find(token.instance, (one) => one.outputs.identifier === identifier && isIn(place, one));
}

/** The instance that a replica follows; undefined when it is no replica, or there is none. */
export function sourceOf({ inputs }: Pick<Resource, "inputs">, account: Account, place: Place): Resource | undefined {
  const identifier = str(inputs, "replicateSourceDb");
  return identifier === undefined ? undefined : instanceNamed(account, place, identifier);
}

/** Replicas of an instance. */
export function replicasOf(account: Account, place: Place, identifier: string): readonly Resource[] {
  return account.all(token.instance).filter((one) => one.inputs.replicateSourceDb === identifier && isIn(place, one));
}

/** Identifier of the instance whose history a new one starts with. */
export function historyOf(inputs: Values): string | undefined {
  return str(object(inputs, "restoreToPointInTime"), "sourceDbInstanceIdentifier");
}

/** What a new instance starts with: undefined when it starts empty, or when there is no such thing. */
export function startOf({ resource: { inputs }, account, place }: InAccount): Snapshot | undefined {
  const snapshot = str(inputs, "snapshotIdentifier");
  if (snapshot !== undefined) return snapshotNamed(account, place, snapshot);
  const instance = instanceNamed(account, place, historyOf(inputs) ?? str(inputs, "replicateSourceDb") ?? "");
  return instance && contents(instance);
}

/** A new instance has the user and the database of what it starts with, and its source knows a new replica. */
export function takeOverStart(subject: InAccount): void {
  const { resource, account } = subject;
  const start = startOf(subject);
  const stored = account.get(resource.type, resource.id);
  if (start && stored) {
    const { username, dbName, storageGiB, version } = start;
    const isReplica = str(resource.inputs, "replicateSourceDb") !== undefined;
    const engine = isReplica ? { engine: "postgres", engineVersion: version, engineVersionActual: version } : {};
    const allocatedStorage = resource.inputs.allocatedStorage ?? storageGiB;
    account.put({ ...stored, outputs: { ...stored.outputs, username, dbName, allocatedStorage, ...engine } });
  }
}

/** The source of a replica that came or went lists those that it has now. */
export function countReplicas({ resource, account, place }: InAccount): void {
  const source = sourceOf(resource, account, place);
  if (source) {
    const identifiers = replicasOf(account, place, String(source.outputs.identifier)).map(
      ({ outputs }) => outputs.identifier,
    );
    account.put({ ...source, outputs: { ...source.outputs, replicas: identifiers } });
  }
}
