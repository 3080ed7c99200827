import type { PolicyResource } from "../../policy/rule.ts";
import { storageRules } from "../../policy/rules/storage.ts";
import { resource, testRules } from "../support/policy-cases.ts";

const bucketType = "aws:s3/bucket:Bucket";
const bucket = resource(bucketType, {}, { name: "files" });

/** The bucket, and what is set on it. */
function withSet(type: string, inputs: Record<string, unknown>): PolicyResource[] {
  return [bucket, resource(type, inputs, { name: "set", references: { bucket: [bucket] } })];
}

function policy(type: string, ...statements: object[]): PolicyResource[] {
  return [resource(type, { policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) })];
}

const block = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
const blockType = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const policyType = "aws:s3/bucketPolicy:BucketPolicy";
const topicPolicy = "aws:sns/topicPolicy:TopicPolicy";
const queuePolicy = "aws:sqs/queuePolicy:QueuePolicy";
const refusal = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::files", "arn:aws:s3:::files/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const account = "111111111111";
const publish = { Effect: "Allow", Action: "sns:Publish", Resource: "arn:aws:sns:eu-north-1:111111111111:news" };

const files = resource("aws:efs/fileSystem:FileSystem", {}, { name: "files" });
const backup = (status: string) => [
  files,
  resource(
    "aws:efs/backupPolicy:BackupPolicy",
    { backupPolicy: { status } },
    { references: { fileSystemId: [files] } },
  ),
];
const access = (inputs: Record<string, unknown>) => [resource("aws:efs/accessPoint:AccessPoint", inputs)];
const secret = (inputs: Record<string, unknown>) => [resource("aws:secretsmanager/secret:Secret", inputs)];
const noRefusal = "no policy of it refuses requests without TLS";

