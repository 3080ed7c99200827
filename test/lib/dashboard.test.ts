import assert from "node:assert/strict";
import { dashboardBody } from "../../lib/dashboard/dashboard.ts";
import { type DashboardFacts, inOrder } from "../../lib/dashboard/facts.ts";

const counted = (service: string) => ({
  namespace: "slipway/shop-staging",
  metricName: `${service}-logged-errors`,
  dimensions: {},
});

const facts: DashboardFacts = {
  prefix: "shop-staging",
  region: "eu-north-1",
  url: "https://staging.shop.example.com",
  loadBalancer: "app/shop-staging-edge/0a",
  cluster: "shop-staging-cluster",
  insights: true,
  services: {
    api: {
      serviceName: "shop-staging-api",
      targetGroups: ["targetgroup/blue/0a", "targetgroup/green/0b"],
      loggedErrors: counted("api"),
    },
    mail: {
      serviceName: "shop-staging-mail",
      targetGroups: [],
      loggedErrors: counted("mail"),
      queue: {
        depth: { namespace: "slipway/shop-staging", metricName: "QueueDepth", dimensions: { Service: "mail" } },
        age: { namespace: "slipway/shop-staging", metricName: "QueueAgeSeconds", dimensions: { Service: "mail" } },
      },
    },
  },
  databases: { main: ["shop-staging-main", "shop-staging-main-replica-1"] },
  caches: { cache: ["shop-staging-cache-001"] },
  queues: { orders: { name: "shop-staging-orders", dead: "shop-staging-orders-dead" } },
  metrics: { signups: { namespace: "Shop", name: "SignUps", statistic: "Sum" } },
  taskEventsLog: "/slipway/shop-staging/task-events",
  alarms: ["arn:aws:cloudwatch:eu-north-1:111111111111:alarm:shop-staging-api-errors"],
  runbooks: "https://github.com/acme/shop/blob/main/docs/runbooks/",
};

type Properties = Readonly<Record<string, unknown>>;

