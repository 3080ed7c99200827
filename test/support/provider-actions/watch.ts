import { type Actions, described, mine } from "./asked.ts";

/** Of what watches. */
export const watch: Actions = {
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": {
    source: "cloudwatch/alarm_mute_rule.go",
    asked: [
      {
        actions: [
          "cloudwatch:PutAlarmMuteRule",
          "cloudwatch:GetAlarmMuteRule",
          "cloudwatch:ListTagsForResource",
          "cloudwatch:TagResource",
          "cloudwatch:UntagResource",
          "cloudwatch:DeleteAlarmMuteRule",
        ],
      },
      // AWS asks for it on each alarm that is muted, too.
      { actions: ["cloudwatch:PutAlarmMuteRule"], of: `${mine.replace("*", "cloudwatch")}alarm:<prefix>-api-errors` },
    ],
  },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": {
    source: "cloudwatch/composite_alarm.go",
    asked: [
      {
        actions: [
          "cloudwatch:PutCompositeAlarm",
          "cloudwatch:DescribeAlarms",
          "cloudwatch:ListTagsForResource",
          "cloudwatch:TagResource",
          "cloudwatch:UntagResource",
          "cloudwatch:DeleteAlarms",
        ],
      },
    ],
  },
  "aws:budgets/budget:Budget": {
    source: "budgets/budget.go",
    asked: [
      {
        actions: [
          "budgets:ModifyBudget",
          "budgets:ViewBudget",
          "budgets:ListTagsForResource",
          "budgets:TagResource",
          "budgets:UntagResource",
        ],
      },
    ],
  },
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": {
    source: "chatbot/slack_channel_configuration.go",
    asked: [
      {
        actions: [
          "chatbot:UpdateSlackChannelConfiguration",
          "chatbot:DeleteSlackChannelConfiguration",
          "chatbot:TagResource",
          "chatbot:UntagResource",
        ],
        of: "arn:aws:chatbot::111111111111:chat-configuration/slack-channel/<prefix>-alarms-slack-T0-C0",
      },
      described(
        "chatbot:CreateSlackChannelConfiguration",
        "chatbot:DescribeSlackChannelConfigurations",
        "chatbot:ListTagsForResource",
      ),
      {
        actions: ["iam:PassRole"],
        of: "arn:aws:iam::111111111111:role/<prefix>-alarms-slack",
        context: { "iam:PassedToService": "chatbot.amazonaws.com" },
      },
    ],
  },
  "aws:cloudwatch/dashboard:Dashboard": {
    source: "cloudwatch/dashboard.go",
    asked: [
      {
        actions: ["cloudwatch:PutDashboard", "cloudwatch:GetDashboard", "cloudwatch:DeleteDashboards"],
        of: "arn:aws:cloudwatch::111111111111:dashboard/<prefix>-overview",
        untagged: true,
      },
    ],
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    source: "logs/group.go",
    asked: [
      {
        actions: [
          "logs:CreateLogGroup",
          "logs:PutRetentionPolicy",
          "logs:ListTagsForResource",
          "logs:TagResource",
          "logs:UntagResource",
          "logs:DeleteLogGroup",
        ],
      },
      described("logs:DescribeLogGroups"),
    ],
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    source: "logs/metric_filter.go",
    asked: [
      {
        actions: ["logs:PutMetricFilter", "logs:DescribeMetricFilters", "logs:DeleteMetricFilter"],
        of: `${mine.replace("*", "logs")}log-group:/slipway/<prefix>/task-events`,
      },
    ],
  },
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": {
    source: "logs/resource_policy.go",
    asked: [described("logs:PutResourcePolicy", "logs:DescribeResourcePolicies", "logs:DeleteResourcePolicy")],
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    source: "cloudwatch/metric_alarm.go",
    asked: [
      {
        actions: [
          "cloudwatch:PutMetricAlarm",
          "cloudwatch:DescribeAlarms",
          "cloudwatch:ListTagsForResource",
          "cloudwatch:TagResource",
          "cloudwatch:UntagResource",
          "cloudwatch:DeleteAlarms",
        ],
      },
    ],
  },
  "aws:cloudwatch/queryDefinition:QueryDefinition": {
    source: "logs/query_definition.go",
    asked: [described("logs:PutQueryDefinition", "logs:DescribeQueryDefinitions", "logs:DeleteQueryDefinition")],
  },
  // It is there already, without a tag, and its rules go before it gets one.
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": {
    source: "ce/anomaly_monitor.go",
    asked: [
      described("ce:CreateAnomalyMonitor"),
      {
        actions: [
          "ce:GetAnomalyMonitors",
          "ce:UpdateAnomalyMonitor",
          "ce:DeleteAnomalyMonitor",
          "ce:ListTagsForResource",
          "ce:TagResource",
          "ce:UntagResource",
        ],
        of: "arn:aws:ce::111111111111:anomalymonitor/0",
      },
    ],
  },
  "aws:costexplorer/anomalySubscription:AnomalySubscription": {
    source: "ce/anomaly_subscription.go",
    asked: [
      described("ce:CreateAnomalySubscription"),
      {
        actions: [
          "ce:GetAnomalySubscriptions",
          "ce:UpdateAnomalySubscription",
          "ce:DeleteAnomalySubscription",
          "ce:ListTagsForResource",
          "ce:TagResource",
          "ce:UntagResource",
        ],
        of: "arn:aws:ce::111111111111:anomalysubscription/0",
      },
    ],
  },
  "aws:sns/topic:Topic": {
    source: "sns/topic.go",
    asked: [
      {
        actions: [
          "sns:CreateTopic",
          "sns:GetTopicAttributes",
          "sns:SetTopicAttributes",
          "sns:ListTagsForResource",
          "sns:TagResource",
          "sns:UntagResource",
          "sns:DeleteTopic",
        ],
      },
    ],
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    source: "sns/topic_policy.go",
    asked: [
      {
        actions: ["sns:GetTopicAttributes", "sns:SetTopicAttributes"],
        of: `${mine.replace("*", "sns")}<prefix>-alarms-page`,
      },
    ],
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    source: "sns/topic_subscription.go",
    asked: [
      { actions: ["sns:Subscribe"] },
      described("sns:GetSubscriptionAttributes", "sns:SetSubscriptionAttributes", "sns:Unsubscribe"),
    ],
  },
};
