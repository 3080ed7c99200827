import type { PolicyResource } from "./rule.ts";
import { type Statement, statementsOf } from "./statements.ts";

/** The input that holds the policy on a resource, by the type: of the policy itself, or of what it is about. */
const inputsByType: Readonly<Record<string, string>> = {
  "aws:backup/vaultPolicy:VaultPolicy": "policy",
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": "policy",
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "policyDocument",
  "aws:ecr/repositoryPolicy:RepositoryPolicy": "policy",
  "aws:efs/fileSystemPolicy:FileSystemPolicy": "policy",
  "aws:kms/key:Key": "policy",
  "aws:kms/keyPolicy:KeyPolicy": "policy",
  "aws:s3/bucket:Bucket": "policy",
  "aws:s3/bucketPolicy:BucketPolicy": "policy",
  "aws:s3/bucketV2:BucketV2": "policy",
  "aws:secretsmanager/secret:Secret": "policy",
  "aws:secretsmanager/secretPolicy:SecretPolicy": "policy",
  "aws:sns/topic:Topic": "policy",
  "aws:sns/topicPolicy:TopicPolicy": "policy",
  "aws:sqs/queue:Queue": "policy",
  "aws:sqs/queuePolicy:QueuePolicy": "policy",
};

/** The types that may say who may use a resource. */
export const resourcePolicyTypes: readonly string[] = Object.keys(inputsByType);

/** What a resource of `resourcePolicyTypes` says of who may use it. */
export function resourcePolicies({ type, inputs }: PolicyResource): readonly Statement[] {
  return statementsOf(inputs[inputsByType[type] ?? ""]);
}
