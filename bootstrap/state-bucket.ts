import { type BucketAt, bucketAt, doorOf, makeBucket, ownRegion } from "../cloud/aws/foundation/bucket.ts";
import { dropsOldVersions, ruleThatDeletes } from "../cloud/aws/foundation/bucket-lifecycle.ts";
import {
  bucketPolicySays,
  closedToPublic,
  encrypted,
  ownsItsObjects,
  versioned,
} from "../cloud/aws/foundation/bucket-settings.ts";
import type { Presence, Setting, Thing } from "../cloud/aws/foundation/thing.ts";
import type { Session } from "../cloud/aws/session.ts";
import { readState, writeState } from "../components/state-access.ts";
import { type Inspection, inspect } from "./inspection.ts";
import { letIn } from "./let-in.ts";

/** The bucket that Pulumi's state of a stack is in, as the stack files want it. */
export interface StateBucket {
  readonly name: string;
  readonly region: string;
  /** Folder of the state in it, without a slash at either end; empty at the top. */
  readonly prefix: string;
  /** Name of the Pulumi project. */
  readonly project: string;
  /** Stacks of other accounts whose state is in it too. */
  readonly tenants: readonly Tenant[];
}

/** A stack of another account. */
interface Tenant {
  readonly stack: string;
  readonly accountId: string;
  /** Folder of its state in the bucket. */
  readonly prefix: string;
}

/** Whether the bucket is there, this account's, private, encrypted and versioned. It only reads. */
export function inspectStateBucket(bucket: StateBucket, session: Session): Promise<Inspection> {
  return inspect(stateBucket(bucket, session));
}

/** The bucket of the state as something that an account has. */
export function stateBucket(bucket: StateBucket, session: Session): Thing {
  const at = bucketAt(bucket.name, bucket.region, session);
  return {
    name: `bucket ${bucket.name}`,
    presence: () => presenceOf(bucket, at, session),
    make: () => makeBucket(at),
    settings: [
      versioned(at),
      encrypted(at),
      ownsItsObjects(at),
      bucketPolicySays(at, tlsOnly(bucket.name), { so: "takes TLS alone", notSo: "is open to requests without TLS" }),
      // After that: once closed, S3 takes no policy any more of which another statement opens it.
      closedToPublic(at),
      dropsOldVersions(at),
      ...bucket.tenants.map((tenant) => letsIn(bucket, tenant, at)),
    ],
  };
}

async function presenceOf(bucket: StateBucket, at: BucketAt, session: Session): Promise<Presence> {
  const region = await ownRegion(at);
  if (region === undefined) {
    return presenceElsewhere(bucket, at, session.place.accountId);
  }
  if (region !== bucket.region) {
    return {
      is: "refused",
      why: `is in ${region}, and the stack file looks for it in ${bucket.region}: end environment.aws.state in ?region=${region}`,
    };
  }
  const rule = await ruleThatDeletes(at, `${bucket.prefix === "" ? "" : `${bucket.prefix}/`}.pulumi/`);
  return rule === undefined
    ? { is: "there" }
    : { is: "refused", why: `${rule}, and so the state: remove it, or give it a prefix that the state is not below` };
}

async function presenceElsewhere({ tenants }: StateBucket, at: BucketAt, accountId: string): Promise<Presence> {
  for (const { accountId: owner, stack } of tenants) {
    if ((await doorOf(at, owner)) === "open") {
      return { is: "elsewhere", note: `in account ${owner} (${stack}), which lets this one in` };
    }
  }
  if ((await doorOf(at)) === "none") {
    return { is: "missing" };
  }
  const [first] = tenants;
  const perhaps =
    first &&
    `if it is that of ${first.stack}, run npx slipway bootstrap ${first.stack} --yes with credentials of ${first.accountId}, which lets this one in; else `;
  return {
    is: "refused",
    why: `is another account's and closed to ${accountId}: ${perhaps ?? ""}name one of your own in environment.aws.state, a name that nobody in all of AWS has`,
  };
}

function tlsOnly(name: string) {
  return [
    {
      Sid: "SlipwayTlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ];
}

/** The rights of a stack's roles on the state, given to its account: who in there has them, its own policies say. */
function letsIn({ name, project }: StateBucket, { stack, accountId, prefix }: Tenant, at: BucketAt): Setting {
  const access = { accountId, project, environment: stack, state: { bucket: name, prefix } };
  const statements = [...readState(access), ...writeState(access)];
  return bucketPolicySays(at, letIn({ project, stack, accountId }, statements), {
    so: `lets ${accountId} (${stack}) in`,
    notSo: `does not let ${accountId} (${stack}) in`,
  });
}
