import { bucketTypes, v2 } from "../../buckets.ts";
import { at } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

const ownership = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
const acl = "aws:s3/bucketAcl:BucketAcl";

export const bucketAclsOff: Rule = {
  name: "bucket-acls-off",
  demands: "Who may use a bucket is said by policies alone, not by access control lists.",
  why: "A list on each object is a second, older way to give access, which nobody looks at.",
  sources: [{ control: "S3.12" }],
  wayOut: "Set objectOwnership: BucketOwnerEnforced, and say who may what in a policy.",
  enforcement: "mandatory",
  types: [...bucketTypes, ownership, acl, v2(acl)],
  looksAround: false,
  check: ({ type, inputs }) => {
    if (type === ownership) {
      const owner = at(inputs, "rule.objectOwnership");
      return owner === "BucketOwnerEnforced" ? [] : [`objectOwnership is ${owner}`];
    }
    if (!bucketTypes.includes(type)) {
      return ["it is an access control list"];
    }
    return inputs.acl === undefined && inputs.grants === undefined ? [] : ["the bucket has an access control list"];
  },
};
