import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { OneOffTask, StoppedTask, WantedSnapshot } from "../../cloud/cloud.ts";
import { type OneOffRunArgs, oneOffRun } from "../../components/one-off-run.ts";
import { declareComponent } from "../support/declare-stack.ts";

const done: StoppedTask = { taskArn: "arn:t/1", stopCode: "EssentialContainerExited", exitCode: 0, lastLogLines: [] };

/** An output whose value the engine does not know, as in a preview. */
const unknown = pulumi.output(pulumi.unknown) as unknown as pulumi.Output<string>;

/** Runs the hook of a run, and answers what it asked the cloud for. */
async function hookOf(
  name: string,
  own: {
    record?: pulumi.Input<string>;
    definitionArn?: pulumi.Output<string>;
    outcome?: StoppedTask;
    /** Takes the snapshot that is asked for. */
    snapshot?: (wanted: WantedSnapshot) => Promise<void>;
    /** Version of the record before, as the engine knows it. */
    version?: number;
    /** What it runs on, and what it ran on before. */
    subject?: string;
    before?: string;
    isGoingBack?: boolean;
    tell?: (sentence: string) => void;
  } = {},
): Promise<OneOffTask[]> {
  const { info } = pulumi.log;
  Object.assign(pulumi.log, { info: async (sentence: string) => own.tell?.(sentence) });
  try {
    return await askedBy(name, own);
  } finally {
    Object.assign(pulumi.log, { info });
  }
}

function descriptionOf(subject: string | undefined): string {
  const usual = "What this run was of; a new value runs it again";
  return subject === undefined ? usual : `${usual}, and so does another one than ${subject}`;
}

async function askedBy(name: string, own: NonNullable<Parameters<typeof hookOf>[1]>): Promise<OneOffTask[]> {
  const asked: OneOffTask[] = [];
  const hooks: pulumi.ResourceHook[] = [];
  const cloud: OneOffRunArgs["place"]["cloud"] = {
    runTask: async (task) => {
      asked.push(task);
      return own.outcome ?? done;
    },
    snapshot: async (wanted) => own.snapshot?.(wanted),
  };
  let ran: Promise<unknown> = Promise.resolve();
  await declareComponent(() => {
    const parent = new pulumi.ComponentResource(
      "test:one-off-run:Parent",
      "parent",
      {},
      {
        transformations: [
          ({ opts }) => {
            hooks.push(...(opts.hooks?.beforeCreate ?? []).filter((hook) => hook instanceof pulumi.ResourceHook));
            return undefined;
          },
        ],
      },
    );
    oneOffRun(
      name,
      {
        place: {
          prefix: "shop-staging",
          cluster: { arn: pulumi.output("arn:cluster"), ready: [] },
          network: { privateSubnetIds: ["subnet-1", pulumi.output("subnet-2")], privateReady: [] },
          cloud,
        },
        task: {
          definitionArn: own.definitionArn ?? pulumi.output("arn:definition:7"),
          firewallId: pulumi.output("sg-1"),
          containerName: "migrate",
          ready: [],
        },
        record: own.record ?? "digest-1",
        timeoutMinutes: 10,
        after: [],
        ...(own.subject !== undefined && { subject: own.subject }),
        ...(own.isGoingBack !== undefined && { isGoingBack: own.isGoingBack }),
        ...(own.snapshot && { snapshotOf: pulumi.output("shop-staging-main") }),
      },
      { parent },
    );
    const [hook] = hooks;
    assert(hook);
    ran = Promise.resolve(
      hook.callback({
        urn: "urn:1",
        id: "1",
        name,
        type: "aws:ssm/parameter:Parameter",
        ...(own.version === undefined ? {} : { oldOutputs: { version: own.version } }),
        ...(own.before === undefined ? {} : { oldInputs: { description: descriptionOf(own.before) } }),
        newInputs: { description: descriptionOf(own.subject) },
      } as pulumi.ResourceHookArgs),
    );
    ran.catch(() => {});
  });
  await ran;
  return asked;
}

