import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { privateBucket } from "./private-bucket.ts";

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
    const { bucket, ready } = privateBucket(
      name,
      {
        bucketName,
        deletable: args.deletable,
        lifecycle: [expiry(args.retentionDays)],
        allowed: [writer(bucketName, args.accountId)],
      },
      child,
    );

    this.bucketName = bucket.bucket;
    this.ready = ready;
    this.registerOutputs({ bucketName: this.bucketName });
  }
}

function expiry(days: number) {
  return {
    id: "expire",
    status: "Enabled",
    filter: { prefix: "" },
    expiration: { days },
    abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
  };
}

/** Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html */
function writer(bucketName: string, accountId: string): object {
  return {
    Sid: "LoadBalancersOfThisAccount",
    Effect: "Allow",
    Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
    Action: "s3:PutObject",
    // The delivery puts the account of the load balancer into the path, so this is the account that may log here.
    Resource: `arn:aws:s3:::${bucketName}/AWSLogs/${accountId}/*`,
  };
}
