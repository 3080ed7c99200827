import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as settings from "@pulumi/pulumi/runtime/settings.js";
import type { Cloud, RingingAlarm, ServiceReport } from "../../cloud/cloud.ts";
import { deployHooks, targetsGuard } from "../../components/deploy-hooks.ts";
import { cloudWith } from "../support/around-service.ts";
import { declareComponent } from "../support/declare-stack.ts";

/** The SDK's typings leave it out. */
const { _setIsDryRun: setIsDryRun } = settings as unknown as { _setIsDryRun(preview: boolean): void };

const wanted = "arn:aws:ecs:eu-north-1:111111111111:task-definition/api:8";
const before = "arn:aws:ecs:eu-north-1:111111111111:task-definition/api:7";
const healthy: ServiceReport = {
  taskDefinition: wanted,
  runningCount: 2,
  desiredCount: 2,
  deployment: "successful",
  triggeredAlarms: [],
  stoppedTasks: [],
  unhealthyTargets: [],
  events: [],
  problems: [],
};
const rings: RingingAlarm = { name: "api-rollback-errors", reason: "7 over 5" };

type When = "beforeCreate" | "afterUpdate" | "onError";

/** Runs the hooks of one moment, and answers what was logged. */
async function run(
  when: When,
  own: Partial<Cloud>,
  error = "rolled back because the circuit breaker threshold",
  preview = false,
): Promise<string[]> {
  const told: string[] = [];
  const { warn, error: fail } = pulumi.log;
  const keep = async (sentence: string) => void told.push(sentence);
  let ran: Promise<unknown> = Promise.resolve();
  Object.assign(pulumi.log, { warn: keep, error: keep });
  try {
    await declareComponent(() => {
      const parent = new pulumi.ComponentResource("test:deploy-hooks:Parent", "parent");
      const hooks = deployHooks(
        "api",
        {
          cloud: cloudWith(own),
          cluster: pulumi.output("arn:cluster"),
          service: "shop-staging-api",
          definitionArn: pulumi.output(wanted),
          alarmNames: [pulumi.output(rings.name)],
        },
        { parent },
      );
      setIsDryRun(preview);
      ran = call(hooks, when, error);
      ran.catch(() => {});
    });
    await ran;
  } finally {
    Object.assign(pulumi.log, { warn, error: fail });
  }
  return told;
}

async function call(hooks: pulumi.ResourceHookBinding, when: When, error: string): Promise<void> {
  const about = { urn: "urn:1", id: "1", name: "api-service", type: "aws:ecs/service:Service" };
  if (when === "onError") {
    const args = { ...about, failedOperation: "update", errors: [error] };
    assert.deepEqual(await Promise.all((hooks.onError ?? []).map((hook) => hook.callback(args))), [false]);
    return;
  }
  for (const hook of hooks[when] ?? []) {
    assert(hook instanceof pulumi.ResourceHook);
    await hook.callback(about as pulumi.ResourceHookArgs);
  }
}

describe("the hooks of a service", () => {
  it("tell of alarms that ring already, since ECS looks away from them", async () => {
    const asked: (readonly string[])[] = [];
    const ringing = async (names: readonly string[]) => {
      asked.push(names);
      return [rings];
    };
    assert.deepEqual(await run("beforeCreate", { ringing }), [
      "alarm api-rollback-errors rings already, so ECS does not look at it in this deployment of api: 7 over 5",
    ]);
    assert.deepEqual(asked, [[rings.name]]);
  });

  it("do not stop a deployment because nobody may ask for alarms", async () => {
    const ringing = () => Promise.reject(new Error("AccessDenied"));
    assert.deepEqual(await run("beforeCreate", { ringing }), [
      "whether alarms of api ring already could not be asked: AccessDenied",
    ]);
  });

  it("let an update pass that runs what it was told to", async () => {
    const asked: unknown[] = [];
    const service: Cloud["service"] = async (...args) => {
      asked.push(args);
      return healthy;
    };
    assert.deepEqual(await run("afterUpdate", { service }), []);
    assert.deepEqual(asked, [[{ cluster: "arn:cluster", service: "shop-staging-api" }, wanted]]);
  });

  it("fail an update that ECS took back without a word, and say what runs", async () => {
    const service = async (): Promise<ServiceReport> => ({
      ...healthy,
      taskDefinition: before,
      deployment: "rolledBack",
    });
    await assert.rejects(run("afterUpdate", { service }), (error: Error) => {
      assert.match(error.message, /^api was not deployed: it is steady, but does not run the revision/);
      assert.match(error.message, /it runs 2 of 2 tasks of api:7, not api:8/);
      return true;
    });
  });

  it("fail an update whose service is not there", async () => {
    await assert.rejects(run("afterUpdate", {}), /why cannot be looked up: ECS knows no such service/);
  });

  it("explain a failure, with the provider's words first, and do not try again by themselves", async () => {
    const service = async (): Promise<ServiceReport> => ({ ...healthy, taskDefinition: before, reason: "alarm" });
    const [text = "", ...more] = await run("onError", { service, ringing: async () => [rings] });
    assert.deepEqual(more, []);
    assert.match(text, /^api was not deployed: rolled back because the circuit breaker threshold\n/);
    assert.match(text, /alarm api-rollback-errors rings: 7 over 5/);
    assert.match(text, /what to do: /);
  });

  it("ask and say nothing in a preview, where the engine calls an error hook too", async () => {
    const service = () => Promise.reject(new Error("asked"));
    assert.deepEqual(await run("onError", { service }, "refused", true), []);
  });

  it("still quote the provider when the cloud cannot be asked", async () => {
    const service = () => Promise.reject(new Error("ExpiredToken"));
    const [text = ""] = await run("onError", { service });
    assert.match(text, /rolled back because .*\nwhy cannot be looked up: ExpiredToken/);
  });
});

describe("the guard of a service's target groups", () => {
  const guarded = async (own: Partial<Cloud>) => {
    let ran: Promise<unknown> = Promise.resolve();
    await declareComponent(() => {
      const args = { cloud: cloudWith(own), cluster: "arn:cluster", service: "shop-staging-api" };
      ran = Promise.resolve(targetsGuard("api", args).callback({} as pulumi.ResourceHookArgs));
      ran.catch(() => {});
    });
    await ran;
  };

  it("refuses new ones under a service that runs, and says how to go about it", async () => {
    await assert.rejects(guarded({ service: async () => healthy }), {
      message:
        'api runs, and its target groups would be made again, as after a change of protocol or sticky: its listener rules cannot move to new ones without an outage. Put the old value back and do it in two steps: 1. declare a second service under another name with the new value and a route that nobody uses, and run "pulumi up"; 2. move the routes to it, take api out, and run "pulumi up" again',
    });
  });

  it("lets the first ones pass", async () => {
    await guarded({});
  });
});
