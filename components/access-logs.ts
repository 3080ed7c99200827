import { Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration.js";
import { BucketOwnershipControls } from "@pulumi/aws/s3/bucketOwnershipControls.js";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy.js";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock.js";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";

export interface AccessLogsArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  /** Account of the load balancer, twelve digits. */
  readonly accountId: string;
  /** Days after which S3 deletes a log. */
  readonly retentionDays: number;
  /** The bucket goes with its logs in it. */
  readonly deletable: boolean;
}

/**
 * The bucket that the load balancer logs its requests to. Nobody but the log delivery of this account's load balancers
 * writes to it, nothing in it is public, and nothing is sent without TLS.
 *
 * @stateful
 */
export class AccessLogs extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  /** What must be there before logs are switched on: the load balancer writes a test object at once. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: AccessLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:access-logs:AccessLogs", name, {}, opts);
    const child = { parent: this };

    // No two accounts of the world may have buckets of one name.
    const bucketName = physicalName("bucket", args.prefix, `${name}-${args.accountId}`);
    const { bucket } = new Bucket(
      `${name}-bucket`,
      { bucket: bucketName, forceDestroy: args.deletable },
      { ...child, protect: !args.deletable },
    );
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
      // The log delivery of load balancers takes no key of KMS.
      { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
      child,
    );
    expiry(name, bucket, args.retentionDays, child);
    const policy = new BucketPolicy(
      `${name}-policy`,
      { bucket, policy: JSON.stringify(writers(bucketName, args.accountId)) },
      // S3 refuses two changes of who may do what at the same time.
      { ...child, dependsOn: [closed, owned] },
    );

    this.bucketName = bucket;
    this.ready = [policy, encrypted];
    this.registerOutputs({ bucketName: this.bucketName });
  }
}

function expiry(name: string, bucket: pulumi.Output<string>, days: number, child: pulumi.CustomResourceOptions): void {
  new BucketLifecycleConfiguration(
    `${name}-expiry`,
    {
      bucket,
      rules: [
        {
          id: "expire",
          status: "Enabled",
          filter: { prefix: "" },
          expiration: { days },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        },
      ],
    },
    child,
  );
}

/** Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html */
function writers(bucketName: string, accountId: string): object {
  const bucketArn = `arn:aws:s3:::${bucketName}`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "LoadBalancersOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        // The delivery puts the account of the load balancer into the path, so this is the account that may log here.
        Resource: `${bucketArn}/AWSLogs/${accountId}/*`,
      },
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
}
