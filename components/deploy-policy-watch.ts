import type { DeployPolicyArgs, Statement } from "./deploy-statement.ts";

/** What watches the environment and its cost, and whom it tells. */
export function watchStatements({ prefix, accountId }: DeployPolicyArgs): Statement[] {
  const logGroups = [
    `/slipway/${prefix}/*`,
    `${prefix}/*`,
    `aws-waf-logs-${prefix}-*`,
    `/aws/rds/instance/${prefix}-*`,
  ];
  return [
    {
      // A listing of log groups or alarms knows no names, and neither do deliveries, saved queries and resource policies.
      Sid: "Watch",
      Effect: "Allow",
      Action: ["cloudwatch:*", "logs:*LogDeliver*", "logs:*QueryDefinition*", "logs:*ResourcePolic*", "logs:Describe*"],
      Resource: "*",
    },
    {
      Sid: "OwnLogs",
      Effect: "Allow",
      Action: "logs:*",
      Resource: logGroups.map((name) => `arn:aws:logs:*:${accountId}:log-group:${name}`),
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
      Action: [
        "ce:CreateAnomalyMonitor",
        "ce:CreateAnomalySubscription",
        "chatbot:CreateSlackChannelConfiguration",
        "chatbot:DescribeSlackChannelConfigurations",
        "chatbot:ListTagsForResource",
        "route53:CreateHealthCheck",
      ],
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
