import type { Actions, Asked } from "./asked.ts";

const bucketOfStack = "arn:aws:s3:::<prefix>-logs";
/** What the provider looks at of every bucket that it reads. */
const bucketReads = [
  "s3:GetAccelerateConfiguration",
  "s3:GetBucketAcl",
  "s3:GetBucketCORS",
  "s3:GetBucketLogging",
  "s3:GetBucketObjectLockConfiguration",
  "s3:GetBucketPolicy",
  "s3:GetBucketRequestPayment",
  "s3:GetBucketVersioning",
  "s3:GetBucketWebsite",
  "s3:GetEncryptionConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:GetReplicationConfiguration",
];

/** Something that is set on a bucket. */
function onBucket(what: string): readonly Asked[] {
  return [{ actions: [`s3:Get${what}`, `s3:Put${what}`], of: bucketOfStack }];
}

/** Of buckets. */
export const buckets: Actions = {
  "aws:s3/bucket:Bucket": {
    source: "s3/bucket.go",
    asked: [
      {
        actions: [
          "s3:CreateBucket",
          "s3:ListBucket",
          "s3:PutBucketTagging",
          "s3:GetBucketTagging",
          "s3:TagResource",
          "s3:UntagResource",
          "s3:ListTagsForResource",
          "s3:GetBucketLocation",
          "s3:DeleteBucket",
          ...bucketReads,
        ],
      },
      // What `forceDestroy` does.
      { actions: ["s3:ListBucketVersions", "s3:DeleteObject", "s3:DeleteObjectVersion"], of: bucketOfStack },
    ],
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
    source: "s3/bucket_lifecycle_configuration.go",
    asked: onBucket("LifecycleConfiguration"),
  },
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": {
    source: "s3/bucket_ownership_controls.go",
    asked: onBucket("BucketOwnershipControls"),
  },
  "aws:s3/bucketPolicy:BucketPolicy": {
    source: "s3/bucket_policy.go",
    asked: [...onBucket("BucketPolicy"), { actions: ["s3:DeleteBucketPolicy"], of: bucketOfStack }],
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    source: "s3/bucket_public_access_block.go",
    asked: onBucket("BucketPublicAccessBlock"),
  },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    source: "s3/bucket_server_side_encryption_configuration.go",
    asked: onBucket("EncryptionConfiguration"),
  },
  "aws:s3/bucketVersioning:BucketVersioning": {
    source: "s3/bucket_versioning.go",
    asked: onBucket("BucketVersioning"),
  },
};
