import assert from "node:assert/strict";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { Dashboard } from "../../components/dashboard.ts";
import { LogMetrics } from "../../components/log-metrics.ts";
import { SavedQueries } from "../../components/saved-queries.ts";
import { at, type Declared, declareComponent, ofType } from "../support/declare-stack.ts";

const prefix = "shop-staging";
const log = (name: string) => new LogGroup(name, { name: `/slipway/${prefix}/${name}` }).name;

describe("SavedQueries", () => {
  const saved = (databases: readonly string[] = ["main"]): Promise<Declared> =>
    declareComponent(() => {
      new SavedQueries("saved-queries", {
        prefix,
        taskLogs: [log("api"), log("worker")],
        taskEventsLog: log("task-events"),
        databaseLogs: databases.map(log),
      });
    });

  it("are in a folder of the stack, each with the logs that it is about", async () => {
    const queries = ofType(await saved(), "QueryDefinition");
    const logs = (...names: string[]) => names.map((name) => `/slipway/${prefix}/${name}`);
    assert.deepEqual(Object.fromEntries(queries.map(({ inputs }) => [inputs.name, inputs.logGroupNames])), {
      "shop-staging/errors": logs("api", "worker"),
      "shop-staging/slow-requests": logs("api", "worker"),
      "shop-staging/stopped-tasks": logs("task-events"),
      "shop-staging/slow-statements": logs("main"),
      "shop-staging/refused-connections": logs("main"),
    });
  });

  it("ask nothing of databases where there is none", async () => {
    const names = ofType(await saved([]), "QueryDefinition").map(({ inputs }) => inputs.name);
    assert.deepEqual(
      names.sort(),
      ["errors", "slow-requests", "stopped-tasks"].map((name) => `shop-staging/${name}`),
    );
  });
});

describe("LogMetrics", () => {
  it("count the errors in each service's log, and nothing where there is none, so that the graph goes on", async () => {
    let errors = {};
    const declared = await declareComponent(() => {
      errors = new LogMetrics("log-metrics", { prefix, logGroups: { api: log("api") } }).errors;
    });
    const { inputs } = at(declared, "log-metrics/log-metrics-api");
    assert.equal(inputs.logGroupName, `/slipway/${prefix}/api`);
    assert.deepEqual(inputs.metricTransformation, {
      namespace: "slipway/shop-staging",
      name: "api-logged-errors",
      value: "1",
      defaultValue: "0",
    });
    assert.deepEqual(errors, {
      api: { namespace: "slipway/shop-staging", metricName: "api-logged-errors", dimensions: {} },
    });
  });
});

describe("Dashboard", () => {
  it("is one page whose body is JSON, with what is known only later filled in", async () => {
    const declared = await declareComponent(() => {
      new Dashboard("stack-dashboard", {
        prefix,
        region: "eu-north-1",
        url: pulumi.output("https://shop.example.com"),
        loadBalancer: pulumi.output("app/shop-staging-edge/0a"),
        cluster: "shop-staging-cluster",
        insights: false,
        services: {},
        databases: { main: [log("main")] },
        caches: {},
        queues: {},
        metrics: {},
        taskEventsLog: log("task-events"),
        alarms: [],
        runbooks: "docs/runbooks/",
      });
    });
    const [page, ...others] = ofType(declared, "Dashboard").filter(({ custom }) => custom);
    assert.deepEqual(others, []);
    assert.equal(page?.inputs.dashboardName, "shop-staging-overview");
    const body = String(page?.inputs.dashboardBody);
    assert.ok(Array.isArray(JSON.parse(body).widgets));
    for (const part of ["https://shop.example.com", "app/shop-staging-edge/0a", "/slipway/shop-staging/task-events"]) {
      assert.ok(body.includes(part), part);
    }
  });
});
