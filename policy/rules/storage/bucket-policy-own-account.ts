import { allows } from "../../grants.ts";
import type { Rule } from "../../rule.ts";
import { statementsOf } from "../../statements.ts";

/** What AWS's control forbids to principals of other accounts. */
const ofTheOwner = [
  "s3:DeleteBucketPolicy",
  "s3:PutBucketAcl",
  "s3:PutBucketPolicy",
  "s3:PutEncryptionConfiguration",
  "s3:PutObjectAcl",
];

export const bucketPolicyOwnAccount: Rule = {
  name: "bucket-policy-own-account",
  demands: "A bucket's policy gives nobody the right to change who may use the bucket.",
  why: "Whoever has that right gives themselves all others.",
  sources: [{ control: "S3.6" }],
  wayOut: `Name the actions that are needed, without ${ofTheOwner.join(", ")}; people of the account have theirs from IAM.`,
  enforcement: "mandatory",
  types: ["aws:s3/bucketPolicy:BucketPolicy"],
  looksAround: false,
  check: ({ inputs }) =>
    statementsOf(inputs.policy)
      .filter(({ effect, principals }) => effect === "Allow" && (principals.AWS ?? principals["*"]))
      .flatMap((statement) => {
        const given = ofTheOwner.filter((action) => allows(statement, action));
        const to = [...(statement.principals.AWS ?? []), ...(statement.principals["*"] ?? [])];
        return given.length ? [`${to.join(", ")} may ${given.join(", ")}`] : [];
      }),
};
