import type { Stack } from "aws-cdk-lib";
import { Effect, ManagedPolicy, PermissionsBoundary, PolicyStatement } from "aws-cdk-lib/aws-iam";

/** What the roles of the stack may do at most, whatever their policies say. */
export function boundary(stack: Stack, id: string): void {
  const own = (service: string, resource: string) => `arn:aws:${service}:*:${stack.account}:${resource}`;
  const policy = new ManagedPolicy(stack, id, {
    description: "What a role of harbour-staging may do at most",
    statements: [
      new PolicyStatement({
        actions: ["logs:*", "sns:Publish", "sqs:*", "ssm:GetParameter*", "ssm:PutParameter"],
        resources: [
          own("logs", "log-group:*"),
          own("sns", "harbour-staging-*"),
          own("sqs", "harbour-staging-*"),
          own("ssm", "parameter/harbour-staging/*"),
        ],
      }),
      new PolicyStatement({
        actions: ["secretsmanager:GetSecretValue"],
        resources: [own("secretsmanager", "secret:*")],
      }),
      new PolicyStatement({
        actions: [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:GetAuthorizationToken",
          "ecr:GetDownloadUrlForLayer",
          "logs:DescribeLogGroups",
          "ssmmessages:*",
        ],
        resources: ["*"],
      }),
      new PolicyStatement({
        actions: ["kms:*"],
        resources: ["*"],
        conditions: { StringLike: { "kms:ViaService": "*" } },
      }),
      new PolicyStatement({
        actions: ["ecs:RunTask", "ecs:TagResource"],
        resources: [own("ecs", "task-definition/harbour-staging-*"), own("ecs", "task/*")],
      }),
      new PolicyStatement({
        actions: ["iam:PassRole"],
        resources: [`arn:aws:iam::${stack.account}:role/harbour-staging-*`],
        conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      }),
      new PolicyStatement({
        effect: Effect.DENY,
        actions: ["iam:CreateUser", "iam:CreateAccessKey", "organizations:*"],
        resources: ["*"],
      }),
    ],
  });
  PermissionsBoundary.of(stack).apply(policy);
}
