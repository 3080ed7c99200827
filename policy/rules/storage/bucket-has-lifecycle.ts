import { bucketTypes, setOn } from "../../buckets.ts";
import { listOf } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const bucketHasLifecycle: Rule = {
  name: "bucket-has-lifecycle",
  demands: "A bucket says what becomes of what is in it.",
  why: "Uploads that were never finished and versions that nobody needs are paid for for ever.",
  sources: [{ control: "S3.13" }],
  wayOut: "Declare a BucketLifecycleConfiguration of the bucket, with abortIncompleteMultipartUpload at least.",
  enforcement: "advisory",
  types: bucketTypes,
  looksAround: true,
  check: (bucket, everything) =>
    setOn(bucket, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", everything).length > 0 ||
    listOf(bucket.inputs.lifecycleRules).length > 0
      ? []
      : ["it has no BucketLifecycleConfiguration"],
};
