import assert from "node:assert/strict";
import type { ServiceReport } from "../../cloud/cloud.ts";
import { asItRuns, refuseAsleep, runTargetOf } from "../../operate/run-target.ts";
import type { DeployedState } from "../../promotion/history/deployed-state.ts";
import { operatedStack } from "./default-stack.ts";

const task = (name: string) => ({
  name,
  cluster: "shop-cluster",
  taskDefinition: `arn:aws:ecs:eu-north-1:111111111111:task-definition/shop-${name}:8`,
  images: { [name]: "ghcr.io/acme/shop@sha256:1" },
  container: name,
  network: { subnets: ["subnet-1"], securityGroups: ["sg-1"] },
});
const state: DeployedState = {
  services: [{ ...task("api"), service: "shop-api" }],
  jobs: [task("nightly")],
  migrations: [task("main")],
  alarms: [],
};
const report: ServiceReport = {
  taskDefinition: "arn:aws:ecs:eu-north-1:111111111111:task-definition/shop-api:7",
  runningCount: 1,
  desiredCount: 1,
  deployment: "rolledBack",
  triggeredAlarms: [],
  stoppedTasks: [],
  unhealthyTargets: [],
  events: [],
  problems: [],
};

describe("what a command is run with", () => {
  it("is a service, a job, or a migration, of which there must never be two at once", () => {
    assert.equal(runTargetOf(state, "api", "staging").alone, false);
    assert.equal(runTargetOf(state, "nightly", "staging").alone, false);
    assert.equal(runTargetOf(state, "main/migrate", "staging").alone, true);
  });

  it("is refused for another name, with those that are deployed", () => {
    assert.throws(() => runTargetOf(state, "main", "staging"), {
      name: "UserError",
      message:
        'staging has no main that a command can be run with (did you mean "main/migrate"?): there is api, nightly, main/migrate; name one of these, or deploy it first',
    });
    assert.throws(() => runTargetOf({ ...state, services: [], jobs: [], migrations: [] }, "api", "staging"), {
      message: "staging has no api that a command can be run with: there is none yet, so deploy one first",
    });
  });

  it("is the revision that runs, after ECS has taken back the one of the state", async () => {
    const cloud = { service: async () => report };
    assert.match((await asItRuns(runTargetOf(state, "api", "staging"), state, cloud)).taskDefinition, /shop-api:7$/);
    assert.match((await asItRuns(runTargetOf(state, "nightly", "staging"), state, cloud)).taskDefinition, /nightly:8$/);
  });
});

describe("a stack that sleeps", () => {
  const sleep = { from: "19:00", to: "07:00", timeZone: "UTC" };
  const of = operatedStack("staging", { sleep: sleep as never });
  const wants = (desiredCount: number) => ({ service: async () => ({ ...report, desiredCount }) });

  it("runs no command, because its database sleeps too, and says how it is woken", async () => {
    await assert.rejects(refuseAsleep(of, wants(0)), {
      name: "UserError",
      message:
        "staging sleeps, its databases too (environment.cost.sleep): wake it first with npx slipway wake staging",
    });
  });

  it("runs them while it is awake, and where it never sleeps", async () => {
    await refuseAsleep(of, wants(1));
    const { sleep: _, ...awake } = of.stack;
    await refuseAsleep({ ...of, stack: awake }, wants(0));
  });
});
