import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { openRepository } from "../../git/repository.ts";
import type { NewRecord } from "../../promotion/records/record.ts";
import { openRecords, parseRecords, type RecordsOptions } from "../../promotion/records/records.ts";
import { whoRuns } from "../../promotion/records/who.ts";
import { Clones, gitIn } from "../git/clones.ts";

const id = "0123456789abcdef".repeat(4);
const held = (reason: string): NewRecord => ({ event: "held", id, reason });
const options: RecordsOptions = {
  now: () => new Date("2026-11-21T18:00:00Z"),
  who: () => Promise.resolve({ by: "Ada <ada@example.com>" }),
};
const line = (reason: string) =>
  `{"event":"held","id":"${id}","at":"2026-11-21T18:00:00.000Z","by":"Ada <ada@example.com>","reason":"${reason}"}`;

describe("the records of a stage", () => {
  let clones: Clones;
  let mine: string;
  const file = (branch = "slipway-releases") =>
    execFileSync("git", ["show", `${branch}:releases/production.jsonl`], { cwd: clones.remote, encoding: "utf8" });
  const recordsIn = async (folder: string, own: RecordsOptions = {}) =>
    openRecords(await openRepository(folder), "", "production", { ...options, ...own });
  /** Writes the file of records as somebody without slipway might. */
  const pushText = (text: string) => {
    const folder = clones.clone("by-hand");
    gitIn(folder, "switch", "--quiet", "--orphan", "slipway-releases");
    mkdirSync(join(folder, "releases"));
    writeFileSync(join(folder, "releases", "production.jsonl"), text);
    gitIn(folder, "add", "--all");
    gitIn(folder, "commit", "--quiet", "--message", "by hand");
    gitIn(folder, "push", "--quiet", "origin", "slipway-releases");
  };

  beforeEach(() => {
    clones = new Clones();
    mine = clones.clone("mine");
  });
  afterEach(() => clones.remove());

  it("are none before the first, and the first makes the branch, which holds nothing else", async () => {
    const records = await recordsIn(mine);
    assert.deepEqual(await records.read(), { records: [], damaged: [] });
    await records.append(held("first"));
    assert.equal(file(), `${line("first")}\n`);
    assert.equal(gitIn(clones.remote, "ls-tree", "-r", "--name-only", "slipway-releases"), "releases/production.jsonl");
    assert.equal(gitIn(clones.remote, "log", "--format=%s", "slipway-releases"), "production: held");
    assert.deepEqual(
      (await records.read()).records.map(({ event }) => event),
      ["held"],
    );
  });

  it("are a file for each stage, in the folder that its stack file is in", async () => {
    const repository = await openRepository(mine);
    await openRecords(repository, "", "production", options).append(held("one"));
    await openRecords(repository, "examples/shop/", "production", options).append(held("two"));
    assert.equal(file(), `${line("one")}\n`);
    assert.equal(gitIn(clones.remote, "show", "slipway-releases:releases/examples/shop/production.jsonl"), line("two"));
  });

  it("are appended together or not at all, at one time and by one person", async () => {
    await (await recordsIn(mine)).append({ event: "rejected", id, reason: "rolled back" }, held("after it"));
    const { records } = await (await recordsIn(mine)).read();
    assert.deepEqual(
      records.map(({ event, at, by }) => ({ event, at, by })),
      [
        { event: "rejected", at: "2026-11-21T18:00:00.000Z", by: "Ada <ada@example.com>" },
        { event: "held", at: "2026-11-21T18:00:00.000Z", by: "Ada <ada@example.com>" },
      ],
    );
    assert.equal(gitIn(clones.remote, "rev-list", "--count", "slipway-releases"), "1");
  });

  it("are read from the remote as it is now, because another clone may have written since", async () => {
    const records = await recordsIn(mine);
    await records.append(held("one"));
    await (await recordsIn(clones.clone("yours"))).append(held("two"));
    assert.deepEqual(
      (await records.read()).records.map((one) => "reason" in one && one.reason),
      ["one", "two"],
    );
  });

  it("say that the remote cannot be reached, rather than what was so some time ago", async () => {
    const records = await recordsIn(mine);
    await records.append(held("one"));
    rmSync(clones.remote, { recursive: true });
    await assert.rejects(records.read(), /the remote origin cannot be asked/);
    await assert.rejects(records.append(held("two")), /the remote origin cannot be asked/);
  });

  it("lose none of ten that are written at the same time", async () => {
    const folders = [mine, clones.clone("yours")];
    const pause = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 50));
    const writers = Array.from({ length: 10 }, async (_, index) => {
      const records = await recordsIn(folders[index % 2] ?? mine, { pause });
      let tries = 0;
      // Ten may need more than the ten tries of one of them; that it says so is another test's.
      while (tries++ < 5) {
        try {
          return await records.append(held(`writer ${index}`));
        } catch (error) {
          if (!/others have written/.test(String(error))) throw error;
        }
      }
    });
    await Promise.all(writers);
    const { records, damaged } = await (await recordsIn(mine)).read();
    assert.deepEqual(damaged, []);
    assert.deepEqual(
      records.flatMap((one) => ("reason" in one ? [one.reason] : [])).sort(),
      Array.from({ length: 10 }, (_, index) => `writer ${index}`).sort(),
    );
    // Some hundred runs of git, ten at a time.
  }).timeout(120_000);

  it("are tried again when somebody else was first, longer each time, and given up in words", async () => {
    const pauses: number[] = [];
    const records = await recordsIn(mine, { pause: async (milliseconds) => void pauses.push(milliseconds) });
    const git = fakeGit(clones, "push", "printf '!\\tx\\t[rejected] (stale info)\\n'; exit 1");
    await withPath(git, () =>
      assert.rejects(
        records.append(held("mine")),
        /others have written to branch slipway-releases each of 10 times before this could: nothing was written, run this again/,
      ),
    );
    assert.equal(pauses.length, 10);
    const most = pauses.map((_, tries) => Math.min(5000, 100 * 2 ** tries));
    assert.ok(
      pauses.every((pause, tries) => pause >= 0 && pause <= (most[tries] ?? 0)),
      `${pauses}`,
    );
    await records.append(held("mine"));
    assert.equal(file(), `${line("mine")}\n`);
  });

  it("name a damaged line and keep it byte for byte, because it may be evidence", async () => {
    const text = `${line("one")}\n{"event":"held"\n\n{"event":"held","id":"x"}\r\n  ${line("two")}  \n`;
    pushText(text);
    const records = await recordsIn(mine);
    const { records: read, damaged } = await records.read();
    assert.deepEqual(
      read.map((one) => "reason" in one && one.reason),
      ["one", "two"],
    );
    assert.deepEqual(
      damaged.map(({ line }) => line),
      [2, 4],
    );
    assert.match(damaged[0]?.says ?? "", /^is no JSON$/);
    assert.match(damaged[1]?.says ?? "", /^is no record: id: Invalid string.*, at: Invalid .*[^\n]$/);
    await records.append(held("three"));
    assert.equal(file(), `${text}${line("three")}\n`);
  });

  it("are printed on one line, whoever wrote them, because a terminal and a workflow's log obey what they are sent", async () => {
    const reason = "one\n::stop-commands::x\u001b[2J";
    const forged = JSON.stringify({ ...JSON.parse(line("")), by: "Ada\r\nEve", reason });
    pushText(`${forged}\n${JSON.stringify({ event: "held", "\u001b[2J": 1 })}\n`);
    const { records, damaged } = await (await recordsIn(mine)).read();
    assert.deepEqual(
      records.map((one) => "reason" in one && [one.by, one.reason]),
      [["Ada Eve", "one ::stop-commands::x [2J"]],
    );
    assert.doesNotMatch(damaged[0]?.says ?? "\n", /\p{Cc}/u);
  });

  it("begin a line of their own after one that was cut off", async () => {
    pushText(`${line("one")}\n{"event":"he`);
    await (await recordsIn(mine)).append(held("two"));
    assert.equal(file(), `${line("one")}\n{"event":"he\n${line("two")}\n`);
    assert.deepEqual(parseRecords(file()).damaged, [{ line: 2, says: "is no JSON" }]);
  });

  it("are not there when the run was killed before its push, and the next run writes them once", async () => {
    const git = fakeGit(clones, "push", "kill -9 $PPID; exit 1");
    const script = `
      import { openRepository } from ${JSON.stringify(join(import.meta.dirname, "../../git/repository.ts"))};
      import { openRecords } from ${JSON.stringify(join(import.meta.dirname, "../../promotion/records/records.ts"))};
      await openRecords(await openRepository(process.cwd()), "", "production")
        .append({ event: "held", id: ${JSON.stringify(id)}, reason: "killed" });`;
    const signal = await new Promise((resolve) => {
      const env = { ...process.env, PATH: `${git}${delimiter}${process.env.PATH}` };
      const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
        cwd: mine,
        env,
        stdio: "inherit",
      });
      child.on("close", (_, by) => resolve(by));
    });
    assert.equal(signal, "SIGKILL");
    const records = await recordsIn(mine);
    assert.deepEqual(await records.read(), { records: [], damaged: [] });
    await records.append(held("once"));
    assert.equal(file(), `${line("once")}\n`);
  });

  it("are on a local branch where there is no remote, and the working tree does not move", async () => {
    const alone = clones.alone("alone");
    const before = readFileSync(join(alone, ".git", "index"));
    const records = await recordsIn(alone);
    await records.append(held("one"));
    await records.append(held("two"));
    assert.equal(gitIn(alone, "show", "slipway-releases:releases/production.jsonl"), `${line("one")}\n${line("two")}`);
    assert.equal(gitIn(alone, "status", "--porcelain", "--branch"), "## main");
    assert.deepEqual(readFileSync(join(alone, ".git", "index")), before);
    assert.equal((await records.read()).records.length, 2);
  });

  it("refuse what is no record before anything is written, since nobody could read it later", async () => {
    await assert.rejects((await recordsIn(mine)).append({ event: "held", id: "short", reason: "x" }));
    assert.equal(gitIn(clones.remote, "branch", "--list", "slipway-releases"), "");
  });
});

