import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { recoverCommand, waitForUpdate, waitWhileHeld } from "../../promotion/history/running-update.ts";
import { parts } from "../../sandbox/run/workspace.ts";

const since = "2026-11-21T18:42:14Z";

describe("an update that runs", () => {
  let root: string;
  const children: ChildProcess[] = [];
  const locks = () => join(root, "backend/.pulumi/locks/organization/harbour/staging");
  /** The engine's lock in the folder of a backend. */
  const lock = (pid: number, host = hostname(), folder = locks()): (() => void) => {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `${pid}.json`);
    writeFileSync(file, JSON.stringify({ pid, username: "ada", hostname: host, timestamp: since }));
    return () => rmSync(file);
  };
  /** A process that only an interrupt ends, under a name. */
  const running = async (name: string): Promise<{ readonly pid: number; readonly child: ChildProcess }> => {
    const path = join(root, name);
    symlinkSync("/bin/sleep", path);
    const child = spawn(path, ["60"]);
    children.push(child);
    await once(child, "spawn");
    return { pid: child.pid ?? assert.fail("it has no number"), child };
  };
  const dead = async (): Promise<number> => {
    const child = spawn("true");
    await once(child, "exit");
    return child.pid ?? assert.fail("it had no number");
  };
  const stage = (own: { readonly url?: string; readonly isSandbox?: boolean } = {}) => ({
    located: {
      root,
      project: "harbour",
      stack: "staging",
      file: join(process.cwd(), "Pulumi.staging.yaml"),
      worldFile: "",
    },
    pulumi: async () => JSON.stringify({ url: own.url ?? `file://${join(root, "backend")}` }),
    isSandbox: own.isSandbox ?? false,
  });
  /** Waits; `later` is what happens in each pause. */
  const wait = async (
    of: ReturnType<typeof stage>,
    later: (pauses: number) => unknown = () => assert.fail("it paused"),
    cancelRunning = false,
  ): Promise<readonly string[]> => {
    const said: string[] = [];
    let pauses = 0;
    const pause = async (milliseconds: number) => {
      assert.equal(milliseconds, 5000);
      pauses += 1;
      await later(pauses);
    };
    await waitForUpdate(of, { cancelRunning, say: (sentence) => said.push(sentence), pause });
    return said;
  };

  beforeEach(() => {
    root = mkdtempSync(join(realpathSync(tmpdir()), "slipway-running-"));
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    rmSync(root, { recursive: true });
  });

  it("is not waited for where there is none", async () => {
    assert.deepEqual(await wait(stage()), []);
  });

  it("is waited for, with who runs it at first and how long it takes each half a minute", async () => {
    const unlock = lock(7, "build-7");
    const said = await wait(stage(), (pauses) => pauses === 14 && unlock());
    assert.deepEqual(said, [
      `staging is in use by ada on build-7 (process 7) since ${since}: waiting for it to end`,
      `30 s so far: staging is in use by ada on build-7 (process 7) since ${since}`,
      `1 min 0 s so far: staging is in use by ada on build-7 (process 7) since ${since}`,
      "it has ended, after 1 min 10 s",
    ]);
  });

  it("on this machine is waited for as long as its process lives", async () => {
    const { pid } = await running("pulumi");
    const unlock = lock(pid);
    assert.equal((await wait(stage(), unlock)).length, 2);
  });

  it("that is dead is never waited for, because nobody gives its lock back", async () => {
    const pid = await dead();
    lock(pid);
    await assert.rejects(wait(stage()), {
      name: "UserError",
      message: `staging was left locked by ada on ${hostname()} (process ${pid}) since ${since}, which no longer runs: run npx slipway recover staging first`,
    });
    assert.equal(recoverCommand(stage({ isSandbox: true })), "npx slipway recover staging --sandbox");
  });

  it("that ends while it is looked at is not taken for dead", async () => {
    const holder = { pid: await dead(), host: hostname(), who: "ada", isEngine: true };
    const looks = [[holder], []];
    const look = async () => looks.shift() ?? [holder];
    const unheard = () => assert.fail("it was taken for one that runs");
    const options = { cancelRunning: true, say: unheard, pause: async () => unheard() };
    await waitWhileHeld(stage(), look, options);
    await assert.rejects(waitWhileHeld(stage(), look, options), { name: "UserError" });
  });

  it("is interrupted once, as by Ctrl+C, because the second time it would drop what it is at", async () => {
    const { pid, child } = await running("pulumi");
    const unlock = lock(pid);
    const ended = once(child, "exit");
    const said = await wait(
      stage(),
      async (pauses) => {
        if (pauses < 2) return;
        assert.deepEqual(await ended, [null, "SIGINT"]);
        unlock();
      },
      true,
    );
    assert.deepEqual(said, [
      `staging is in use by ada on ${hostname()} (process ${pid}) since ${since}: waiting for it to end`,
      `told process ${pid} to end in order: it finishes what it is at`,
      "it has ended, after 10 s",
    ]);
  });

  it("that has only just begun is interrupted a little later, because it would die of it and leave its lock", async () => {
    const { pid, child } = await running("pulumi");
    const unlock = lock(pid);
    await wait(stage(), unlock, true);
    assert.equal(child.signalCode, null);
  });

  it("is told once though it takes its time", async () => {
    const path = join(root, "pulumi");
    symlinkSync("/bin/sh", path);
    const child = spawn(path, ["-c", "trap 'echo interrupted' INT; echo ready; while :; do sleep 0.05; done"]);
    children.push(child);
    let printed = "";
    child.stdout.on("data", (data) => {
      printed += data;
    });
    await once(child.stdout, "data");
    const unlock = lock(child.pid ?? assert.fail("it has no number"));
    const heard = async () => {
      while (!printed.includes("interrupted")) await once(child.stdout, "data");
    };
    const said = await wait(stage(), (pauses) => (pauses < 2 ? undefined : pauses < 5 ? heard() : unlock()), true);
    assert.equal(said.filter((sentence) => sentence.startsWith("told process")).length, 1);
    assert.equal(printed.match(/interrupted/g)?.length, 1);
  });

  it("on another machine can only be cancelled there, because taking its lock away lets two write one state", async () => {
    lock(7, "build-7");
    await assert.rejects(wait(stage(), undefined, true), {
      name: "UserError",
      message: `ada on build-7 (process 7) since ${since} can only be cancelled there, in its terminal with Ctrl+C, or with gh run cancel where a workflow started it: pulumi cancel would take the lock from a run that goes on`,
    });
  });

  it("whose number another program has by now is left alone", async () => {
    const { pid, child } = await running("editor");
    lock(pid);
    await assert.rejects(wait(stage(), undefined, true), {
      name: "UserError",
      message: new RegExp(`holds the lock, but process ${pid} is editor and not pulumi: cancel it in its terminal`),
    });
    assert.equal(child.exitCode, null);
  });

  it("cannot be seen in every backend, which is said, and then no longer asked for", async () => {
    assert.deepEqual(await wait(stage({ url: "postgres://ada:hush@db/state" })), [
      "whether an update of staging runs cannot be seen in a backend of postgres://: going on",
    ]);
    const none = { ...stage(), pulumi: async () => Promise.reject(new Error("there is no pulumi on PATH")) };
    assert.deepEqual(await wait(none), [
      "whether an update of staging runs cannot be seen (there is no pulumi on PATH): going on",
    ]);
  });

  describe("in the sandbox", () => {
    const sandbox = () => stage({ isSandbox: true });
    const folder = () => join(root, ".slipway", "harbour");
    const engineLocks = () => join(parts.backend(folder()), ".pulumi/locks/organization/harbour/staging");
    const hold = (pid: number): (() => void) => {
      mkdirSync(folder(), { recursive: true });
      const file = parts.lock(folder());
      writeFileSync(file, JSON.stringify({ pid, host: hostname(), since, verb: "up", stack: "staging" }));
      return () => rmSync(file);
    };

    it("holds the sandbox's own lock, and is not waited for where there is none", async () => {
      assert.deepEqual(await wait(sandbox()), []);
      const { pid } = await running("node");
      const release = hold(pid);
      assert.deepEqual(await wait(sandbox(), release), [
        `staging is in use by up staging of the sandbox on ${hostname()} (process ${pid}) since ${since}: waiting for it to end`,
        "it has ended, after 5 s",
      ]);
    });

    it("has its engine interrupted, and not the process that waits for that", async () => {
      const [holder, engine] = [await running("node"), await running("pulumi")];
      const release = hold(holder.pid);
      const unlock = lock(engine.pid, hostname(), engineLocks());
      const ended = once(engine.child, "exit");
      await wait(
        sandbox(),
        async (pauses) => {
          if (pauses < 2) return;
          await ended;
          unlock();
          release();
        },
        true,
      );
      assert.equal(holder.child.exitCode, null);
      assert.equal(holder.child.signalCode, null);
    });

    it("that is dead has to be recovered first, whichever of the two locks it left", async () => {
      const pid = await dead();
      const message = /which no longer runs: run npx slipway recover staging --sandbox first$/;
      const release = hold(pid);
      await assert.rejects(wait(sandbox()), { name: "UserError", message });
      release();
      lock(pid, hostname(), engineLocks());
      await assert.rejects(wait(sandbox()), { name: "UserError", message });
    });

    it("is never this very process, which would wait for itself for ever", async () => {
      hold(process.pid);
      assert.deepEqual(await wait(sandbox()), []);
    });
  });
});
