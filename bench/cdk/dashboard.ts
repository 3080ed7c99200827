import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { HttpCodeElb, type IApplicationLoadBalancer } from "aws-cdk-lib/aws-elasticloadbalancingv2";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import type { DatabaseInstance } from "aws-cdk-lib/aws-rds";
import type { Construct } from "constructs";
import type { Watched } from "./service";
import type { WatchedWeb } from "./web-service";

interface DashboardProps {
  readonly web: Readonly<Record<string, WatchedWeb>>;
  readonly services: Readonly<Record<string, Watched>>;
  readonly balancer: IApplicationLoadBalancer;
  readonly loggedErrors: readonly cloudwatch.Metric[];
  readonly database: DatabaseInstance;
  readonly cacheNodeId: string;
  readonly alarms: cloudwatch.IAlarm[];
  readonly stoppedTasks: ILogGroup;
}

const { AVERAGE, MAXIMUM, MINIMUM, SUM } = cloudwatch.Stats;

/** The page that somebody looks at first. */
export function dashboard(scope: Construct, id: string, props: DashboardProps): void {
  const { web, services, balancer, loggedErrors, database, cacheNodeId, alarms, stoppedTasks } = props;
  const tasks = Object.values(services).map(({ service }) => service);
  const page = new cloudwatch.Dashboard(scope, id, { dashboardName: "harbour-staging" });
  const cached = (metricName: string, statistic: string) =>
    new cloudwatch.Metric({
      namespace: "AWS/ElastiCache",
      metricName,
      dimensionsMap: { CacheClusterId: cacheNodeId },
      statistic,
    });
  row(text("# harbour, staging"));
  row(text("## Alarms"));
  row(new cloudwatch.AlarmStatusWidget({ title: "Alarms", alarms, width: 24 }));
  row(text("## Traffic"));
  row(
    graph(
      "Requests",
      ofWeb(({ requests }) => requests),
    ),
    graph("Connections", [
      balancer.metrics.activeConnectionCount({ statistic: SUM }),
      balancer.metrics.newConnectionCount({ statistic: SUM }),
    ]),
    graph(
      "Healthy tasks behind the load balancer",
      ofWeb(({ healthy }) => healthy),
    ),
  );
  row(text("## Errors"));
  row(
    graph(
      "Failed requests",
      ofWeb(({ errors }) => errors),
    ),
    graph("Answers of the load balancer itself", [
      balancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { statistic: SUM }),
    ]),
    graph("Errors in the logs", loggedErrors),
  );
  row(text("## Latency"));
  row(
    graph(
      "95 of 100 requests within",
      ofWeb(({ latency }) => latency),
      24,
    ),
  );
  row(text("## Deployments"));
  row(
    new cloudwatch.LogQueryWidget({
      title: "Tasks that stopped of themselves",
      logGroupNames: [stoppedTasks.logGroupName],
      view: cloudwatch.LogQueryVisualizationType.TABLE,
      queryLines: [
        "fields @timestamp, detail.group as task, detail.stopCode as code, detail.stoppedReason as reason",
        "sort @timestamp desc",
        "limit 20",
      ],
      width: 24,
    }),
  );
  row(text("## Saturation: services"));
  row(
    graph(
      "CPU",
      tasks.map((service) => service.metricCpuUtilization({ statistic: AVERAGE })),
      12,
    ),
    graph(
      "Memory",
      tasks.map((service) => service.metricMemoryUtilization({ statistic: AVERAGE })),
      12,
    ),
  );
  row(text("## Saturation: databases"));
  row(
    graph("CPU", [database.metricCPUUtilization({ statistic: AVERAGE })]),
    graph("Connections", [database.metricDatabaseConnections({ statistic: MAXIMUM })]),
    graph("Sessions at work", [database.metric("DBLoad", { statistic: AVERAGE })]),
  );
  row(
    graph("Time of a read", [database.metric("ReadLatency", { statistic: AVERAGE })]),
    graph("Time of a write", [database.metric("WriteLatency", { statistic: AVERAGE })]),
    graph("Free storage", [inGiB(database.metricFreeStorageSpace({ statistic: MINIMUM }))]),
    graph("Free memory", [inGiB(database.metricFreeableMemory({ statistic: MINIMUM }))]),
  );
  row(text("## Saturation: caches"));
  row(
    graph("Memory", [cached("DatabaseMemoryUsagePercentage", MAXIMUM)]),
    graph("CPU of the engine", [cached("EngineCPUUtilization", MAXIMUM)]),
    graph("Connections", [cached("CurrConnections", MAXIMUM)]),
    graph("Evicted keys", [cached("Evictions", SUM)]),
  );

  function row(...widgets: cloudwatch.IWidget[]): void {
    page.addWidgets(...widgets);
  }

  function ofWeb(metric: (metrics: WatchedWeb["metrics"]) => cloudwatch.IMetric): cloudwatch.IMetric[] {
    return Object.values(web).map(({ metrics }) => metric(metrics));
  }
}

function text(markdown: string): cloudwatch.TextWidget {
  return new cloudwatch.TextWidget({ markdown, width: 24, height: 1 });
}

function graph(title: string, left: readonly cloudwatch.IMetric[], width = 6): cloudwatch.GraphWidget {
  return new cloudwatch.GraphWidget({ title, left: [...left], leftYAxis: { min: 0 }, width });
}

function inGiB(bytes: cloudwatch.IMetric): cloudwatch.MathExpression {
  return new cloudwatch.MathExpression({ expression: "bytes / 1073741824", usingMetrics: { bytes } });
}
