import type { DashboardFacts } from "./facts.ts";
import { graphWidget, type Line, type Metric } from "./graph.ts";
import type { Section } from "./layout.ts";

/** How full services, stores and queues are. */
export function resourceSections(facts: DashboardFacts): Section[] {
  return [services(facts), databases(facts), caches(facts), queues(facts)];
}

function services({ cluster, region, insights, services: all }: DashboardFacts): Section {
  const each = (namespace: string, metricName: string, of = ""): Line[] =>
    Object.entries(all).map(([name, { serviceName }]) => ({
      label: `${name}${of}`,
      metric: { namespace, metricName, dimensions: { ClusterName: cluster, ServiceName: serviceName } },
      statistic: "Average",
    }));
  const tasks = insights
    ? [
        ...each("ECS/ContainerInsights", "RunningTaskCount"),
        ...each("ECS/ContainerInsights", "DesiredTaskCount", " wanted"),
      ]
    : [];
  const disk = insights ? each("ECS/ContainerInsights", "EphemeralStorageUtilized") : [];
  return {
    heading: "Saturation: services",
    widgets: [
      ...graphWidget({ title: "CPU", unit: "percent", lines: each("AWS/ECS", "CPUUtilization") }, region),
      ...graphWidget({ title: "Memory", unit: "percent", lines: each("AWS/ECS", "MemoryUtilization") }, region),
      ...graphWidget({ title: "Tasks", lines: tasks }, region),
      ...graphWidget({ title: "Disk", unit: "GB", lines: disk }, region),
    ],
  };
}

/** A line for each node of each store. */
function nodes(all: Readonly<Record<string, readonly string[]>>, namespace: string, dimension: string) {
  return (metricName: string, statistic = "Average"): Line[] =>
    Object.entries(all).flatMap(([name, identifiers]) =>
      identifiers.map((identifier, index) => ({
        label: index === 0 ? name : `${name} ${index + 1}`,
        metric: { namespace, metricName, dimensions: { [dimension]: identifier } },
        statistic,
      })),
    );
}

function databases({ databases: all, region }: DashboardFacts): Section {
  const each = nodes(all, "AWS/RDS", "DBInstanceIdentifier");
  const gibibytes = (metricName: string): Line[] =>
    each(metricName, "Minimum").flatMap((line) =>
      "metric" in line
        ? [{ label: line.label, metrics: [line.metric], statistic: line.statistic, expression: "m0/1073741824" }]
        : [],
    );
  return {
    heading: "Saturation: databases",
    widgets: [
      ...graphWidget({ title: "CPU", unit: "percent", lines: each("CPUUtilization") }, region),
      ...graphWidget({ title: "Connections", lines: each("DatabaseConnections", "Maximum") }, region),
      ...graphWidget({ title: "Sessions at work", unit: "sessions", lines: each("DBLoad") }, region),
      ...graphWidget({ title: "Time of a read", unit: "seconds", lines: each("ReadLatency") }, region),
      ...graphWidget({ title: "Time of a write", unit: "seconds", lines: each("WriteLatency") }, region),
      ...graphWidget({ title: "Free storage", unit: "GiB", lines: gibibytes("FreeStorageSpace") }, region),
      ...graphWidget({ title: "Free memory", unit: "GiB", lines: gibibytes("FreeableMemory") }, region),
    ],
  };
}

function caches({ caches: all, region }: DashboardFacts): Section {
  const each = nodes(all, "AWS/ElastiCache", "CacheClusterId");
  return {
    heading: "Saturation: caches",
    widgets: [
      ...graphWidget({ title: "Memory", unit: "percent", lines: each("DatabaseMemoryUsagePercentage") }, region),
      ...graphWidget({ title: "CPU of the engine", unit: "percent", lines: each("EngineCPUUtilization") }, region),
      ...graphWidget({ title: "Connections", lines: each("CurrConnections", "Maximum") }, region),
      ...graphWidget({ title: "Evicted keys", lines: each("Evictions", "Sum") }, region),
    ],
  };
}

function queues({ queues: all, services: of, region }: DashboardFacts): Section {
  const sqs = (metricName: string, queueName: string): Metric => ({
    namespace: "AWS/SQS",
    metricName,
    dimensions: { QueueName: queueName },
  });
  const line = (label: string, metric: Metric): Line => ({ label, metric, statistic: "Maximum" });
  const own = Object.entries(all);
  // A queue of SQS that a service follows is drawn by its own name already.
  const followed = Object.entries(of).flatMap(([name, { queue }]) =>
    queue && queue.depth.namespace !== "AWS/SQS" ? [{ name, ...queue }] : [],
  );
  const depths = [
    ...own.map(([name, queue]) => line(name, sqs("ApproximateNumberOfMessagesVisible", queue.name))),
    ...followed.map(({ name, depth }) => line(`of ${name}`, depth)),
  ];
  const ages = [
    ...own.map(([name, queue]) => line(name, sqs("ApproximateAgeOfOldestMessage", queue.name))),
    ...followed.flatMap(({ name, age }) => (age ? [line(`of ${name}`, age)] : [])),
  ];
  const dead = own.map(([name, queue]) => line(name, sqs("ApproximateNumberOfMessagesVisible", queue.dead)));
  return {
    heading: "Queues",
    widgets: [
      ...graphWidget({ title: "Waiting messages", lines: depths }, region),
      ...graphWidget({ title: "Age of the oldest", unit: "seconds", lines: ages }, region),
      ...graphWidget({ title: "Dead letters", lines: dead }, region),
    ],
  };
}