describe("a one-off run", () => {
  it("asks for its task with everything that outputs hold by then", async () => {
    const [{ startedBy, ...task } = assert.fail("it did not run")] = await hookOf("main-migration");
    assert.match(startedBy, /^main-migration-[0-9a-f]{8}$/);
    assert.deepEqual(task, {
      name: "main-migration",
      cluster: "arn:cluster",
      taskDefinition: "arn:definition:7",
      subnets: ["subnet-1", "subnet-2"],
      securityGroups: ["sg-1"],
      container: "migrate",
      timeoutMinutes: 10,
    });
  });

  it("is another one for another record, so that a task of the record before is not taken for it", async () => {
    const of = async (record: string) => (await hookOf("main-migration", { record }))[0]?.startedBy;
    assert.equal(await of("digest-1"), await of("digest-1"));
    assert.notEqual(await of("digest-1"), await of("digest-2"));
  });

  it("is another one on another thing, so that a replaced database is not left without its schema", async () => {
    const of = async (subject: string) => (await hookOf("main-migration", { subject }))[0]?.startedBy;
    assert.equal(await of("db-1"), await of("db-1"));
    assert.notEqual(await of("db-1"), await of("db-2"));
  });

  it("going back runs again only on another thing: on a new one nothing has run yet", async () => {
    const again = (before: string) => hookOf("main-migration", { isGoingBack: true, subject: "db-1", before });
    assert.equal((await again("db-1")).length, 0);
    assert.equal((await again("db-2")).length, 1);
    assert.equal((await hookOf("main-migration", { isGoingBack: true, subject: "db-1" })).length, 1);
  });

  it("fits what ECS takes for startedBy, whatever its name", async () => {
    const [task] = await hookOf(`${"long-".repeat(10)}migration`);
    assert.equal(task?.startedBy.length, 36);
  });

  it("fails with how its task ended", async () => {
    await assert.rejects(hookOf("main-migration", { outcome: { ...done, exitCode: 1 } }), {
      message:
        /^main-migration did not end well:\ntask 1 stopped: EssentialContainerExited\nexit code 1(?:.|\n)*\nwhat to do: nothing that waits for it was touched. Repair what it says and run "pulumi up" again, which runs it again; or put the release before back$/,
    });
  });

  it("fails with the reason when what it needs failed, instead of holding up the update for ever", async () => {
    const failed = pulumi.output(Promise.reject<string>(new Error("no such revision")));
    await assert.rejects(hookOf("main-migration", { definitionArn: failed }), {
      message: "main-migration did nothing, because what it needs failed: no such revision",
    });
  });

  it("fails when what it needs is not known, instead of holding up the update for ever", async () => {
    await assert.rejects(hookOf("main-migration", { definitionArn: unknown }), {
      message: 'main-migration: what it needs is not known yet, so it did nothing: run "pulumi up" again',
    });
  });

  it("shows what its task said last when it ended well too, since a migration says what it did", async () => {
    const told: string[] = [];
    const outcome = { ...done, lastLogLines: ["upgrade 1a2b -> 3c4d"] };
    await hookOf("main-migration", { outcome, tell: (sentence) => told.push(sentence) });
    assert.deepEqual(told, ["main-migration ended well: last log lines:\n  upgrade 1a2b -> 3c4d"]);
  });

  describe("with a snapshot before it", () => {
    const nameOf = async (own: { record?: string; version?: number }) => {
      const taken: WantedSnapshot[] = [];
      await hookOf("main-migration", { ...own, snapshot: async (wanted) => void taken.push(wanted) });
      const [{ name, database } = assert.fail("none was taken")] = taken;
      assert.equal(database, "shop-staging-main");
      return name;
    };

    it("takes the same one when it is tried again, which is of before the first attempt", async () => {
      assert.match(await nameOf({ version: 3 }), /^shop-staging-main-before-[0-9a-f]{8}$/);
      assert.equal(await nameOf({ version: 3 }), await nameOf({ version: 3 }));
    });

    it("takes another one for another record, and for one that is gone back to", async () => {
      const first = await nameOf({ record: "digest-1", version: 1 });
      assert.notEqual(await nameOf({ record: "digest-2", version: 1 }), first);
      assert.notEqual(await nameOf({ record: "digest-1", version: 3 }), first);
      assert.notEqual(await nameOf({ record: "digest-1" }), first);
    });

    it("does not run when none could be taken", async () => {
      const asked: string[] = [];
      const failed = hookOf("main-migration", {
        snapshot: () => Promise.reject(new Error("it is stopped")),
        tell: (sentence) => asked.push(sentence),
      });
      await assert.rejects(failed, { message: "it is stopped" });
      assert.deepEqual(asked, []);
    });
  });
});
