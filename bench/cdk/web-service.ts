import { Duration } from "aws-cdk-lib";
import type * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import * as ecs from "aws-cdk-lib/aws-ecs";
import * as elbv2 from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { Construct } from "constructs";
import { type AlarmTopics, quiet, silentAlarm } from "./alarms";
import type { Edge } from "./edge";
import { service, type Watched } from "./service";
import { Task, type TaskProps } from "./task";
import { type WebMetrics, webMetrics } from "./web-metrics";

interface WebServiceProps {
  readonly cluster: ecs.ICluster;
  readonly topics: AlarmTopics;
  readonly edge: Edge;
  readonly task: TaskProps;
  /** The path that a healthy task answers. */
  readonly health: string;
  /** What it answers, by the priority of the rule. */
  readonly routes: Readonly<Record<number, elbv2.ListenerCondition[]>>;
  /** Alarms that explain its own. */
  readonly causes?: readonly cloudwatch.IAlarm[];
}

/** A web service, and what a dashboard shows of it. */
export interface WatchedWeb extends Watched {
  readonly metrics: WebMetrics;
}

/** A service behind the load balancer, with the two target groups that every kind of deployment can do with. */
export function webService(scope: Construct, id: string, props: WebServiceProps): WatchedWeb {
  const { cluster, topics, edge, health } = props;
  const here = new Construct(scope, `${id}-service`);
  const task = new Task(here, id, { vpc: cluster.vpc, ...props.task });
  const [first, second] = ["Targets", "TargetsAlternate"].map((name) => targetGroup(here, name, cluster, health));
  if (!first || !second) {
    throw new Error("a web service has two target groups");
  }
  const action = elbv2.ListenerAction.weightedForward([
    { targetGroup: first, weight: 1 },
    { targetGroup: second, weight: 0 },
  ]);
  for (const [priority, conditions] of Object.entries(props.routes)) {
    edge.https.addAction(`${id}-${priority}`, { priority: Number(priority), conditions, action });
  }
  const metrics = webMetrics(id, first, second);
  const made = service(
    here,
    { cluster, topics, task, rollback: rollbackAlarms(here, metrics) },
    { deploymentStrategy: ecs.DeploymentStrategy.ROLLING, healthCheckGracePeriod: Duration.minutes(1) },
  );
  made.service.attachToApplicationTargetGroup(first);
  const broken = topics.broken(here, [...symptoms(here, metrics, topics), made.notRunning], props.causes);
  return { task, service: made.service, broken, metrics };
}

function targetGroup(scope: Construct, id: string, { vpc }: ecs.ICluster, path: string): elbv2.ApplicationTargetGroup {
  return new elbv2.ApplicationTargetGroup(scope, id, {
    vpc,
    targetType: elbv2.TargetType.IP,
    port: 80,
    protocol: elbv2.ApplicationProtocol.HTTP,
    protocolVersion: elbv2.ApplicationProtocolVersion.HTTP1,
    healthCheck: {
      path,
      interval: Duration.seconds(10),
      timeout: Duration.seconds(5),
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 2,
      healthyHttpCodes: "200",
    },
    deregistrationDelay: Duration.seconds(5),
  });
}

/** What takes a deployment back. */
function rollbackAlarms(scope: Construct, { errors, latency, unhealthy }: WebMetrics): cloudwatch.Alarm[] {
  return [
    silentAlarm(scope, "RollbackErrors", errors, { above: 5, periods: 3, datapoints: 2, missing: quiet }),
    silentAlarm(scope, "RollbackLatency", latency, { above: 3, periods: 3, datapoints: 2, missing: quiet }),
    silentAlarm(scope, "RollbackUnhealthy", unhealthy, { above: 0, periods: 4, datapoints: 3, missing: quiet }),
  ];
}

/** What shows that it is broken; that it is slow is told by itself. */
function symptoms(scope: Construct, metrics: WebMetrics, topics: AlarmTopics): cloudwatch.Alarm[] {
  const soon = { periods: 5, datapoints: 4, missing: quiet };
  topics.alarm(scope, "Latency", topics.notify, metrics.latency, { above: 3, ...soon });
  return [
    silentAlarm(scope, "Errors", metrics.errors, { above: 5, ...soon }),
    silentAlarm(scope, "Unhealthy", metrics.unhealthy, { above: 0, ...soon }),
  ];
}
