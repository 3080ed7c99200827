import type { Model, Rule, Values } from "../model.ts";
import { arn } from "./identifiers.ts";
import { readPolicy, statementsOf } from "./policy-document.ts";
import { exists } from "./references.ts";
import { placeOf } from "./shapes.ts";
import { token } from "./tokens.ts";
import { num, object, str } from "./values.ts";

const API = "https://docs.aws.amazon.com/efs/latest/ug/";
const ACCESS = `${API}API_CreateAccessPoint.html`;
const MAX_ID = 4_294_967_295;

/** Pulumi type tokens. */
export const BACKUP_POLICY = "aws:efs/backupPolicy:BackupPolicy";
export const FILE_SYSTEM_POLICY = "aws:efs/fileSystemPolicy:FileSystemPolicy";

const ofFileSystem = (id: string, source: string) =>
  exists({
    id,
    input: "fileSystemId",
    type: token.fileSystem,
    noun: "file system",
    code: "FileSystemNotFound",
    source,
  });

const folder: Rule<Values> = {
  id: "access-point-folder",
  says: "The folder of an access point is a path of at most 100 characters and four levels; what EFS is to make there has rights in octal.",
  source: `${API}API_RootDirectory.html`,
  refuse(values) {
    const root = object(values, "rootDirectory");
    const path = str(root, "path") ?? "/";
    if (!/^(\/|(\/[^$#<>;`|&?{}^*/\n]+){1,4})$/.test(path) || path.length > 100)
      return `ValidationException: rootDirectory.path "${path}" is not allowed: begin with a slash, at most four levels and 100 characters`;
    const permissions = str(object(root, "creationInfo"), "permissions");
    return permissions === undefined || /^[0-7]{3,4}$/.test(permissions)
      ? undefined
      : `ValidationException: rootDirectory.creationInfo.permissions "${permissions}" is not octal: write, for example, 0750`;
  },
};

const identities: Rule<Values> = {
  id: "access-point-identities",
  says: `Users and groups of an access point are numbers from 0 to ${MAX_ID}.`,
  source: `${API}API_PosixUser.html`,
  refuse(values) {
    const given: readonly (readonly [Values, readonly string[]])[] = [
      [object(values, "posixUser"), ["uid", "gid"]],
      [object(object(values, "rootDirectory"), "creationInfo"), ["ownerUid", "ownerGid"]],
    ];
    for (const [of, keys] of given) {
      const wrong = keys.find((key) => of[key] !== undefined && !isIdentity(num(of, key)));
      if (wrong !== undefined)
        return `ValidationException: ${wrong} ${of[wrong]} is not 0 to ${MAX_ID}: use such a number`;
    }
    return undefined;
  },
};

function isIdentity(value: number | undefined): boolean {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= MAX_ID;
}

const accessPoint: Model = {
  type: token.accessPoint,
  checks: [folder, identities],
  identify: (_inputs, seed) => `fsap-${seed.hex(17)}`,
  outputs(inputs, id, _seed, place) {
    const here = placeOf(inputs, place);
    return {
      arn: arn(here, "elasticfilesystem", `access-point/${id}`),
      fileSystemArn: arn(here, "elasticfilesystem", `file-system/${str(inputs, "fileSystemId")}`),
      ownerId: here.accountId,
    };
  },
  requires: [ofFileSystem("access-point-file-system-exists", ACCESS)],
  replaces: "as the specification says",
  blocksDelete: { none: "it can always be deleted; tasks that start later cannot mount through it" },
  typicalMinutes: 0.2,
};

const status: Rule<Values> = {
  id: "backup-policy-status",
  says: "The status of a backup policy is ENABLED or DISABLED.",
  source: `${API}API_PutBackupPolicy.html`,
  refuse(values) {
    const given = str(object(values, "backupPolicy"), "status");
    return given === undefined || ["ENABLED", "DISABLED"].includes(given)
      ? undefined
      : `ValidationException: backupPolicy.status "${given}" is not known: use ENABLED or DISABLED`;
  },
};

const backupPolicy: Model = {
  type: BACKUP_POLICY,
  checks: [status],
  identify: (inputs) => str(inputs, "fileSystemId") ?? "",
  outputs: () => ({}),
  requires: [ofFileSystem("backup-policy-file-system-exists", `${API}API_PutBackupPolicy.html`)],
  replaces: "as the specification says",
  blocksDelete: { none: "deleting it turns the backups off; those that were made stay" },
  typicalMinutes: 0.1,
};

const legal: Rule<Values> = {
  id: "file-system-policy-legal",
  says: "The policy of a file system is JSON with statements, each of which says whom it is about.",
  source: "https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html",
  refuse(values) {
    if (values.policy === undefined) return undefined;
    const document = readPolicy(values.policy);
    if (typeof document === "string")
      return `InvalidPolicyException: the policy ${document}: write it with JSON.stringify`;
    const statements = statementsOf(values.policy);
    return statements.length > 0 && statements.every(({ Principal }) => Principal !== undefined)
      ? undefined
      : "InvalidPolicyException: the policy has no statement, or one without Principal: say whom each is about";
  },
};

const fileSystemPolicy: Model = {
  type: FILE_SYSTEM_POLICY,
  checks: [legal],
  identify: (inputs) => str(inputs, "fileSystemId") ?? "",
  outputs: () => ({}),
  requires: [ofFileSystem("file-system-policy-file-system-exists", `${API}API_PutFileSystemPolicy.html`)],
  replaces: "as the specification says",
  blocksDelete: { none: "without it everybody who reaches the file system may mount it" },
  typicalMinutes: 0.1,
};

/** What belongs to one file system. */
export const fileSystemParts: readonly Model[] = [accessPoint, backupPolicy, fileSystemPolicy];