const widgets = (own: Partial<DashboardFacts> = {}) => dashboardBody({ ...facts, ...own }).widgets;
const headings = (own: Partial<DashboardFacts> = {}) =>
  widgets(own).flatMap(({ properties: { markdown } }) => /^## (.+)$/.exec(String(markdown))?.[1] ?? []);
const titled = (title: string, own: Partial<DashboardFacts> = {}): Properties | undefined =>
  widgets(own).find(({ properties }) => properties.title === title)?.properties;
const metricsOf = (title: string, own: Partial<DashboardFacts> = {}) => titled(title, own)?.metrics as unknown[][];

describe("the dashboard of a stack", () => {
  it("goes from what people notice down to what it stands on", () => {
    assert.deepEqual(headings(), [
      "Alarms",
      "Traffic",
      "Errors",
      "Latency",
      "Deployments",
      "Saturation: services",
      "Saturation: databases",
      "Saturation: caches",
      "Queues",
      "shop-staging's own",
    ]);
  });

  it("leaves out what a stack does not have, heading and all", () => {
    const bare = { services: {}, databases: {}, caches: {}, queues: {}, metrics: {}, alarms: [] };
    assert.deepEqual(headings(bare), ["Traffic", "Errors", "Deployments"]);
    assert.equal(titled("Requests", bare), undefined);
  });

  it("puts no two widgets in one place, and none over the edge", () => {
    const taken = new Set<string>();
    for (const { x, y, width, height } of widgets()) {
      assert.ok(x >= 0 && x + width <= 24, `${x} + ${width}`);
      for (let column = x; column < x + width; column++) {
        for (let row = y; row < y + height; row++) {
          assert.ok(!taken.has(`${column} ${row}`), `${column} ${row}`);
          taken.add(`${column} ${row}`);
        }
      }
    }
  });

  it("adds up both target groups of a service, since a deployment moves the requests from one to the other", () => {
    const [expression, blue, green] = metricsOf("Requests");
    assert.deepEqual(expression, [{ expression: "FILL(l0m0,0)+FILL(l0m1,0)", label: "api", id: "l0" }]);
    assert.deepEqual(
      [blue, green].map((metric) => metric?.slice(0, 4)),
      ["blue/0a", "green/0b"].map((group) => [
        "AWS/ApplicationELB",
        "RequestCount",
        "TargetGroup",
        `targetgroup/${group}`,
      ]),
    );
    assert.deepEqual(blue?.at(-1), { id: "l0m0", stat: "Sum", visible: false });
  });

  it("shows failed requests as a share, and none where there was no request", () => {
    const [[expression]] = metricsOf("Failed requests") as [[{ expression: string }]];
    assert.equal(
      expression.expression,
      "IF((FILL(l0m2,0)+FILL(l0m3,0))>0,100*(FILL(l0m0,0)+FILL(l0m1,0))/(FILL(l0m2,0)+FILL(l0m3,0)),0)",
    );
  });

  it("uses each id once a graph, as CloudWatch wants it", () => {
    for (const { properties } of widgets()) {
      const ids = ((properties.metrics ?? []) as { id?: string }[][]).flatMap((metric) => metric.at(-1)?.id ?? []);
      assert.equal(new Set(ids).size, ids.length, String(properties.title));
    }
  });

  it("shows replicas and nodes beside their primary", () => {
    const lines = metricsOf("Connections", { services: {}, caches: {} });
    assert.ok(lines.length > 0);
    const databases = widgets().filter(({ properties }) => properties.title === "Connections")[1]?.properties.metrics;
    assert.deepEqual(
      (databases as { label?: string }[][]).map((metric) => metric.at(-1)?.label),
      ["main", "main 2"],
    );
  });

  it("counts tasks and deployments only where Container Insights does, and shows stopped tasks in any case", () => {
    assert.ok(titled("Tasks") && titled("Deployments that go on: more than 1") && titled("Disk"));
    const without = { insights: false };
    assert.equal(titled("Tasks", without) ?? titled("Disk", without), undefined);
    const { query } = titled("Tasks that stopped of themselves", without) ?? {};
    assert.match(String(query), /^SOURCE '\/slipway\/shop-staging\/task-events' \| fields @timestamp/);
  });

  it("draws what the app says of itself", () => {
    assert.deepEqual(metricsOf("signups"), [["Shop", "SignUps", { label: "SignUps", stat: "Sum" }]]);
  });

  it("shows a hundred alarms, as many as CloudWatch does, and says how many it does not", () => {
    const alarms = Array.from({ length: 103 }, (_, at) => `arn:aws:cloudwatch:eu-north-1:111111111111:alarm:${at}`);
    const shown = titled("Alarms (3 more are not shown)", { alarms });
    assert.deepEqual(shown?.alarms, alarms.slice(0, 100));
  });

  it("links to the app, its logs, its runbooks and what it costs", () => {
    const [first] = widgets({ maxMonthlyUsd: 150 });
    const says = String(first?.properties.markdown);
    for (const part of ["https://staging.shop.example.com", "logs-insights", "docs/runbooks/", "at most 150 USD"]) {
      assert.ok(says.includes(part), part);
    }
    assert.doesNotMatch(String(widgets({ runbooks: "docs/runbooks/" })[0]?.properties.markdown), /\]\(docs/);
  });

  it("is the same whatever order the keys are written in", () => {
    const { api, mail } = facts.services;
    assert.ok(api && mail);
    const turned = { ...facts, services: { mail, api } };
    assert.equal(JSON.stringify(dashboardBody(inOrder(turned))), JSON.stringify(dashboardBody(inOrder(facts))));
  });

  it("stays within CloudWatch's limits for an app of a size that a load balancer takes", () => {
    const { api, mail } = facts.services;
    assert.ok(api && mail);
    const services = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`api-${at}`, api]));
    const all = widgets({ services: { ...services, mail } });
    const counts = all.map(({ properties }) => ((properties.metrics ?? []) as unknown[]).length);
    assert.ok(Math.max(...counts) <= 500 && all.length <= 500);
    assert.ok(counts.reduce((sum, count) => sum + count, 0) <= 2500);
  });
});