describe("who writes a record", () => {
  let clones: Clones;
  before(() => {
    clones = new Clones();
  });
  after(() => clones.remove());

  it("is whoever started the workflow, with its run; else git's user", async () => {
    const alone = clones.alone("alone");
    const variables = {
      GITHUB_ACTOR: "ada",
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_REPOSITORY: "acme/harbour",
      GITHUB_RUN_ID: "42",
    };
    assert.deepEqual(await whoRuns(alone, variables), {
      by: "ada",
      run: "https://github.com/acme/harbour/actions/runs/42",
    });
    gitIn(alone, "config", "user.name", "Ada");
    gitIn(alone, "config", "user.email", "ada@example.com");
    assert.deepEqual(await whoRuns(alone, {}), { by: "Ada <ada@example.com>" });
    gitIn(alone, "config", "user.name", "");
    assert.match((await whoRuns(alone, {})).by, /^.+@.+$/);
  });
});

/** A folder with a `git` in front of the real one, which does something else for one of its commands. */
function fakeGit({ folder }: Clones, command: string, instead: string): string {
  const real = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  const script = `#!/bin/sh\ncase " $* " in *" ${command} "*) ${instead} ;; esac\nexec ${real} "$@"\n`;
  writeFileSync(join(bin, "git"), script);
  chmodSync(join(bin, "git"), 0o755);
  return bin;
}

async function withPath(first: string, work: () => Promise<void>): Promise<void> {
  const { PATH } = process.env;
  process.env.PATH = `${first}${delimiter}${PATH}`;
  try {
    await work();
  } finally {
    process.env.PATH = PATH;
  }
}
