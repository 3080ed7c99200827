import assert from "node:assert/strict";
import { awsCloud } from "../../cloud/aws.ts";
import type { OneOffTask } from "../../cloud/cloud.ts";
import { type FakeAws, refused, startFakeAws, unheard } from "./fake-aws.ts";
import { accountId, region, withCredentials } from "./on-moto.ts";

const taskArn = (id: string) => `arn:aws:ecs:${region}:${accountId}:task/shop-staging/${id}`;
const definition = (revision: number) =>
  `arn:aws:ecs:${region}:${accountId}:task-definition/shop-staging-migrate:${revision}`;
const task: OneOffTask = {
  name: "main-migration",
  cluster: "shop-staging",
  taskDefinition: definition(7),
  subnets: ["subnet-1"],
  securityGroups: ["sg-1"],
  container: "migrate",
  startedBy: "main-migration-0a1b2c3d",
  timeoutMinutes: 1,
};

/** A task as ECS tells of it. */
interface Standing {
  readonly taskDefinitionArn: string;
  readonly startedBy: string;
  readonly desiredStatus: "RUNNING" | "STOPPED";
  readonly group?: string;
  lastStatus: string;
  readonly exitCode?: number;
  /** How often it is looked at until it has stopped. */
  looks: number;
}
const left = { taskDefinitionArn: definition(7), startedBy: task.startedBy, desiredStatus: "RUNNING" } as const;

