import { bucketTypes, setOn } from "../../buckets.ts";
import { isOn } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

const blocks = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

export const bucketBlocksPublicAccess: Rule = {
  name: "bucket-blocks-public-access",
  demands: "A bucket blocks every kind of public access.",
  why: "One policy or one object's permission, set by whatever tool, would show the objects to everybody.",
  sources: [{ control: "S3.2" }, { control: "S3.3" }, { control: "S3.8" }],
  wayOut: `Declare a BucketPublicAccessBlock of the bucket with ${blocks.join(", ")}: true.`,
  enforcement: "mandatory",
  types: bucketTypes,
  looksAround: true,
  check: (bucket, everything) => {
    const [block] = setOn(bucket, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", everything);
    if (!block) {
      return ["it has no BucketPublicAccessBlock"];
    }
    const open = blocks.filter((one) => !isOn(block.inputs[one]));
    return open.length ? [`${block.path} leaves open: ${open.join(", ")}`] : [];
  },
};
