import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { privateBucket } from "./private-bucket.ts";
import type { Permission } from "./task-roles.ts";

export interface BucketArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** Keeps what is overwritten or deleted for a while. */
  readonly versioned: boolean;
  /** Days after which an object is deleted. @default never */
  readonly expireDays?: number;
  /** Days that an overwritten or deleted object can be had back. */
  readonly noncurrentDays: number;
  /** Absent: it is protected in Pulumi, and a bucket with objects in it is not deleted. */
  readonly deletable?: { readonly because: string };
}

const onObjects = {
  read: ["s3:GetObject"],
  write: [
    "s3:GetObject",
    "s3:PutObject",
    "s3:DeleteObject",
    // An upload in parts is put by PutObject and otherwise needs these.
    "s3:AbortMultipartUpload",
    "s3:ListMultipartUploadParts",
  ],
};

/**
 * A bucket of the app: private, encrypted, TLS only.
 *
 * @stateful
 */
export class Bucket extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** What a client must wait for before it may use it. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: BucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:bucket:Bucket", name, {}, opts);
    const child = { parent: this };

    const { bucket, ready } = privateBucket(
      name,
      {
        // No two accounts of the world may have buckets of one name.
        bucketName: physicalName("bucket", args.prefix, `${name}-${args.accountId}`),
        deletable: args.deletable !== undefined,
        lifecycle: lifecycle(args),
        allowed: [],
      },
      child,
    );
    const versioning = new BucketVersioning(
      `${name}-versioning`,
      // There is no way back to a bucket that never had versions; one that never had any takes this word too.
      { bucket: bucket.bucket, versioningConfiguration: { status: args.versioned ? "Enabled" : "Suspended" } },
      child,
    );
    this.bucketName = bucket.bucket;
    this.arn = bucket.arn;
    this.ready = [...ready, versioning];
    this.registerOutputs({ bucketName: this.bucketName, arn: this.arn });
  }
}

/** What a task may do with a bucket that it names in `uses`. */
export function bucketPermissions(access: "read" | "write", arn: pulumi.Output<string>): Permission[] {
  return [
    // Without it S3 answers for an object that is not there that it is forbidden.
    { actions: ["s3:ListBucket"], resources: [arn] },
    { actions: onObjects[access], resources: [pulumi.interpolate`${arn}/*`] },
  ];
}

function lifecycle({ expireDays, noncurrentDays }: BucketArgs) {
  const everything = { status: "Enabled", filter: { prefix: "" } };
  return [
    { id: "unfinished-uploads", ...everything, abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } },
    {
      id: "old-versions",
      ...everything,
      noncurrentVersionExpiration: { noncurrentDays },
      // The mark of a deletion has nothing left to hide then.
      expiration: { expiredObjectDeleteMarker: true },
    },
    ...(expireDays === undefined ? [] : [{ id: "expire", ...everything, expiration: { days: expireDays } }]),
  ];
}
