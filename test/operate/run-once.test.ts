import assert from "node:assert/strict";
import type { LogPage, TaskLook, TaskOrder } from "../../cloud/operations.ts";
import { type RunOnce, runOnce } from "../../operate/run-once.ts";

const order: TaskOrder = {
  name: "api",
  cluster: "shop-staging-cluster",
  taskDefinition: "arn:aws:ecs:eu-north-1:111111111111:task-definition/shop-staging-api:7",
  subnets: ["subnet-1"],
  securityGroups: ["sg-1"],
  container: "api",
  command: ["rails", "db:check"],
  startedBy: "run/Anna",
  alone: false,
};
const run: RunOnce = {
  order,
  source: { name: "api", logGroup: "/slipway/shop-staging/api", streams: "api/api/" },
  timeoutMilliseconds: 10_000,
};
const ended = (own: object = {}): TaskLook => ({
  status: "STOPPED",
  stopped: { stopCode: "EssentialContainerExited", exitCode: 0, ...own },
});
const page = (...texts: readonly string[]): LogPage => ({
  lines: texts.map((text, at) => ({ id: text, at: 1_000_000 + at, stream: "api/api/0a1b", text })),
});

/** Runs it with looks and pages in order; the last of each is given again and again. A pause is so many seconds. */
async function ran(
  looks: readonly (TaskLook | Error | undefined)[],
  pages: readonly (LogPage | Error)[],
  { interruptAt = Number.POSITIVE_INFINITY, stopping = "" } = {},
) {
  const said: string[] = [];
  const printed: string[] = [];
  const stops: string[] = [];
  const asked = { looks: 0, pages: 0 };
  const from: number[] = [];
  const interruption = new AbortController();
  let now = 1_000_000;
  if (now >= interruptAt) interruption.abort();
  const next = <T>(list: readonly (T | Error)[], of: "looks" | "pages"): T => {
    const found = list[Math.min(asked[of]++, list.length - 1)];
    if (found instanceof Error) throw found;
    return found as T;
  };
  const result = await runOnce(run, {
    cloud: {
      startTask: async () => "arn:aws:ecs:eu-north-1:111111111111:task/shop-staging-cluster/0a1b",
      lookAtTask: async () => next(looks, "looks"),
      stopTask: async (_, reason) => {
        stops.push(reason);
        if (stopping !== "") throw new Error(stopping);
      },
      logLines: async ({ streams, ...query }) => {
        assert.equal(streams, "api/api/0a1b");
        from.push(query.from);
        return next(pages, "pages");
      },
    },
    pause: async (milliseconds) => {
      now += milliseconds;
      if (now >= interruptAt) interruption.abort();
    },
    now: () => now,
    say: (sentence) => said.push(sentence),
    print: ({ text }) => printed.push(text),
    interrupted: interruption.signal,
  }).then(
    ({ exitCode }) => exitCode,
    (error: Error) => error.message,
  );
  return { result, said, printed, stops, from };
}

