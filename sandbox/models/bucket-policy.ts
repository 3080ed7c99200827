import type { Account } from "../account.ts";
import type { InAccount, Model, Rule } from "../model.ts";
import { partOf } from "./bucket-parts.ts";
import { BUCKET_POLICY, BUCKET_PUBLIC_ACCESS } from "./bucket-tokens.ts";
import { evaluate, policyText, readPolicy, statementsOf } from "./policy-document.ts";
import { bool, str, textsAt } from "./values.ts";

const put = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html";

const shape: Rule<InAccount> = {
  id: "bucket-policy-statements",
  says: "Each statement of a bucket's policy says who may do what of S3 with this bucket.",
  source: put,
  refuse({ resource: { inputs } }) {
    const document = readPolicy(inputs.policy);
    if (typeof document === "string") return `MalformedPolicy: policy ${document}: write a policy document`;
    const bucketArn = `arn:aws:s3:::${inputs.bucket}`;
    for (const statement of statementsOf(inputs.policy)) {
      if (statement.Principal === undefined && statement.NotPrincipal === undefined)
        return "MalformedPolicy: missing required field Principal: say who the statement is about";
      const action = textsAt(statement, "Action").find((one) => !/^(\*|s3:.+)$/i.test(one));
      if (action !== undefined) return `MalformedPolicy: policy has invalid action "${action}": use actions of s3`;
      const other = textsAt(statement, "Resource").find((one) => one !== bucketArn && !one.startsWith(`${bucketArn}/`));
      if (other !== undefined)
        return `MalformedPolicy: policy has invalid resource "${other}": name ${bucketArn} or something in it`;
    }
    return undefined;
  },
};

const notPublic: Rule<InAccount> = {
  id: "bucket-policy-not-public",
  says: "A bucket whose public access is blocked takes no policy that allows everybody something.",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  refuse({ resource: { inputs }, account }) {
    const block = account.get(BUCKET_PUBLIC_ACCESS, str(inputs, "bucket") ?? "");
    const open = statementsOf(inputs.policy).some(
      ({ Effect, Principal, Condition }) =>
        Effect === "Allow" &&
        Condition === undefined &&
        (Principal === "*" || textsAt({ Principal }, "Principal.AWS").includes("*")),
    );
    return open && block && bool(block.outputs, "blockPublicPolicy") === true
      ? "AccessDenied: public policies are blocked by the BlockPublicPolicy block public access setting: name who is allowed"
      : undefined;
  },
};

const part = partOf({
  word: "bucket-policy",
  type: BUCKET_POLICY,
  call: "PutBucketPolicy",
  leaves: "only the account itself then reaches the bucket",
});

/** Who may do what with a bucket. */
export const bucketPolicy: Model = {
  ...part,
  outputs: (inputs) => ({ policy: policyText(inputs.policy) }),
  requires: [...("none" in part.requires ? [] : part.requires), shape, notPublic],
};

/** Whether a bucket's policy lets a service of AWS do something over TLS. */
export function lets(service: string, action: string, resource: string, bucketName: string, account: Account): boolean {
  const statements = statementsOf(account.get(BUCKET_POLICY, bucketName)?.outputs.policy).filter(
    ({ Principal }) => Principal === "*" || textsAt({ Principal }, "Principal.Service").includes(service),
  );
  return evaluate(statements, action, resource, { "aws:SecureTransport": "true" });
}
