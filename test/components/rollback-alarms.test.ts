import assert from "node:assert/strict";
import { declareWeb, declareWorker } from "../support/around-service.ts";
import { answered, at, type Declared, ofType } from "../support/declare-stack.ts";
import { type Line, metricMath, type Series } from "../support/metric-math.ts";

const objectives = { errorPercent: 5, p95Seconds: 2, queueAge: { seconds: 60, minutes: 5 } };
const everySignal = ["errors", "latency", "unhealthyTasks"] as const;
const chosen = (declared: Declared, service: string) =>
  Object(at(declared, service).inputs.alarms).alarmNames as string[] | undefined;
const queries = (declared: Declared, alarm: string) =>
  at(declared, alarm).inputs.metricQueries as (Line & { metric?: { dimensions: Record<string, string> } })[];

/** Whether an alarm on these numbers rings now. */
function rings(declared: Declared, alarm: string, metrics: Readonly<Record<string, Series>>): boolean {
  const { threshold, datapointsToAlarm, evaluationPeriods } = at(declared, alarm).inputs;
  const seen = metricMath(queries(declared, alarm), metrics).slice(-Number(evaluationPeriods));
  return seen.filter((number) => (number ?? 0) > Number(threshold)).length >= Number(datapointsToAlarm);
}
const minutes = (number: number | undefined) => Array<number | undefined>(8).fill(number);
/** As it was, but the newest minute is not there yet. */
const late = (series: Series) => [...series.slice(0, -1), undefined];

