import { bucketTypes, setOn } from "../../buckets.ts";
import { at, listOf } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";
import { type Statement, statementsOf } from "../../statements.ts";

export const bucketTlsOnly: Rule = {
  name: "bucket-tls-only",
  demands: "A bucket refuses requests without TLS.",
  why: "S3 also answers plain HTTP, and then objects can be read on the way.",
  sources: [{ control: "S3.5" }],
  wayOut: 'Deny s3:* to "*" on the bucket and its objects where aws:SecureTransport is false, in its BucketPolicy.',
  enforcement: "mandatory",
  types: bucketTypes,
  looksAround: true,
  check: (bucket, everything) => {
    const policies = setOn(bucket, "aws:s3/bucketPolicy:BucketPolicy", everything);
    const statements = [bucket, ...policies].flatMap(({ inputs }) => statementsOf(inputs.policy));
    return statements.some(refusesPlain) ? [] : ["no policy of it refuses requests without TLS"];
  },
};

function refusesPlain({ effect, principals, actions, resources, conditions }: Statement): boolean {
  return (
    effect === "Deny" &&
    Object.values(principals).some((names) => names.includes("*")) &&
    actions.some((action) => action === "*" || action.toLowerCase() === "s3:*") &&
    // Of the bucket and of all its objects; a star that follows no slash is both.
    resources.some((resource) => !resource.includes("/")) &&
    resources.some((resource) => /^[^/]*(\/\*|\*)$/.test(resource)) &&
    // A second condition would let through what it does not fit.
    Object.values(Object(conditions)).flatMap((tested) => Object.keys(Object(tested))).length === 1 &&
    listOf(at(conditions, "Bool.aws:SecureTransport")).some((value) => `${value}` === "false")
  );
}
