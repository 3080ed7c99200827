import { Bucket } from "@pulumi/aws/s3/bucket.js";
import {
  BucketLifecycleConfiguration,
  type BucketLifecycleConfigurationArgs,
} from "@pulumi/aws/s3/bucketLifecycleConfiguration.js";
import { BucketOwnershipControls } from "@pulumi/aws/s3/bucketOwnershipControls.js";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy.js";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock.js";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration.js";
import type * as pulumi from "@pulumi/pulumi";

export interface PrivateBucketArgs {
  /** Physical name, which no other bucket of the world has. */
  readonly bucketName: string;
  /** It goes with what is in it; else Pulumi refuses to delete it, and S3 too while something is in it. */
  readonly deletable: boolean;
  readonly lifecycle: NonNullable<BucketLifecycleConfigurationArgs["rules"]>;
  /** Statements of its policy that let somebody in; the account's own roles need none. */
  readonly allowed: readonly object[];
}

/** A bucket that is private and encrypted and that nobody reaches without TLS. */
export interface PrivateBucket {
  readonly bucket: Bucket;
  /** What must be there before something is put into it. */
  readonly ready: pulumi.Resource[];
}

/** Declares a private bucket and what is set on it. */
export function privateBucket(
  name: string,
  { bucketName, deletable, lifecycle, allowed }: PrivateBucketArgs,
  child: { parent: pulumi.Resource },
): PrivateBucket {
  const made = new Bucket(
    `${name}-bucket`,
    { bucket: bucketName, forceDestroy: deletable },
    { ...child, protect: !deletable },
  );
  const { bucket } = made;
  const closed = new BucketPublicAccessBlock(
    `${name}-closed`,
    { bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    child,
  );
  const owned = new BucketOwnershipControls(
    `${name}-owned`,
    { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    child,
  );
  const encrypted = new BucketServerSideEncryptionConfiguration(
    `${name}-encrypted`,
    // The log delivery of load balancers takes no key of KMS, and S3's own costs nothing.
    { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    child,
  );
  new BucketLifecycleConfiguration(`${name}-expiry`, { bucket, rules: lifecycle }, child);
  const policy = new BucketPolicy(
    `${name}-policy`,
    { bucket, policy: JSON.stringify({ Version: "2012-10-17", Statement: [...allowed, tlsOnly(bucketName)] }) },
    // S3 refuses two changes of who may do what at the same time.
    { ...child, dependsOn: [closed, owned] },
  );
  return { bucket: made, ready: [policy, encrypted] };
}

function tlsOnly(bucketName: string): object {
  const bucketArn = `arn:aws:s3:::${bucketName}`;
  return {
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
