import type { DashboardFacts } from "./facts.ts";
import { graphWidget } from "./graph.ts";
import { laidOut, type PlacedWidget, type Section } from "./layout.ts";
import { stoppedTasks } from "./log-queries.ts";
import { requestSections } from "./requests.ts";
import { resourceSections } from "./resources.ts";

/** A widget shows the state of so many alarms. */
const mostAlarms = 100;

/** The body of the dashboard of one stack: what comes in first, what it stands on below. */
export function dashboardBody(facts: DashboardFacts): {
  readonly start: string;
  readonly widgets: readonly PlacedWidget[];
} {
  const sections = [
    alarms(facts),
    ...requestSections(facts),
    deployments(facts),
    ...resourceSections(facts),
    appMetrics(facts),
  ];
  return { start: "-PT6H", widgets: laidOut(introduction(facts), sections) };
}

function introduction({ prefix, region, url, runbooks, maxMonthlyUsd }: DashboardFacts): string {
  const console = `https://${region}.console.aws.amazon.com`;
  const links = [
    `[${url}](${url})`,
    `[services](${console}/ecs/v2/clusters/${prefix}-cluster/services?region=${region})`,
    `[saved queries](${console}/cloudwatch/home?region=${region}#logsV2:logs-insights)`,
    // A runbook in the repository is a link; a path of this folder is not.
    runbooks.startsWith("https://") ? `[runbooks](${runbooks})` : `runbooks: ${runbooks}`,
    `[cost](https://console.aws.amazon.com/costmanagement/home#/cost-explorer)${maxMonthlyUsd === undefined ? "" : `, at most ${maxMonthlyUsd} USD a month`}`,
  ];
  return `# ${prefix}\n\n${links.join(" · ")}\n\nMade by slipway: what is changed here is undone by the next update.`;
}

function alarms({ alarms: arns }: DashboardFacts): Section {
  const shown = arns.slice(0, mostAlarms);
  const left = arns.length - shown.length;
  const title = left === 0 ? "Alarms" : `Alarms (${left} more are not shown)`;
  return {
    heading: "Alarms",
    columns: 1,
    widgets: shown.length === 0 ? [] : [{ type: "alarm", properties: { title, alarms: shown } }],
  };
}

/** Container Insights counts deployments; the log of stopped tasks is there in any case. */
function deployments({ cluster, region, insights, services, taskEventsLog }: DashboardFacts): Section {
  const lines = Object.entries(services).map(([label, { serviceName }]) => ({
    label,
    metric: {
      namespace: "ECS/ContainerInsights",
      metricName: "DeploymentCount",
      dimensions: { ClusterName: cluster, ServiceName: serviceName },
    },
    statistic: "Maximum",
  }));
  return {
    heading: "Deployments",
    columns: 2,
    widgets: [
      ...graphWidget({ title: "Deployments that go on: more than 1", lines: insights ? lines : [] }, region),
      {
        type: "log",
        properties: {
          title: "Tasks that stopped of themselves",
          region,
          view: "table",
          query: `SOURCE '${taskEventsLog}' | ${stoppedTasks.split("\n").join(" ")}`,
        },
      },
    ],
  };
}

function appMetrics({ metrics, prefix, region }: DashboardFacts): Section {
  return {
    heading: `${prefix}'s own`,
    widgets: Object.entries(metrics).flatMap(([title, { namespace, name, statistic }]) =>
      graphWidget(
        { title, lines: [{ label: name, metric: { namespace, metricName: name, dimensions: {} }, statistic }] },
        region,
      ),
    ),
  };
}
