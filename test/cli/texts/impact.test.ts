import assert from "node:assert/strict";
import { impactText } from "../../../cli/texts/impact.ts";
import type { Impact, ImpactOnResource } from "../../../plan/impact.ts";
import { tooLong } from "../../support/expected-text.ts";

function on(path: string, type: string, properties: readonly string[] = [], protect = false): ImpactOnResource {
  return { path, type, urn: `urn:pulumi:production::shop::${type}::${path}`, protect, properties };
}

const definition = "aws:ecs/taskDefinition:TaskDefinition";
const usd = { from: { low: 90, expected: 100, high: 150 }, to: { low: 100, expected: 112.4, high: 160 } };
const none: Impact = {
  created: [],
  updated: [],
  replaced: [],
  deleted: [],
  unchanged: 300,
  gone: [],
  restarts: [],
  downtime: [],
  usd,
};

describe("impactText", () => {
  it("counts, lists what is protected first, and tells task definitions apart, which take nothing away", () => {
    const impact: Impact = {
      ...none,
      created: [on("mail/mail-queue", "aws:sqs/queue:Queue")],
      updated: [
        on("api/api-service", "aws:ecs/service:Service", ["taskDefinition"]),
        on("main/main-instance", "aws:rds/instance:Instance", ["tags.a", "tags.b", "instanceClass"], true),
      ],
      replaced: [
        on("api/api/api-definition", definition, ["containerDefinitions"]),
        on("api/api-targets", "aws:lb/targetGroup:TargetGroup", ["port"]),
      ],
      deleted: [on("old/old-topic", "aws:sns/topic:Topic")],
      restarts: ["api: image aaaaaaaaaaaa → bbbbbbbbbbbb"],
      downtime: ["main/main-instance: restarts"],
    };
    assert.deepEqual(impactText(impact, "production"), [
      "impact on production: 1 created, 2 updated in place, 2 replaced, 1 deleted, 300 unchanged",
      "  created   mail/mail-queue (Queue)",
      "  updated   main/main-instance (Instance, protected): tags, instanceClass",
      "  updated   api/api-service (Service): taskDefinition",
      "  replaced  api/api-targets (TargetGroup): port",
      "  replaced  1 task definition by a new revision, which takes nothing away",
      "  deleted   old/old-topic (Topic)",
      "",
      "new tasks:",
      "  api: image aaaaaaaaaaaa → bbbbbbbbbbbb",
      "",
      "may be away meanwhile:",
      "  main/main-instance: restarts",
      "",
      "cost: about 112 USD a month (100 to 160), 12 more than before",
    ]);
  });

  it("says where there is nothing, because nothing said is nothing known", () => {
    assert.deepEqual(impactText({ ...none, usd: { from: usd.to, to: usd.to } }, "production"), [
      "impact on production: 0 created, 0 updated in place, 0 replaced, 0 deleted, 300 unchanged",
      "",
      "new tasks: none",
      "",
      "may be away meanwhile: nothing",
      "",
      "cost: about 112 USD a month (100 to 160), as before",
    ]);
  });

  it("tells what runs before what watches it, and what goes for good, of which nothing comes back", () => {
    const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
    const deleted = [
      ...Array.from({ length: 20 }, (_, nth) => on(`web/alarm-${nth}`, alarm)),
      on("web/web-route-/*", "aws:lb/listenerRule:ListenerRule"),
      on("web/web-service", "aws:ecs/service:Service"),
    ];
    const lines = impactText({ ...none, deleted, gone: ["web, with its route /*"] }, "production");
    assert.deepEqual(lines.slice(1, 4), [
      "  deleted   web/web-service (Service)",
      "  deleted   web/web-route-/* (ListenerRule)",
      "  deleted   web/alarm-0 (MetricAlarm)",
    ]);
    assert.ok(lines.join("\n").includes("\n\ngone for good:\n  web, with its route /*\n\nnew tasks: none\n"));
    assert.ok(lines.includes("may be away meanwhile: nothing else"));
  });

  it("does not list a whole environment that comes for the first time", () => {
    const created = Array.from({ length: 317 }, (_, nth) => on(`a/${nth}`, "aws:sqs/queue:Queue"));
    assert.deepEqual(impactText({ ...none, created, unchanged: 0, usd: { to: usd.to } }, "production"), [
      "impact on production: all of its 317 resources are created",
      "",
      "cost: about 112 USD a month (100 to 160)",
    ]);
  });

  it("lists no more than a person reads, and stays within 100 columns", () => {
    const long = "a-component-of-a-long-name/a-component-of-a-long-name-definition/a-resource-of-one";
    const updated = Array.from({ length: 15 }, () =>
      on(long, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", ["description"]),
    );
    const lines = impactText({ ...none, updated, downtime: [`${long}: ${"it is away ".repeat(20)}`] }, "production");
    assert.equal(lines.filter((line) => line.startsWith("  updated")).length, 13);
    assert.ok(lines.includes("  updated   and 3 more"));
    assert.deepEqual(tooLong(lines.join("\n")), []);
  });
});