describe("the rules of buckets, files, secrets and of who may use what", () => {
  testRules(storageRules, {
    "bucket-blocks-public-access": {
      holds: { "a block of all four": withSet(blockType, block) },
      breaks: {
        "a bucket without one": [[bucket], "it has no BucketPublicAccessBlock"],
        "a block of another bucket": [[bucket, resource(blockType, block)], "it has no BucketPublicAccessBlock"],
        "a block with a hole": [
          withSet(blockType, { ...block, blockPublicPolicy: false, ignorePublicAcls: undefined }),
          "set leaves open: blockPublicPolicy, ignorePublicAcls",
        ],
      },
    },
    "bucket-tls-only": {
      holds: {
        "a policy that refuses": withSet(policyType, { policy: { Statement: refusal } }),
        "one on the bucket itself": [
          resource(bucketType, { policy: JSON.stringify({ Statement: [{ ...refusal, Resource: "*" }] }) }),
        ],
      },
      breaks: {
        "no policy": [[bucket], noRefusal],
        "a policy for the objects alone": [
          withSet(policyType, { policy: { Statement: { ...refusal, Resource: "arn:aws:s3:::files/*" } } }),
          noRefusal,
        ],
        "a policy for two folders": [
          withSet(policyType, {
            policy: { Statement: { ...refusal, Resource: ["arn:aws:s3:::files/a/*", "arn:aws:s3:::files/b/*"] } },
          }),
          noRefusal,
        ],
        "one that a second condition takes back": [
          withSet(policyType, {
            policy: {
              Statement: { ...refusal, Condition: { ...refusal.Condition, StringEquals: { "aws:SourceVpc": "v" } } },
            },
          }),
          noRefusal,
        ],
        "one for somebody alone": [
          withSet(policyType, { policy: { Statement: { ...refusal, Principal: { AWS: account } } } }),
          noRefusal,
        ],
        "one that refuses requests with TLS": [
          withSet(policyType, {
            policy: { Statement: { ...refusal, Condition: { Bool: { "aws:SecureTransport": "true" } } } },
          }),
          noRefusal,
        ],
      },
    },
    "bucket-acls-off": {
      holds: {
        "a bucket without a word": [bucket],
        "one whose owner has everything": [
          resource("aws:s3/bucketOwnershipControls:BucketOwnershipControls", {
            rule: { objectOwnership: "BucketOwnerEnforced" },
          }),
        ],
      },
      breaks: {
        "an owner who shares": [
          [
            resource("aws:s3/bucketOwnershipControls:BucketOwnershipControls", {
              rule: { objectOwnership: "ObjectWriter" },
            }),
          ],
          "objectOwnership is ObjectWriter",
        ],
        "a list, under either name of the type, and in the bucket": [
          [
            resource(bucketType, { acl: "public-read" }),
            resource("aws:s3/bucketAcl:BucketAcl", { acl: "private" }),
            resource("aws:s3/bucketAclV2:BucketAclV2", { acl: "private" }),
          ],
          "the bucket has an access control list",
          "it is an access control list",
          "it is an access control list",
        ],
      },
    },
    "bucket-policy-own-account": {
      holds: {
        "somebody who reads": policy(policyType, { Effect: "Allow", Principal: { AWS: account }, Action: "s3:Get*" }),
        "a service": policy(policyType, { Effect: "Allow", Principal: { Service: "a.amazonaws.com" }, Action: "s3:*" }),
        "what is refused": policy(policyType, { Effect: "Deny", Principal: "*", Action: "s3:PutBucketPolicy" }),
      },
      breaks: {
        "somebody who may change who may": [
          policy(policyType, { Effect: "Allow", Principal: { AWS: account }, Action: "s3:PutBucket*" }),
          "111111111111 may s3:PutBucketAcl, s3:PutBucketPolicy",
        ],
        "somebody who may all but one thing": [
          policy(policyType, { Effect: "Allow", Principal: "*", NotAction: ["s3:PutObject*", "s3:PutBucket*"] }),
          "* may s3:DeleteBucketPolicy, s3:PutEncryptionConfiguration",
        ],
      },
    },
    "bucket-has-lifecycle": {
      holds: {
        "one with rules beside it": withSet("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", {}),
        "the older name of the type": withSet(
          "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
          {},
        ),
        "one with rules in it": [resource(bucketType, { lifecycleRules: [{ enabled: true }] })],
      },
      breaks: { "one without": [[bucket], "it has no BucketLifecycleConfiguration"] },
    },
    "resource-policy-not-public": {
      holds: {
        "a service": policy(topicPolicy, { ...publish, Principal: { Service: "a.amazonaws.com" } }),
        "everybody of an account": policy(topicPolicy, {
          ...publish,
          Principal: "*",
          Condition: { StringEquals: { "AWS:SourceOwner": account } },
        }),
        "everybody who is refused": policy(queuePolicy, { ...publish, Effect: "Deny", Principal: "*" }),
        "a policy that is a secret": [resource(topicPolicy, { policy: { secret: true } })],
      },
      breaks: {
        everybody: [policy(topicPolicy, { ...publish, Principal: { AWS: "*" } }), "everybody may sns:Publish"],
        "everybody but one": [
          policy(queuePolicy, { ...publish, NotPrincipal: { AWS: account } }),
          "everybody may sns:Publish",
        ],
        "everybody but an account": [
          policy(topicPolicy, {
            ...publish,
            Principal: "*",
            Condition: { StringNotEquals: { "aws:SourceAccount": account } },
          }),
          "everybody may sns:Publish",
        ],
        "every address": [
          policy(topicPolicy, {
            ...publish,
            Principal: "*",
            Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } },
          }),
          "everybody may sns:Publish",
        ],
        "everybody who says so of themselves": [
          policy(topicPolicy, {
            ...publish,
            Principal: "*",
            Condition: { StringEquals: { "aws:PrincipalTag/team": "a" } },
          }),
          "everybody may sns:Publish",
        ],
        "everybody, in a bucket and a secret themselves": [
          ["aws:s3/bucketV2:BucketV2", "aws:secretsmanager/secret:Secret"].flatMap((type) =>
            policy(type, { Effect: "Allow", Principal: { AWS: "*" }, Action: "*" }),
          ),
          "everybody may *",
          "everybody may *",
        ],
        "everybody who comes over TLS": [
          policy(queuePolicy, {
            Effect: "Allow",
            Principal: "*",
            NotAction: "sqs:DeleteQueue",
            Condition: { Bool: { "aws:SecureTransport": "true" } },
          }),
          "everybody may all but sqs:DeleteQueue",
        ],
        "a policy under another input": [
          [
            resource("aws:cloudwatch/logResourcePolicy:LogResourcePolicy", {
              policyDocument: { Statement: [{ Effect: "Allow", Principal: "*", Action: "logs:PutLogEvents" }] },
            }),
          ],
          "everybody may logs:PutLogEvents",
        ],
      },
    },
    "service-principal-bound": {
      holds: {
        "a service for one account": policy(topicPolicy, {
          ...publish,
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": account } },
        }),
        "a log delivery that writes below the account's number": policy(policyType, {
          Effect: "Allow",
          Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: `arn:aws:s3:::logs/AWSLogs/${account}/*`,
        }),
        "an account": policy(topicPolicy, { ...publish, Principal: { AWS: account } }),
      },
      breaks: {
        "a service for everybody": [
          policy(topicPolicy, { ...publish, Principal: { Service: ["events.amazonaws.com", "s3.amazonaws.com"] } }),
          "events.amazonaws.com, s3.amazonaws.com may use it for any account",
        ],
        "a service for all accounts but one, in the queue itself": [
          policy("aws:sqs/queue:Queue", {
            ...publish,
            Principal: { Service: "s3.amazonaws.com" },
            Condition: { StringNotEquals: { "aws:SourceAccount": account } },
          }),
          "s3.amazonaws.com may use it for any account",
        ],
        "a service for every bucket": [
          policy(queuePolicy, {
            ...publish,
            Principal: { Service: "s3.amazonaws.com" },
            Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:::*" } },
          }),
          "s3.amazonaws.com may use it for any account",
        ],
      },
    },
    "secret-recoverable": {
      holds: { "the default, 30 days": secret({}), "a week": secret({ recoveryWindowInDays: 7 }) },
      breaks: { "no day": [secret({ recoveryWindowInDays: 0 }), "recoveryWindowInDays is 0"] },
    },
    "file-system-encrypted": {
      holds: { "an encrypted one": [resource("aws:efs/fileSystem:FileSystem", { encrypted: true })] },
      breaks: { "one that is not": [[files], "encrypted is not set"] },
    },
    "file-system-backed-up": {
      holds: {
        "a backup policy": backup("ENABLED"),
        "a backup selection": [
          files,
          resource("aws:backup/selection:Selection", {}, { references: { resources: [files] } }),
        ],
      },
      breaks: {
        "a backup policy that is off": [
          backup("DISABLED"),
          "neither a BackupPolicy that is ENABLED nor a backup selection names it",
        ],
      },
    },
    "access-point-has-folder": {
      holds: { "a folder": access({ rootDirectory: { path: "/files" } }) },
      breaks: { "the top": [access({}), "it leads to /"] },
    },
    "access-point-has-user": {
      holds: { "a user": access({ posixUser: { uid: 1000, gid: 1000 } }) },
      breaks: { nobody: [access({}), "posixUser is not set"] },
    },
  });
});