describe("a command in a task of its own", () => {
  it("prints each line once while it runs, also those that come after its end, and has the container's exit code", async () => {
    const { result, said, printed } = await ran(
      [undefined, { status: "PENDING" }, { status: "RUNNING" }, { status: "RUNNING" }, ended({ exitCode: 3 })],
      [page(), page("one"), page("one", "two"), page("one", "two"), page("one", "two", "three")],
    );
    assert.equal(result, 3);
    assert.deepEqual(printed, ["one", "two", "three"]);
    assert.deepEqual(said, [
      "task 0a1b of shop-staging-api:7 is on its way",
      "task 0a1b: pending",
      "task 0a1b: running",
    ]);
  });

  it("waits for lines that come late, but not for ever, because a command may write nothing", async () => {
    assert.deepEqual((await ran([ended()], [page(), page(), page("late")])).printed, ["late"]);
    assert.equal((await ran([ended()], [page()])).result, 0);
  });

  it("that never ran is a mistake with ECS's reason, and no exit code of the command's", async () => {
    const stoppedReason = "CannotPullContainerError: not found";
    const { result } = await ran(
      [{ status: "STOPPED", stopped: { stopCode: "TaskFailedToStart", stoppedReason } }],
      [page()],
    );
    assert.equal(
      result,
      "task 0a1b stopped: TaskFailedToStart\nno exit code: the container never ran\nreason: CannotPullContainerError: not found",
    );
  });

  it("has its exit code also where its log cannot be read, because that is what matters more", async () => {
    const { result, said } = await ran(
      [{ status: "RUNNING" }, ended({ exitCode: 4 })],
      [new Error("no access to logs")],
    );
    assert.equal(result, 4);
    assert.deepEqual(said.slice(2), ["its log cannot be read: no access to logs"]);
  });

  it("that cannot be watched any more may still run, and is named with what stops it", async () => {
    const { result } = await ran([{ status: "RUNNING" }, new Error("no network")], [page()]);
    assert.equal(
      result,
      'api: task 0a1b can no longer be watched (no network): it may still run; stop it with "aws ecs stop-task --cluster shop-staging-cluster --task arn:aws:ecs:eu-north-1:111111111111:task/shop-staging-cluster/0a1b"',
    );
  });

  it("is stopped once when it takes too long, and what it wrote until then is printed", async () => {
    const running = { status: "RUNNING" };
    const looks = [...Array(8).fill(running), ended({ stopCode: "UserInitiated", exitCode: 137 })];
    const { result, stops, printed } = await ran(looks, [page("begun")]);
    assert.deepEqual(stops, ["it took longer than it may: give it more with --timeout"]);
    assert.equal(result, "api: task 0a1b was stopped, because it took longer than it may: give it more with --timeout");
    assert.deepEqual(printed, ["begun"]);
  });

  it("is stopped by Ctrl-C, because nobody would stop it otherwise", async () => {
    const looks = [...Array(3).fill({ status: "RUNNING" }), ended({ stopCode: "UserInitiated", exitCode: 143 })];
    const { result, stops, said } = await ran(looks, [page()], { interruptAt: 1_002_000 });
    assert.deepEqual(stops, ["you interrupted it"]);
    assert.equal(said.at(-1), "telling task 0a1b to stop: you interrupted it");
    assert.equal(result, "api: task 0a1b was stopped, because you interrupted it");
  });

  it("is watched on after the network was away for a while, because its exit code would be lost", async () => {
    const away = new Error("no network");
    const { result, said } = await ran(
      [{ status: "RUNNING" }, away, away, { status: "RUNNING" }, ended({ exitCode: 3 })],
      [page()],
    );
    assert.equal(result, 3);
    assert.deepEqual(said.slice(1), [
      "task 0a1b: running",
      "task 0a1b cannot be seen (no network): looking again",
      "task 0a1b: running",
    ]);
  });

  it("does not read its whole log each time, which takes ever longer where much is written", async () => {
    const running = { status: "RUNNING" };
    const lines = (...ats: readonly number[]) => ({
      lines: ats.map((at) => ({ id: `${at}`, at, stream: "api/api/0a1b", text: `${at}` })),
    });
    const { from, printed } = await ran(
      [running, running, ended()],
      [lines(1_000_000, 1_500_000), lines(1_485_000, 1_500_000, 1_501_000)],
    );
    assert.deepEqual(from.slice(0, 3), [940_000, 1_485_000, 1_486_000]);
    assert.deepEqual(printed, ["1000000", "1500000", "1485000", "1501000"]);
  });

  it("is not started at all when nobody wants it any more", async () => {
    const { result, stops, said } = await ran([ended()], [page()], { interruptAt: 0 });
    assert.equal(result, "api: no task was started, because you interrupted it");
    assert.deepEqual([stops, said], [[], []]);
  });

  it("that cannot be stopped still runs, and is named with what stops it", async () => {
    const { result } = await ran([{ status: "RUNNING" }], [page()], { interruptAt: 1_002_000, stopping: "no network" });
    assert.equal(
      result,
      'api: task 0a1b cannot be stopped (no network): it may still run; stop it with "aws ecs stop-task --cluster shop-staging-cluster --task arn:aws:ecs:eu-north-1:111111111111:task/shop-staging-cluster/0a1b"',
    );
  });
});
