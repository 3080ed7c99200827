import assert from "node:assert/strict";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { prefix, SmallApp } from "../support/end-to-end/small-app.ts";
import { changes } from "../support/end-to-end/steps.ts";

/** A release that goes wrong, what is said of it, and whose service it is about. */
interface Case {
  readonly title: string;
  readonly fault: object;
  readonly service: "api" | "worker";
  readonly says: readonly RegExp[];
  /** ECS has not given up, and gets there without another update. */
  readonly goesOn?: true;
}

const cases: readonly Case[] = [
  {
    title: "whose image cannot be pulled",
    fault: { fault: "pull", on: `${prefix}-api`, says: "pull access denied" },
    service: "api",
    says: [
      /api was not deployed: /,
      /Service deployment rolled back because the circuit breaker threshold was exceeded\./,
      /stopped: TaskFailedToStart, CannotPullContainerError: .* ghcr\.io\/acme\/shop-api@sha256:\w+: pull access denied/,
      /what to do: the image cannot be pulled: check that its digest is in the registry/,
    ],
  },
  {
    title: "whose worker ends with an exit code",
    fault: { fault: "exit", on: `${prefix}-worker`, exitCode: 3, says: "KeyError: 'QUEUE_URL'" },
    service: "worker",
    says: [
      /worker was not deployed: /,
      /container worker: exit code 3/,
      /last log lines in \/slipway\/shop-staging\/worker:\s+KeyError: 'QUEUE_URL'/,
      /what to do: the process ended by itself: repair what its last log lines say/,
    ],
  },
  {
    title: "whose health check never passes",
    fault: { fault: "unhealthy", on: `${prefix}-api`, says: "GET /health 503" },
    service: "api",
    says: [
      /Task failed ELB health checks in \(target-group /,
      /the load balancer sends nothing to [\d.]+:8000: unhealthy, Target\.FailedHealthChecks: Health checks failed/,
      /GET \/health 503/,
      /what to do: the health check never passed: compare health\.path, port/,
    ],
  },
  {
    title: "during which an alarm rings",
    fault: { fault: "alarm", on: `${prefix}-api*` },
    service: "api",
    says: [
      /Service deployment rolled back because an alarm was triggered\./,
      /alarm shop-staging-api\S* ended the deployment/,
      /alarm shop-staging-api\S* rings: Threshold Crossed/,
      /what to do: look at what the alarm watches/,
    ],
  },
  {
    title: "for which Fargate has no capacity",
    // What ECS tries between two runs counts too.
    fault: { fault: "capacity", on: `${prefix}-api`, times: 9 },
    service: "api",
    goesOn: true,
    says: [
      /timeout while waiting for state to become 'tfSTABLE'/,
      /was unable to place a task\. Reason: Capacity is unavailable at this time/,
      /what to do: AWS has no capacity for such a task now: try again later/,
    ],
  },
  {
    title: "that ECS takes back without the provider noticing",
    fault: { fault: "silentRollback", on: `${prefix}-api` },
    service: "api",
    says: [
      /api was not deployed: it is steady, but does not run the revision that it was told to/,
      /it runs \d of \d tasks of shop-staging-api:\d+, not shop-staging-api:\d+/,
      /deployment: ECS went back to the revision before/,
      /what to do: /,
    ],
  },
];

describeOnEngine("a release in bad weather", () => {
  let app: SmallApp;
  before(() => {
    app = new SmallApp();
  });
  after(() => app.remove());

  it("finds an app that serves", async () => {
    await app.up();
    assert.match(app.serving("api"), /^shop-staging-api:\d+$/);
  });

  it("touches no service when its migration exits 1, and says with its last words how it ended", async () => {
    const before = [app.serving("api"), app.serving("worker")];
    app.release();
    const fault = { fault: "exit", on: `${prefix}-main-migration-task`, says: 'relation "invoices" does not exist' };
    const stderr = await app.fails(fault);
    assert.match(stderr, /main-migration.* did not end well:/);
    assert.match(stderr, /exit code 1\b/);
    assert.match(stderr, /relation "invoices" does not exist/);
    assert.deepEqual([app.serving("api"), app.serving("worker")], before);
    const { steps } = await app.up();
    assert.ok(changes(steps).includes("update main-migration-record"), "the migration is tried again");
    assert.notEqual(app.serving("api"), before[0]);
  });

  for (const { title, fault, service, says, goesOn = false } of cases) {
    it(`says why and what to do, goes on serving, and comes up once the fault is gone: a release ${title}`, async () => {
      const before = app.serving(service);
      app.release();
      const stderr = await app.fails(fault);
      for (const sentence of says) {
        assert.match(stderr, sentence);
      }
      assert.equal(app.serving(service), before, "the old version serves");
      if (goesOn) {
        const again = await app.fails(fault);
        assert.match(again, /api: its last deployment has not come to an end, so it is deployed again/);
      }
      const { steps } = await app.up();
      const updated = changes(steps).includes(`update ${service}-service`);
      assert.equal(updated, !goesOn, "no deployment that ECS gave up is taken for a good one");
      assert.notEqual(app.serving(service), before, "the new version serves");
    });
  }

  it("is warned of an alarm that rings already, because ECS does not look at it", async () => {
    app.release();
    const { code, stderr, stdout } = await app.try({ fault: "ringing", on: `${prefix}-api*` });
    assert.equal(code, 0, stderr);
    assert.match(
      stderr + stdout,
      /alarm shop-staging-api\S* rings already, so ECS does not look at it in this deployment of api: /,
    );
  });
});
