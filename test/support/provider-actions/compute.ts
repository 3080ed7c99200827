import { type Actions, type Asked, described, mine } from "./asked.ts";

/** The last lines of a task. */
const written: Asked = {
  actions: ["logs:GetLogEvents"],
  of: `${mine.replace("*", "logs")}log-group:/slipway/<prefix>/api:log-stream:api/api/0`,
  inUpAlone: true,
};

/** Of what runs. */
export const compute: Actions = {
  "aws:appautoscaling/policy:Policy": {
    source: "appautoscaling/policy.go",
    asked: [
      described(
        "application-autoscaling:PutScalingPolicy",
        "application-autoscaling:DescribeScalingPolicies",
        "application-autoscaling:DeleteScalingPolicy",
        "cloudwatch:PutMetricAlarm",
        "cloudwatch:DescribeAlarms",
        "cloudwatch:DeleteAlarms",
      ),
    ],
  },
  "aws:appautoscaling/scheduledAction:ScheduledAction": {
    source: "appautoscaling/scheduled_action.go",
    asked: [
      described(
        "application-autoscaling:PutScheduledAction",
        "application-autoscaling:DescribeScheduledActions",
        "application-autoscaling:DeleteScheduledAction",
      ),
    ],
  },
  "aws:appautoscaling/target:Target": {
    source: "appautoscaling/target.go",
    asked: [
      described(
        "application-autoscaling:RegisterScalableTarget",
        "application-autoscaling:DescribeScalableTargets",
        "application-autoscaling:DeregisterScalableTarget",
        "application-autoscaling:ListTagsForResource",
        "application-autoscaling:TagResource",
        "ecs:DescribeServices",
      ),
    ],
  },
  "aws:cloudwatch/eventRule:EventRule": {
    source: "events/rule.go",
    asked: [
      {
        actions: [
          "events:PutRule",
          "events:DescribeRule",
          "events:ListTagsForResource",
          "events:TagResource",
          "events:UntagResource",
          "events:DeleteRule",
        ],
      },
    ],
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    source: "events/target.go",
    asked: [
      {
        actions: ["events:PutTargets", "events:ListTargetsByRule", "events:RemoveTargets"],
        of: `${mine.replace("*", "events")}rule/<prefix>-task-events`,
      },
    ],
  },
  "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": {
    source: "ecr/pull_through_cache_rule.go",
    asked: [
      described(
        "ecr:CreatePullThroughCacheRule",
        "ecr:DescribePullThroughCacheRules",
        "ecr:UpdatePullThroughCacheRule",
        "ecr:DeletePullThroughCacheRule",
      ),
    ],
  },
  "aws:ecs/cluster:Cluster": {
    source: "ecs/cluster.go",
    asked: [
      {
        actions: [
          "ecs:CreateCluster",
          "ecs:DescribeClusters",
          "ecs:UpdateCluster",
          "ecs:TagResource",
          "ecs:DeleteCluster",
        ],
      },
    ],
  },
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": {
    source: "ecs/cluster_capacity_providers.go",
    asked: [described("ecs:PutClusterCapacityProviders", "ecs:DescribeClusters")],
  },
  "aws:ecs/service:Service": {
    source: "ecs/service.go",
    asked: [
      {
        actions: [
          "ecs:CreateService",
          "ecs:DescribeServices",
          "ecs:UpdateService",
          "ecs:TagResource",
          "ecs:UntagResource",
          "ecs:DeleteService",
        ],
        of: `${mine.replace("*", "ecs")}service/cluster/service`,
      },
      described("ecs:ListServiceDeployments", "ecs:DescribeServiceDeployments"),
      // What a deployment that fails is explained with: cloud/deployment-text.ts.
      {
        ...described("ecs:ListTasks", "ecs:DescribeTasks", "cloudwatch:DescribeAlarms"),
        inUpAlone: true,
      },
      written,
      described("elasticloadbalancing:DescribeTargetHealth", "elasticloadbalancing:DescribeRules"),
    ],
  },
  "aws:ecs/taskDefinition:TaskDefinition": {
    source: "ecs/task_definition.go",
    asked: [
      described(
        "ecs:RegisterTaskDefinition",
        "ecs:DescribeTaskDefinition",
        "ecs:TagResource",
        "ecs:DeregisterTaskDefinition",
      ),
      // What a run of the task asks for: cloud/aws/tasks.ts.
      {
        ...described("ecs:RunTask", "ecs:ListTasks", "ecs:DescribeTasks", "ecs:StopTask"),
        inUpAlone: true,
      },
      written,
    ],
  },
  "aws:lambda/function:Function": {
    source: "lambda/function.go",
    asked: [
      {
        actions: [
          "lambda:CreateFunction",
          "lambda:GetFunction",
          "lambda:GetFunctionCodeSigningConfig",
          "lambda:ListVersionsByFunction",
          "lambda:UpdateFunctionCode",
          "lambda:UpdateFunctionConfiguration",
          "lambda:TagResource",
          "lambda:UntagResource",
          "lambda:DeleteFunction",
        ],
      },
      // By this a run wakes a stack that sleeps: cloud/wake.ts.
      { actions: ["lambda:InvokeFunction"], inUpAlone: true },
      // Of the subnets and groups that a function is in, and of its network interfaces when it goes.
      described(
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
        "ec2:ModifyNetworkInterfaceAttribute",
      ),
    ],
  },
  "aws:lambda/permission:Permission": {
    source: "lambda/permission.go",
    asked: [
      {
        actions: ["lambda:AddPermission", "lambda:GetPolicy", "lambda:RemovePermission"],
        of: `${mine.replace("*", "lambda")}function:<prefix>-jobs-queue-depth`,
      },
    ],
  },
  "aws:scheduler/schedule:Schedule": {
    source: "scheduler/schedule.go",
    asked: [
      {
        actions: [
          "scheduler:CreateSchedule",
          "scheduler:GetSchedule",
          "scheduler:UpdateSchedule",
          "scheduler:DeleteSchedule",
        ],
      },
    ],
  },
  "aws:scheduler/scheduleGroup:ScheduleGroup": {
    source: "scheduler/schedule_group.go",
    asked: [
      {
        actions: [
          "scheduler:CreateScheduleGroup",
          "scheduler:GetScheduleGroup",
          "scheduler:ListTagsForResource",
          "scheduler:TagResource",
          "scheduler:UntagResource",
          "scheduler:DeleteScheduleGroup",
        ],
      },
    ],
  },
};
