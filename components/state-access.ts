import type { Statement } from "./deploy-statement.ts";

/** Pulumi's state in a bucket, and the key that its secrets are under. */
export interface PulumiState {
  readonly bucket: string;
  /** Without a slash at either end; empty at the top of the bucket. */
  readonly prefix: string;
  /** KMS key: `alias/…` or an ARN. Absent: Pulumi's secrets are under no KMS key. */
  readonly key?: string;
}

export interface StateAccessArgs {
  readonly accountId: string;
  /** Names of the Pulumi project and of the stack in it. */
  readonly project: string;
  readonly environment: string;
  readonly state?: PulumiState;
}

/**
 * Where Pulumi keeps what of a project, which may be read: promotion compares stacks. A preview takes no lock.
 * Source: https://github.com/pulumi/pulumi/blob/v3.259.0/pkg/backend/diy/store.go
 */
export function readState(args: StateAccessArgs): Statement[] {
  const { project, state } = args;
  return state
    ? [
        {
          // Without it S3 says of an object that is not there that it is forbidden. Names alone are listed, and with a
          // condition on what is listed a look at one object would not meet it.
          Sid: "ListState",
          Effect: "Allow",
          Action: "s3:ListBucket",
          Resource: `arn:aws:s3:::${state.bucket}`,
        },
        {
          Sid: "ReadState",
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: ["meta.yaml", `stacks/${project}/*`, `history/${project}/*`].map((path) =>
            stateObjects(state, path),
          ),
        },
        ...withKey("OpenState", args, ["kms:Decrypt"]),
      ]
    : [];
}

/** Objects of a state, as a policy names them. */
export function stateObjects({ bucket, prefix }: PulumiState, path = "*"): string {
  return `arn:aws:s3:::${bucket}/${prefix ? `${prefix}/` : ""}.pulumi/${path}`;
}

/** What of the state one stack alone changes, with its lock. */
export function writeState(args: StateAccessArgs): Statement[] {
  const { project, environment, state } = args;
  return state
    ? [
        {
          Sid: "WriteOwnState",
          Effect: "Allow",
          Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
          Resource: [
            stateObjects(state, `stacks/${project}/${environment}.*`),
            ...["history", "backups", "locks/organization"].map((of) =>
              stateObjects(state, `${of}/${project}/${environment}/*`),
            ),
          ],
        },
        // A bucket may be under the same key as the secrets: then each object is written with a key of its own.
        ...withKey("SealState", args, ["kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"]),
      ]
    : [];
}

function withKey(Sid: string, { accountId, state }: StateAccessArgs, Action: string[]): Statement[] {
  return state?.key === undefined ? [] : [{ Sid, Effect: "Allow", Action, ...keyNamed(state.key, accountId) }];
}

/** An alias is no resource that use of its key could be allowed on: a policy names the key by it. */
function keyNamed(key: string, accountId: string): Pick<Statement, "Resource" | "Condition"> {
  const alias = keyAlias(key);
  return alias === undefined
    ? { Resource: key }
    : {
        // An alias in an ARN may be one of another account.
        Resource: `arn:aws:kms:*:${key.startsWith("arn:") ? key.split(":")[4] : accountId}:key/*`,
        Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": alias } },
      };
}

/** The alias in a key's name or ARN; undefined for the ARN of the key itself. */
export function keyAlias(key: string): string | undefined {
  return /(?:^|:)(alias\/.*)$/.exec(key)?.[1];
}