describe("the rollback alarms of a service", () => {
  it("are the ones that the configuration names, and no others", async () => {
    const names = async (rollbackOn: readonly (typeof everySignal)[number][]) =>
      chosen(await declareWeb({ objectives, rollbackOn }), "api/api-service");
    assert.deepEqual(await names([]), undefined);
    assert.deepEqual(await names(["latency"]), ["shop-staging-api-rollback-latency"]);
    assert.deepEqual(await names(everySignal), [
      "shop-staging-api-rollback-errors",
      "shop-staging-api-rollback-latency",
      "shop-staging-api-rollback-unhealthy-tasks",
    ]);
  });

  it("are there before the service, which names them, and know nothing that comes after it", async () => {
    const declared = await declareWeb({ objectives, rollbackOn: everySignal });
    const service = at(declared, "api/api-service");
    for (const alarm of ofType(declared, "MetricAlarm").filter(({ name }) => name.includes("-rollback-"))) {
      assert(service.dependsOn.includes(alarm.urn), alarm.name);
      assert(!alarm.dependsOn.includes(service.urn), alarm.name);
    }
  });

  it("ring after two bad minutes and tell nobody, while those behind the page wait for four", async () => {
    const declared = await declareWeb({ objectives, rollbackOn: ["errors"] });
    const numbers = (path: string) => {
      const { inputs } = at(declared, path);
      return [inputs.threshold, inputs.datapointsToAlarm, inputs.evaluationPeriods, inputs.alarmActions];
    };
    assert.deepEqual(numbers("api/api-rollback-errors"), [5, 2, 3, undefined]);
    assert.deepEqual(numbers("api/api-errors"), [5, 4, 5, []]);
  });

  it("are quiet at rest, since ECS looks away from an alarm that rings when a deployment starts", async () => {
    const declared = await declareWeb({ objectives, rollbackOn: everySignal });
    const missing = ofType(declared, "MetricAlarm")
      .filter(({ name }) => name.includes("-rollback-"))
      .map(({ inputs }) => inputs.treatMissingData);
    assert.deepEqual(missing, ["notBreaching", "notBreaching", "notBreaching"]);
  });

  it("look at both target groups, since a deployment moves from one to the other", async () => {
    const declared = await declareWeb({ objectives, rollbackOn: everySignal });
    const groups = ["api/api-targets", "api/api-targets-alternate"].map((path) => answered(declared, path).arnSuffix);
    for (const alarm of ["errors", "latency", "unhealthy-tasks"]) {
      const seen = queries(declared, `api/api-rollback-${alarm}`).flatMap(({ metric }) =>
        metric ? [metric.dimensions.TargetGroup] : [],
      );
      assert.deepEqual(new Set(seen), new Set(groups), alarm);
    }
  });

  it("tell nothing from a handful of requests, where one failure would be a rate", async () => {
    const declared = await declareWeb({ objectives, rollbackOn: ["errors", "latency"] });
    const few = { requestssecond: minutes(20), errorssecond: minutes(20), latencysecond: minutes(9) };
    const enough = { ...few, requestssecond: minutes(21) };
    for (const alarm of ["errors", "latency"]) {
      assert.equal(rings(declared, `api/api-rollback-${alarm}`, few), false, alarm);
      assert.equal(rings(declared, `api/api-rollback-${alarm}`, enough), true, alarm);
    }
  });

  it("see that a canary fails, though it has so few of all requests that their rate stays low", async () => {
    const canary = { requestsfirst: minutes(950), requestssecond: minutes(50), errorssecond: minutes(25) };
    const declared = await declareWeb({ objectives: { errorPercent: 10 }, rollbackOn: ["errors"] });
    assert.equal(rings(declared, "api/api-rollback-errors", canary), true);
    assert.equal(rings(declared, "api/api-rollback-errors", { ...canary, errorssecond: minutes(4) }), false);
  });

  it("ring although the newest minute is not there yet, which CloudWatch would fill with a good one", async () => {
    const declared = await declareWeb({ objectives, rollbackOn: everySignal });
    const bad = { requestsfirst: 100, errorsfirst: 50, latencyfirst: 9, unhealthyfirst: 1 };
    const metrics = Object.fromEntries(Object.entries(bad).map(([id, number]) => [id, late(minutes(number))]));
    const names = ["errors", "latency", "unhealthy", "rollback-errors", "rollback-latency", "rollback-unhealthy-tasks"];
    assert.deepEqual(
      names.filter((name) => !rings(declared, `api/api-${name}`, metrics)),
      [],
    );
  });

  it("wait for a slow start: a task may fail its checks as long as its grace lasts", async () => {
    const minutes = async (graceSeconds: number) => {
      const health = {
        path: "/",
        codes: "200",
        intervalSeconds: 10,
        timeoutSeconds: 5,
        healthyAfter: 2,
        unhealthyAfter: 2,
      };
      const declared = await declareWeb({ health: { ...health, graceSeconds }, rollbackOn: ["unhealthyTasks"] });
      return at(declared, "api/api-rollback-unhealthy-tasks").inputs.datapointsToAlarm;
    };
    assert.deepEqual([await minutes(0), await minutes(300)], [2, 7]);
  });

  it("of a worker count tasks that ended, of which one alone is an accident", async () => {
    const declared = await declareWorker({ rollbackOn: ["restarts"] });
    const { inputs } = at(declared, "mail/mail-rollback-restarts");
    assert.deepEqual(
      [inputs.metricName, inputs.datapointsToAlarm, inputs.evaluationPeriods],
      ["task-events-stopped", 2, 5],
    );
    assert.deepEqual(chosen(declared, "mail/mail-service"), ["shop-staging-mail-rollback-restarts"]);
  });

  it("count nothing that ended in a web service, whose health checks tell", async () => {
    const alarms = ofType(await declareWeb({ objectives, rollbackOn: everySignal }), "MetricAlarm");
    assert(alarms.every(({ inputs }) => inputs.metricName !== "task-events-stopped"));
    await assert.rejects(declareWeb({ rollbackOn: ["restarts"] }), /"restarts" is none of/);
  });

  it("take the age of the oldest message where its format carries a time", async () => {
    const age = { namespace: "slipway/shop-staging", metricName: "QueueAgeSeconds", dimensions: { Service: "mail" } };
    const depth = { ...age, metricName: "QueueDepth" };
    const declared = await declareWorker({ objectives, rollbackOn: ["queueAge"] }, { queue: { depth, age } });
    const { inputs } = at(declared, "mail/mail-rollback-queue-age");
    assert.deepEqual([inputs.metricName, inputs.threshold, inputs.evaluationPeriods], ["QueueAgeSeconds", 60, 3]);
    assert.equal(at(declared, "mail/mail-queue-age").inputs.evaluationPeriods, 5);
    await assert.rejects(declareWorker({ objectives, rollbackOn: ["queueAge"] }), /"queueAge" is none of restarts/);
  });

  it("are switched off in a rollback, which they would take back to what was found to be bad", async () => {
    const alarms = async (own: { readonly isGoingBack?: true }) =>
      at(await declareWeb({ objectives, rollbackOn: ["latency"], ...own }), "api/api-service").inputs.alarms;
    const alarmNames = ["shop-staging-api-rollback-latency"];
    assert.deepEqual(await alarms({ isGoingBack: true }), { alarmNames, enable: false, rollback: false });
    assert.deepEqual(await alarms({}), { alarmNames, enable: true, rollback: true });
  });

  it("are those of the databases that the service uses, when it goes back for them", async () => {
    const declared = await declareWeb({ rollbackOn: ["databaseDown"] });
    assert.deepEqual(chosen(declared, "api/api-service"), ["shop-staging-main-down"]);
  });
});

describe("the alarms of a web service that has promised nothing", () => {
  it("are those on its tasks alone", async () => {
    const names = ofType(await declareWeb(), "MetricAlarm").map(({ name }) => name);
    assert.deepEqual(names.sort(), ["api-deploying", "api-memory", "api-not-running", "api-unhealthy"]);
  });
});
