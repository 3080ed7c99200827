import type { DashboardFacts, ServiceFacts } from "./facts.ts";
import { graphWidget, type Line, type Metric } from "./graph.ts";
import type { Section } from "./layout.ts";

type Web = readonly [name: string, service: ServiceFacts];

/** What comes in, what of it fails, and how long it takes. */
export function requestSections(facts: DashboardFacts): Section[] {
  const web = Object.entries(facts.services).filter(([, { targetGroups }]) => targetGroups.length > 0);
  return [traffic(facts, web), errors(facts, web), latency(facts, web)];
}

function traffic({ loadBalancer, region }: DashboardFacts, web: readonly Web[]): Section {
  const summed = ([name, service]: Web, metricName: string, statistic: string) =>
    line(name, targets(service, loadBalancer, metricName), sum, statistic);
  const connections = [
    ofBalancer(loadBalancer, "active", "ActiveConnectionCount"),
    ofBalancer(loadBalancer, "new", "NewConnectionCount"),
  ];
  const requests = web.map((one) => summed(one, "RequestCount", "Sum"));
  const healthy = web.map((one) => summed(one, "HealthyHostCount", "Minimum"));
  return {
    heading: "Traffic",
    widgets: [
      ...graphWidget({ title: "Requests", lines: requests }, region),
      ...graphWidget({ title: "Connections", lines: connections }, region),
      ...graphWidget({ title: "Healthy tasks behind the load balancer", lines: healthy }, region),
    ],
  };
}

function errors({ loadBalancer, region, services }: DashboardFacts, web: readonly Web[]): Section {
  const failed = web.map((one) => failing(one, loadBalancer));
  const own = [
    ofBalancer(loadBalancer, "5xx", "HTTPCode_ELB_5XX_Count"),
    ofBalancer(loadBalancer, "4xx", "HTTPCode_ELB_4XX_Count"),
    ofBalancer(loadBalancer, "refused connections", "RejectedConnectionCount"),
    ofBalancer(loadBalancer, "TLS errors", "ClientTLSNegotiationErrorCount"),
  ];
  const logged = Object.entries(services).map(
    ([label, { loggedErrors }]): Line => ({ label, metric: loggedErrors, statistic: "Sum" }),
  );
  return {
    heading: "Errors",
    widgets: [
      ...graphWidget({ title: "Failed requests", unit: "percent", lines: failed }, region),
      ...graphWidget({ title: "Answers of the load balancer itself", lines: own }, region),
      ...graphWidget({ title: "Errors in the logs", lines: logged }, region),
    ],
  };
}

function latency({ loadBalancer, region }: DashboardFacts, web: readonly Web[]): Section {
  const within = (title: string, statistic: string) =>
    graphWidget(
      {
        title,
        unit: "seconds",
        lines: web.map(([name, service]) =>
          line(name, targets(service, loadBalancer, "TargetResponseTime"), most, statistic),
        ),
      },
      region,
    );
  return {
    heading: "Latency",
    columns: 2,
    widgets: [...within("Half of the requests within", "p50"), ...within("95 of 100 requests within", "p95")],
  };
}

function ofBalancer(loadBalancer: string, label: string, metricName: string): Line {
  const metric = { namespace: "AWS/ApplicationELB", metricName, dimensions: { LoadBalancer: loadBalancer } };
  return { label, metric, statistic: "Sum" };
}

const sum = (ids: readonly string[]) => ids.map((id) => `FILL(${id},0)`).join("+");
/** Of two target groups only one has requests, but for a deployment. */
const most = (ids: readonly string[]) => `MAX([${ids.map((id) => `FILL(${id},0)`).join(",")}])`;

function line(
  label: string,
  metrics: readonly Metric[],
  made: (ids: readonly string[]) => string,
  statistic: string,
): Line {
  return { label, metrics, statistic, expression: made(metrics.map((_, index) => `m${index}`)) };
}

function targets({ targetGroups }: ServiceFacts, loadBalancer: string, metricName: string): Metric[] {
  return targetGroups.map((target) => ({
    namespace: "AWS/ApplicationELB",
    metricName,
    dimensions: { TargetGroup: target, LoadBalancer: loadBalancer },
  }));
}

/** Failed ones of a hundred. */
function failing([name, service]: Web, loadBalancer: string): Line {
  const failed = targets(service, loadBalancer, "HTTPCode_Target_5XX_Count");
  const all = targets(service, loadBalancer, "RequestCount");
  const ids = [...failed, ...all].map((_, index) => `m${index}`);
  const [bad, requests] = [sum(ids.slice(0, failed.length)), sum(ids.slice(failed.length))];
  const expression = `IF((${requests})>0,100*(${bad})/(${requests}),0)`;
  return { label: name, metrics: [...failed, ...all], statistic: "Sum", expression };
}
