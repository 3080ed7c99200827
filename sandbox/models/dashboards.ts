import type { Account } from "../account.ts";
import type { InAccount, Model, Rule, Values } from "../model.ts";
import { isOwnNamespace, namespaces } from "./alarm-metrics.ts";
import { dashboardWidgets } from "./dashboard-widgets.ts";
import { nameShape } from "./limits.ts";
import { uniqueName } from "./references.ts";
import { token } from "./tokens.ts";
import { list, object, str } from "./values.ts";

const PUT = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html";
const BODY =
  "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html";
const LIMITS = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html";
const MOST_WIDGETS = 500;
const METRICS_OF_WIDGET = 500;
const METRICS_OF_DASHBOARD = 2500;
const COLUMNS = 24;
const TALLEST = 1000;

const bodyLegal: Rule<Values> = {
  id: "dashboard-body-legal",
  says: `The body of a dashboard is JSON with a list of at most ${MOST_WIDGETS} widgets.`,
  source: BODY,
  refuse({ dashboardBody }) {
    if (dashboardBody === undefined) return undefined;
    const widgets = dashboardWidgets(dashboardBody);
    if (typeof widgets === "string")
      return `InvalidParameterInput: The field DashboardBody must be a valid JSON object: ${widgets}: write it with JSON.stringify`;
    return widgets.length > MOST_WIDGETS
      ? `InvalidParameterInput: the dashboard has ${widgets.length} widgets: use at most ${MOST_WIDGETS}`
      : undefined;
  },
};

const widgetsFit: Rule<Values> = {
  id: "dashboard-widgets-fit",
  says: `A widget lies within the ${COLUMNS} columns, and a graph names its region.`,
  source: BODY,
  refuse({ dashboardBody }) {
    const widgets = dashboardWidgets(dashboardBody);
    for (const [at, widget] of (typeof widgets === "string" ? [] : widgets).entries()) {
      const [x, width, height] = ["x", "width", "height"].map((key) => Number(widget[key] ?? 0));
      if (!(width && width >= 1 && (x ?? 0) + width <= COLUMNS && height && height >= 1 && height <= TALLEST))
        return `InvalidParameterInput: /widgets/${at} lies at x ${x}, ${width} wide and ${height} high: keep x + width within ${COLUMNS}, and the height within ${TALLEST}`;
      if (["metric", "log"].includes(str(widget, "type") ?? "") && !str(object(widget, "properties"), "region"))
        return `InvalidParameterInput: /widgets/${at}/properties should have required property 'region': name it`;
    }
    return undefined;
  },
};

const metricCount: Rule<Values> = {
  id: "dashboard-metric-count",
  says: `A graph has at most ${METRICS_OF_WIDGET} metrics, and a dashboard at most ${METRICS_OF_DASHBOARD}.`,
  source: LIMITS,
  refuse({ dashboardBody }) {
    const counts = metricsOf(dashboardBody).map((metrics) => metrics.length);
    const most = Math.max(0, ...counts);
    const all = counts.reduce((sum, count) => sum + count, 0);
    if (most > METRICS_OF_WIDGET)
      return `InvalidParameterInput: a graph has ${most} metrics: use at most ${METRICS_OF_WIDGET}`;
    return all > METRICS_OF_DASHBOARD
      ? `InvalidParameterInput: the dashboard has ${all} metrics: use at most ${METRICS_OF_DASHBOARD}`
      : undefined;
  },
};

const metricsExist: Rule<InAccount> = {
  id: "dashboard-metrics-exist",
  says: "Each metric of a dashboard is one that its namespace publishes, of something that exists: the graph would stay empty otherwise.",
  source: BODY,
  refuse: ({ account, resource: { inputs } }) =>
    metricsOf(inputs.dashboardBody)
      .flat()
      .map((metric) => whyEmpty(metric, account))
      .find((reason) => reason !== undefined),
};

function whyEmpty([name = "", metricName = "", ...pairs]: readonly string[], account: Account): string | undefined {
  const namespace = namespaces[name];
  if (namespace === undefined)
    return isOwnNamespace(name)
      ? undefined
      : `namespace "${name}" is not modelled: add it to sandbox/models/alarm-metrics.ts`;
  if (!namespace.metrics.includes(metricName))
    return `metric "${metricName}" is not one of ${name}: use one of ${namespace.metrics.join(", ")}`;
  for (let at = 0; at < pairs.length; at += 2) {
    const [dimension = "", value] = pairs.slice(at, at + 2);
    const known = namespace.dimensions[dimension]?.(account) ?? [];
    if (!known.includes(value) && !known.includes("*"))
      return `the graph of ${name} ${metricName} names ${dimension} "${value}", which does not exist (${known.join(", ") || "there is none"}), and would stay empty: take the value from the resource`;
  }
  return undefined;
}

/** Of each graph its metrics, as texts without what is said about how they are drawn; expressions are left out. */
function metricsOf(body: unknown): readonly (readonly (readonly string[])[])[] {
  const widgets = dashboardWidgets(body);
  return (typeof widgets === "string" ? [] : widgets).map((widget) =>
    list(object(widget, "properties"), "metrics")
      .map((metric) => (Array.isArray(metric) ? metric.filter((part) => typeof part === "string") : []))
      .filter((metric) => metric.length > 0),
  );
}

const dashboard: Model = {
  type: token.dashboard,
  checks: [
    nameShape({
      id: "dashboard-name-shape",
      input: "dashboardName",
      max: 255,
      pattern: /^[A-Za-z0-9_-]+$/,
      allowed: "letters, digits, hyphens and underscores",
      source: PUT,
    }),
    bodyLegal,
    widgetsFit,
    metricCount,
  ],
  identify: (inputs) => str(inputs, "dashboardName") ?? "",
  outputs: (_inputs, id, _seed, place) => ({
    dashboardArn: `arn:aws:cloudwatch::${place.accountId}:dashboard/${id}`,
  }),
  requires: [
    uniqueName({
      id: "dashboard-name-unique",
      type: token.dashboard,
      input: "dashboardName",
      noun: "dashboard",
      code: "PutDashboard would change the dashboard of another resource",
      source: PUT,
    }),
    metricsExist,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "nothing refers to a dashboard" },
  typicalMinutes: 0.1,
};

/** Dashboards of CloudWatch. */
export const models: readonly Model[] = [dashboard];
