import type { Account } from "../account.ts";
import { CLUSTER } from "./ecs-cluster.ts";
import { QUEUE } from "./queue-tokens.ts";
import { token } from "./tokens.ts";
import { texts } from "./values.ts";

/** A namespace of CloudWatch: its metrics, and how each dimension names something of the account. */
export interface Namespace {
  readonly metrics: readonly string[];
  readonly dimensions: Readonly<Record<string, (account: Account) => readonly unknown[]>>;
}

const out = (type: string, output: string) => (account: Account) =>
  account.all(type).map(({ outputs }) => outputs[output]);
const anything = () => ["*"];

/**
 * Namespaces that alarms use, from AWS's lists of metrics:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html
 */
export const namespaces: Readonly<Record<string, Namespace>> = {
  "AWS/ApplicationELB": {
    metrics: [
      "ActiveConnectionCount",
      "ClientTLSNegotiationErrorCount",
      "HTTPCode_ELB_4XX_Count",
      "HTTPCode_ELB_500_Count",
      "HTTPCode_ELB_502_Count",
      "HTTPCode_ELB_503_Count",
      "HTTPCode_ELB_504_Count",
      "HTTPCode_ELB_5XX_Count",
      "HTTPCode_Target_2XX_Count",
      "HTTPCode_Target_3XX_Count",
      "HTTPCode_Target_4XX_Count",
      "HTTPCode_Target_5XX_Count",
      "HealthyHostCount",
      "NewConnectionCount",
      "RejectedConnectionCount",
      "RequestCount",
      "RequestCountPerTarget",
      "TargetConnectionErrorCount",
      "TargetResponseTime",
      "UnHealthyHostCount",
    ],
    dimensions: {
      AvailabilityZone: anything,
      LoadBalancer: out(token.loadBalancer, "arnSuffix"),
      TargetGroup: out(token.targetGroup, "arnSuffix"),
    },
  },
  "AWS/ECS": {
    metrics: ["CPUUtilization", "MemoryUtilization", "CPUReservation", "MemoryReservation"],
    dimensions: { ClusterName: out(CLUSTER, "name"), ServiceName: out(token.service, "name") },
  },
  "ECS/ContainerInsights": {
    metrics: [
      "ContainerCpuUtilization",
      "ContainerMemoryUtilization",
      "CpuReserved",
      "CpuUtilized",
      "DeploymentCount",
      "DesiredTaskCount",
      "EphemeralStorageReserved",
      "EphemeralStorageUtilized",
      "MemoryReserved",
      "MemoryUtilized",
      "PendingTaskCount",
      "RestartCount",
      "RunningTaskCount",
      "TaskCpuUtilization",
      "TaskEphemeralStorageUtilization",
      "TaskMemoryUtilization",
      "UnHealthyContainerHealthStatus",
    ],
    dimensions: {
      ClusterName: out(CLUSTER, "name"),
      ContainerName: anything,
      ServiceName: out(token.service, "name"),
      TaskDefinitionFamily: out("aws:ecs/taskDefinition:TaskDefinition", "family"),
    },
  },
  "AWS/RDS": {
    metrics: [
      "BurstBalance",
      "CPUCreditBalance",
      "CPUUtilization",
      "DBLoad",
      "DatabaseConnections",
      "DiskQueueDepth",
      "EBSByteBalance%",
      "EBSIOBalance%",
      "FreeStorageSpace",
      "FreeableMemory",
      "MaximumUsedTransactionIDs",
      "ReadLatency",
      "ReplicaLag",
      "SwapUsage",
      "WriteLatency",
    ],
    dimensions: { DBInstanceIdentifier: out(token.instance, "identifier") },
  },
  "AWS/ElastiCache": {
    metrics: [
      "AuthenticationFailures",
      "CPUCreditBalance",
      "CPUUtilization",
      "CacheHitRate",
      "CurrConnections",
      "DatabaseMemoryUsagePercentage",
      "EngineCPUUtilization",
      "Evictions",
      "FreeableMemory",
      "MasterLinkHealthStatus",
      "NewConnections",
      "ReplicationLag",
      "SwapUsage",
    ],
    dimensions: {
      CacheClusterId: (account) =>
        account.all(token.replicationGroup).flatMap(({ outputs }) => texts(outputs, "memberClusters")),
      CacheNodeId: () => ["0001"],
      ReplicationGroupId: out(token.replicationGroup, "replicationGroupId"),
    },
  },
  "AWS/NATGateway": {
    metrics: [
      "ActiveConnectionCount",
      "BytesOutToDestination",
      "ConnectionAttemptCount",
      "ErrorPortAllocation",
      "PacketsDropCount",
    ],
    dimensions: { NatGatewayId: (account) => account.all(token.natGateway).map(({ id }) => id) },
  },
  "AWS/CertificateManager": {
    metrics: ["DaysToExpiry"],
    dimensions: { CertificateArn: out(token.certificate, "arn") },
  },
  "AWS/Route53": {
    metrics: ["ChildHealthCheckHealthyCount", "HealthCheckPercentageHealthy", "HealthCheckStatus"],
    dimensions: { HealthCheckId: (account) => account.all(token.healthCheck).map(({ id }) => id) },
  },
  "AWS/SNS": {
    metrics: ["NumberOfNotificationsFailed", "NumberOfNotificationsDelivered", "NumberOfMessagesPublished"],
    dimensions: { TopicName: out("aws:sns/topic:Topic", "name") },
  },
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  "AWS/Lambda": {
    metrics: ["AsyncEventsDropped", "ConcurrentExecutions", "Duration", "Errors", "Invocations", "Throttles"],
    dimensions: { FunctionName: out("aws:lambda/function:Function", "name") },
  },
  "AWS/SQS": {
    metrics: [
      "ApproximateAgeOfOldestMessage",
      "ApproximateNumberOfMessagesDelayed",
      "ApproximateNumberOfMessagesNotVisible",
      "ApproximateNumberOfMessagesVisible",
      "NumberOfEmptyReceives",
      "NumberOfMessagesDeleted",
      "NumberOfMessagesReceived",
      "NumberOfMessagesSent",
      "SentMessageSize",
    ],
    dimensions: { QueueName: out(QUEUE, "name") },
  },
  "AWS/Scheduler": {
    metrics: [
      "InvocationAttemptCount",
      "InvocationDroppedCount",
      "InvocationThrottleCount",
      "TargetErrorCount",
      "TargetErrorThrottledCount",
    ],
    dimensions: {
      ScheduleGroup: (account) => [
        "default",
        ...account.all("aws:scheduler/scheduleGroup:ScheduleGroup").map(({ id }) => id),
      ],
    },
  },
};

/** Namespaces of the teams' own metrics, of which anything may exist. */
export function isOwnNamespace(namespace: string): boolean {
  return !namespace.startsWith("AWS/") && !(namespace in namespaces);
}
