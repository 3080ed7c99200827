import assert from "node:assert/strict";
import type { Values } from "../../../sandbox/model.ts";
import { LOG_GROUP } from "../../../sandbox/models/logs.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { app, serviceInputs } from "./app.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";

describe("a health check in the sandbox", () => {
  const check = (more: Values = {}): Values => ({ type: "HTTPS", fqdn: "shop.example.com", ...more });
  breaks("health-check-target", "no host", { type: "HTTPS" }, "fqdn");
  breaks("health-check-target", "a path without a slash", check({ resourcePath: "health" }), "slash");
  breaks("health-check-target", "a path of 256 characters", check({ resourcePath: `/${"a".repeat(255)}` }), "255");
  passes("health-check-target", "a host and a path", check({ resourcePath: "/health" }));
  passes("health-check-target", "one that is made of others", { type: "CALCULATED" });
  breaks("health-check-regions", "two regions", check({ regions: ["us-east-1", "eu-west-1"] }), "at least 3");
  passes("health-check-regions", "all regions", check());
  breaks("health-check-interval", "every minute", check({ requestInterval: 60 }), "10 or 30");
  passes("health-check-interval", "every 30 seconds", check({ requestInterval: 30 }));
  breaks("health-check-threshold", "eleven failures", check({ failureThreshold: 11 }), "1 to 10");
  passes("health-check-threshold", "three failures", check({ failureThreshold: 3 }));

  it("is global: its ARN has neither region nor account", () => {
    const { id, outputs } = new Cloud().make(token.healthCheck, check());
    assert.equal(outputs.arn, `arn:aws:route53:::healthcheck/${id}`);
  });
});

describe("a saved query in the sandbox", () => {
  const query = (more: Values = {}): Values => ({ name: "shop/errors", queryString: "fields @message", ...more });
  breaks("saved-query-name-shape", "a name with a colon", query({ name: "shop:errors" }), "shop:errors");
  passes("saved-query-name-shape", "a name in a folder", query());
  breaks("saved-query-legal", "no query", query({ queryString: "" }), "1 to 10000");
  breaks("saved-query-legal", "a command that is none", query({ queryString: "fields a | where b" }), '"where"');
  passes(
    "saved-query-legal",
    "a bar in a regular expression",
    query({ queryString: "fields @message | filter @message like /a|where/ | sort @timestamp desc" }),
  );
  const groups = (count: number) => Array.from({ length: count }, (_, at) => `/shop/${at}`);
  breaks("saved-query-log-groups", "51 log groups", query({ logGroupNames: groups(51) }), "50");
  passes("saved-query-log-groups", "50 log groups", query({ logGroupNames: groups(50) }));
  const asked = (more: Values) => () => {
    const cloud = new Cloud();
    cloud.make(LOG_GROUP, { name: "/shop/api" });
    cloud.make(token.savedQuery, query());
    return cloud.creating(token.savedQuery, query({ name: "shop/other", ...more }));
  };
  breaks("saved-query-name-unique", "the name of another", asked({ name: "shop/errors" }), "is taken by");
  passes("saved-query-name-unique", "a name of its own", asked({}));
  breaks("saved-query-log-groups-exist", "a log group of nowhere", asked({ logGroupNames: ["/none"] }), "/none");
  passes("saved-query-log-groups-exist", "a log group that is there", asked({ logGroupNames: ["/shop/api"] }));
});

describe("a dashboard in the sandbox", () => {
  const place = { x: 0, y: 0, width: 12, height: 6 };
  const widget = (more: Values = {}, metrics: readonly unknown[] = []): Values => ({
    type: "metric",
    ...place,
    properties: { region: "eu-north-1", metrics },
    ...more,
  });
  const page = (...widgets: readonly Values[]): Values => ({
    dashboardName: "shop",
    dashboardBody: JSON.stringify({ widgets }),
  });
  const many = (count: number) => Array.from({ length: count }, (_, at) => ["Shop", `metric-${at}`]);
  breaks("dashboard-name-shape", "a name with a slash", { dashboardName: "shop/api" }, "shop/api");
  passes("dashboard-name-shape", "a name with a hyphen", { dashboardName: "shop-api" });
  breaks("dashboard-body-legal", "what is no JSON", { dashboardBody: "{" }, "JSON.stringify");
  breaks("dashboard-body-legal", "no widgets", { dashboardBody: "{}" }, "list of widgets");
  breaks("dashboard-body-legal", "501 widgets", page(...Array.from({ length: 501 }, () => widget())), "500");
  passes("dashboard-body-legal", "one widget", page(widget()));
  breaks("dashboard-widgets-fit", "a widget over the edge", page(widget({ x: 13 })), "within 24");
  breaks("dashboard-widgets-fit", "a graph without a region", page(widget({ properties: {} })), "'region'");
  passes("dashboard-widgets-fit", "a text without a region", page(widget({ type: "text", properties: {} })));
  breaks("dashboard-metric-count", "a graph of 501 metrics", page(widget({}, many(501))), "500");
  breaks(
    "dashboard-metric-count",
    "2501 metrics",
    page(...Array.from({ length: 6 }, () => widget({}, many(417)))),
    "2500",
  );
  passes("dashboard-metric-count", "a graph of 500 metrics", page(widget({}, many(500))));

  const asked =
    (metric: readonly unknown[], name = "shop") =>
    () => {
      const all = app();
      all.cloud.make(token.service, serviceInputs(all));
      all.cloud.make(token.dashboard, { ...page(), dashboardName: "other" });
      return all.cloud.creating(token.dashboard, { ...page(widget({}, [metric])), dashboardName: name });
    };
  const cpu = ["AWS/ECS", "CPUUtilization", "ClusterName", "shop", "ServiceName"];
  breaks("dashboard-name-unique", "the name of another", asked([...cpu, "api"], "other"), "is taken by");
  passes("dashboard-name-unique", "a name of its own", asked([...cpu, "api"]));
  breaks("dashboard-metrics-exist", "a service of nowhere", asked([...cpu, "web"]), '"web"');
  breaks("dashboard-metrics-exist", "a metric of another namespace", asked(["AWS/ECS", "FreeMemory"]), "FreeMemory");
  breaks("dashboard-metrics-exist", "a namespace that is not modelled", asked(["AWS/IoT", "x"]), "alarm-metrics.ts");
  passes("dashboard-metrics-exist", "a service of the account", asked([...cpu, "api", { stat: "Average" }]));
  passes("dashboard-metrics-exist", "a metric of the app's own", asked(["Shop", "Orders"]));
  passes("dashboard-metrics-exist", "an expression", asked([{ expression: "m1/m2", id: "e1" }]));
});