describe("a task on AWS that an earlier run left behind", () => {
  let ecs: FakeAws;
  let attempts: string | undefined;
  withCredentials();
  before(async () => {
    attempts = process.env.AWS_MAX_ATTEMPTS;
    process.env.AWS_MAX_ATTEMPTS = "1";
    ecs = await startFakeAws();
  });
  after(() => {
    if (attempts === undefined) {
      delete process.env.AWS_MAX_ATTEMPTS;
    } else {
      process.env.AWS_MAX_ATTEMPTS = attempts;
    }
    return ecs.stop();
  });

  const cloud = () => awsCloud({ accountId, region, endpoint: ecs.url, pause: async () => {} });
  /** What was done, in order, with the task it was done to. */
  const steps = () =>
    ecs.calls
      .filter(({ operation }) => ["RunTask", "StopTask"].includes(operation))
      .map(({ operation, body }) => [operation, ...(typeof body.task === "string" ? [body.task] : [])].join(" "));

  /** A cluster in which these tasks stand, by their id; RunTask adds "new". */
  function standing(tasks: Record<string, Standing>, more: Parameters<FakeAws["answer"]>[0] = {}) {
    const started: string[] = [];
    const look = (arn: string) => {
      const id = arn.split("/").at(-1) ?? "";
      const one = tasks[id] ?? assert.fail(`no task ${id}`);
      one.looks--;
      if (one.looks < 0) one.lastStatus = "STOPPED";
      const containers = [{ name: "migrate", exitCode: one.exitCode ?? 0 }];
      return { taskArn: arn, ...one, ...(one.looks < 0 ? { stopCode: "EssentialContainerExited", containers } : {}) };
    };
    ecs.answer({
      ListTasks: ({ family, startedBy, desiredStatus }) => {
        assert.deepEqual({ family, startedBy }, { family: "shop-staging-migrate", startedBy: undefined });
        const ids = Object.entries(tasks).filter(([, one]) => one.desiredStatus === desiredStatus);
        return { taskArns: ids.map(([id]) => taskArn(id)) };
      },
      DescribeTasks: ({ tasks: asked }) => ({ tasks: (asked as string[]).map(look) }),
      RunTask: () => {
        started.push(
          ...Object.entries(tasks)
            .filter(([, { lastStatus }]) => lastStatus !== "STOPPED")
            .map(([id]) => id),
        );
        tasks.new = { ...left, lastStatus: "RUNNING", looks: 1 };
        return { tasks: [{ taskArn: taskArn("new") }], failures: [] };
      },
      ...more,
    });
    return { besideNew: started };
  }

  it("is waited for instead of a second one, and its end is the outcome, because a killed update stops no task", async () => {
    const said: string[] = [];
    standing({ old: { ...left, lastStatus: "RUNNING", looks: 3, exitCode: 3 } });
    const { taskArn: ran, exitCode } = await cloud().runTask(task, (sentence) => said.push(sentence));
    assert.deepEqual({ ran, exitCode, steps: steps() }, { ran: taskArn("old"), exitCode: 3, steps: [] });
    assert.deepEqual(said, [
      `main-migration: task ${taskArn("old")} of an earlier run is still running: waiting for that one`,
    ]);
  });

  const others: Readonly<Record<string, Partial<Standing>>> = {
    "of another revision": { taskDefinitionArn: definition(6) },
    "of the same revision for another record": { startedBy: "main-migration-ffffffff" },
    "that is being stopped": { desiredStatus: "STOPPED" },
  };
  for (const [which, other] of Object.entries(others)) {
    it(`${which} has stopped before the new one starts, because two must not overlap`, async () => {
      const said: string[] = [];
      const { besideNew } = standing({ old: { ...left, lastStatus: "RUNNING", looks: 3, ...other } });
      const { taskArn: ran } = await cloud().runTask(task, (sentence) => said.push(sentence));
      assert.deepEqual({ ran, besideNew, steps: steps() }, { ran: taskArn("new"), besideNew: [], steps: ["RunTask"] });
      assert.match(said[0] ?? "", /\/old of shop-staging-migrate:\d is still running: waiting until it has stopped$/);
    });
  }

  for (const [whose, group] of [
    ["a service keeps it running, beside which a command is run", "service:shop-staging-api"],
    ["a person runs it, for whom nobody has to wait", "slipway-run"],
  ] as const) {
    it(`has no bearing where ${whose}`, async () => {
      standing({ old: { ...left, group, lastStatus: "RUNNING", looks: 100 } });
      assert.equal((await cloud().runTask(task, unheard)).taskArn, taskArn("new"));
    });
  }

  it("has no bearing once it has stopped", async () => {
    standing({ old: { ...left, lastStatus: "STOPPED", looks: 0 } });
    assert.equal((await cloud().runTask(task, unheard)).taskArn, taskArn("new"));
  });

  it("of another revision that does not end keeps the new one from starting, and is named", async () => {
    standing({ old: { ...left, lastStatus: "RUNNING", looks: 100, taskDefinitionArn: definition(6) } });
    await assert.rejects(cloud().runTask({ ...task, timeoutMinutes: 0 }, unheard), {
      message: `main-migration: task ${taskArn("old")} of shop-staging-migrate:6 is still running after 0 minutes, and two must not run at once: wait for it, or stop it with "aws ecs stop-task --cluster shop-staging --task ${taskArn("old")}"`,
    });
    assert.deepEqual(steps(), []);
  });

  it("may be there when it cannot be looked for, so none is started", async () => {
    standing(
      {},
      {
        ListTasks: () => {
          throw refused("AccessDeniedException", "not authorized to perform: ecs:ListTasks");
        },
      },
    );
    await assert.rejects(cloud().runTask(task, unheard), {
      message:
        "main-migration: ECS does not say which tasks of shop-staging-migrate run in cluster shop-staging, so none is started: not authorized to perform: ecs:ListTasks",
    });
    assert.deepEqual(steps(), []);
  });

  describe("when a look at it fails", () => {
    const looksThat = (fail: () => Error, times: number) => {
      let looks = 0;
      standing(
        {},
        {
          RunTask: () => ({ tasks: [{ taskArn: taskArn("new") }], failures: [] }),
          DescribeTasks: () => {
            looks++;
            if (looks <= times) throw fail();
            const containers = [{ name: "migrate", exitCode: 0 }];
            const stopped = { lastStatus: "STOPPED", stopCode: "EssentialContainerExited", containers };
            return { tasks: [{ taskArn: taskArn("new"), ...stopped }] };
          },
        },
      );
    };

    it("is looked at again as long as that may pass, because it goes on running meanwhile", async () => {
      looksThat(() => refused("ThrottlingException", "Rate exceeded"), 5);
      assert.equal((await cloud().runTask(task, unheard)).exitCode, 0);
    });

    it("is stopped at its time-out, with what ECS answered last", async () => {
      looksThat(() => refused("ThrottlingException", "Rate exceeded"), 1);
      await assert.rejects(cloud().runTask({ ...task, timeoutMinutes: 0 }, unheard), {
        message: /\(it was not seen, then ECS answered: Rate exceeded\): it was stopped;/,
      });
      assert.deepEqual(steps(), ["RunTask", `StopTask ${taskArn("new")}`]);
    });

    it("is given up at once when that will not pass, and left to the next run to find", async () => {
      looksThat(() => refused("ExpiredTokenException", "The security token is expired"), 5);
      await assert.rejects(cloud().runTask(task, unheard), {
        message: `task ${taskArn("new")} can no longer be watched (The security token is expired): it may still be running, and the next run waits for it`,
      });
    });
  });
});
