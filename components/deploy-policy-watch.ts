import type { DeployPolicyArgs, Statement } from "./deploy-statement.ts";

/** What watches the environment and its cost, and whom it tells. */
export function watchStatements({ prefix, accountId }: DeployPolicyArgs): Statement[] {
  return [
    {
      // A listing of log groups or alarms knows no names.
      Sid: "Watch",
      Effect: "Allow",
      Action: ["cloudwatch:*", "logs:*"],
      Resource: "*",
    },
    {
      Sid: "OwnTopics",
      Effect: "Allow",
      Action: "sns:*",
      Resource: `arn:aws:sns:*:${accountId}:${prefix}-*`,
    },
    {
      // Subscriptions have no ARN that begins with the stack's name.
      Sid: "Subscriptions",
      Effect: "Allow",
      Action: ["sns:GetSubscriptionAttributes", "sns:SetSubscriptionAttributes", "sns:Unsubscribe"],
      Resource: "*",
    },
    {
      Sid: "OwnChannels",
      Effect: "Allow",
      Action: "chatbot:*",
      Resource: `arn:aws:chatbot::${accountId}:chat-configuration/slack-channel/${prefix}-*`,
    },
    {
      // A check has no name, and none of its tags is known to IAM.
      Sid: "HealthChecks",
      Effect: "Allow",
      Action: ["route53:ChangeTagsForResource", "route53:DeleteHealthCheck", "route53:UpdateHealthCheck"],
      Resource: "arn:aws:route53:::healthcheck/*",
    },
    {
      // Actions that know no resource.
      Sid: "WatchNameless",
      Effect: "Allow",
      Action: ["chatbot:DescribeSlackChannelConfigurations", "route53:CreateHealthCheck"],
      Resource: "*",
    },
    {
      Sid: "OwnBudget",
      Effect: "Allow",
      Action: ["budgets:*TagResource", "budgets:ListTagsForResource", "budgets:ModifyBudget", "budgets:ViewBudget"],
      Resource: `arn:aws:budgets::${accountId}:budget/${prefix}-*`,
    },
    {
      // AWS makes up their ARNs.
      Sid: "Anomalies",
      Effect: "Allow",
      Action: ["ce:*Anomaly*", "ce:*TagResource", "ce:ListTagsForResource"],
      Resource: [`arn:aws:ce::${accountId}:anomalymonitor/*`, `arn:aws:ce::${accountId}:anomalysubscription/*`],
    },
  ];
}
