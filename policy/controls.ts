import { acmControls } from "./controls/acm.ts";
import { backupControls } from "./controls/backup.ts";
import type { Control } from "./controls/control.ts";
import { ec2Controls } from "./controls/ec2.ts";
import { ecrControls } from "./controls/ecr.ts";
import { ecsControls } from "./controls/ecs.ts";
import { efsControls } from "./controls/efs.ts";
import { elasticacheControls } from "./controls/elasticache.ts";
import { elbControls } from "./controls/elb.ts";
import { eventBridgeControls } from "./controls/eventbridge.ts";
import { iamControls } from "./controls/iam.ts";
import { kmsControls } from "./controls/kms.ts";
import { lambdaControls } from "./controls/lambda.ts";
import { rdsControls } from "./controls/rds.ts";
import { route53Controls } from "./controls/route53.ts";
import { s3Controls } from "./controls/s3.ts";
import { secretsManagerControls } from "./controls/secrets-manager.ts";
import { snsControls } from "./controls/sns.ts";
import { sqsControls } from "./controls/sqs.ts";
import { ssmControls } from "./controls/ssm.ts";
import { wafControls } from "./controls/waf.ts";

/** Every control of the standard about a service that the program uses, with what is done about it. */
export const controls: readonly Control[] = [
  ...acmControls,
  ...backupControls,
  ...ec2Controls,
  ...ecrControls,
  ...ecsControls,
  ...efsControls,
  ...elasticacheControls,
  ...elbControls,
  ...eventBridgeControls,
  ...iamControls,
  ...kmsControls,
  ...lambdaControls,
  ...rdsControls,
  ...route53Controls,
  ...s3Controls,
  ...secretsManagerControls,
  ...snsControls,
  ...sqsControls,
  ...ssmControls,
  ...wafControls,
];
