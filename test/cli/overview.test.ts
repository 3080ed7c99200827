import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { recordedStanding, type Standing, sandboxStanding } from "../../cli/actions/standing.ts";
import { type Glance, nextCommand } from "../../cli/next-command.ts";
import { overviewText } from "../../cli/texts/overview.ts";
import { pairOf } from "../../promotion/freight.ts";
import { slipway } from "../support/slipway.ts";
import { checkout } from "../support/stack-files.ts";

const at = "2026-11-20T09:00:00.000Z";
const deployed: Standing = { is: "deployed", isHeld: false };
const verified: Standing = { is: "verified", at, isHeld: false };
const staging: Glance = {
  stack: "staging",
  problems: 0,
  isEmpty: false,
  isCommitted: true,
  version: "1.4.2",
  pair: "new",
};
const production: Glance = { ...staging, stack: "production", from: "staging", version: "1.4.1", pair: "old" };

describe("slipway without a verb", () => {
  it("tells in ten lines at most how the stacks are, and the one thing to do next", () => {
    const stacks = [
      { ...staging, aws: verified },
      { ...production, aws: { ...deployed, isHeld: true }, problems: 2 },
    ];
    assert.equal(
      overviewText("harbour", stacks, nextCommand(stacks)),
      `harbour
  stack        file         release   AWS                   sandbox
  staging      in order     1.4.2     verified 2026-11-20   not up
  production   2 problems   1.4.1     deployed, held        not up

next: npx slipway plan production   says what is wrong in its file
all verbs: npx slipway --help
`,
    );
  });

  it("stays within ten lines with many stacks, and says how many it leaves out", () => {
    const stacks = Array.from({ length: 9 }, (_, number) => ({ ...staging, stack: `stack-${number}` }));
    const lines = overviewText("harbour", stacks, nextCommand(stacks)).trimEnd().split("\n");
    assert.equal(lines.length, 9);
    assert.equal(lines[5], "  and 6 more stacks");
  });

  it("breaks no command where the terminal is narrow, and stays within ten lines there too", () => {
    const stacks = [{ ...staging, sandbox: verified }, ...["a", "b", "c", "d"].map((stack) => ({ ...staging, stack }))];
    const shown = stacks.slice(0, 4);
    const next = { command: "npx slipway promote staging production --sandbox", why: "what would move" };
    const text = (some: readonly Glance[]) => overviewText("harbour", some, next).trimEnd().split("\n");
    const { columns } = process.stdout;
    try {
      process.stdout.columns = 60;
      assert.deepEqual(text(shown).slice(-3), [
        `next: ${next.command}`,
        "      what would move",
        "all verbs: npx slipway --help",
      ]);
      assert.deepEqual([text(shown).length, text(stacks).length], [10, 10]);
    } finally {
      process.stdout.columns = columns;
    }
  });

  it("names a release without a version by its pair, and says where a file and what is deployed are not the same", () => {
    const { version: _, ...nameless } = { ...production, pair: "0123456789abcdef" };
    const text = (sandbox: Standing) =>
      overviewText("harbour", [{ ...nameless, sandbox }], nextCommand([])).split("\n")[2];
    assert.equal(
      text({ ...verified, pair: "old" }),
      "  production   in order   pair 0123456789ab   never verified   verified 2026-11-20, file ahead",
    );
    assert.match(
      text({ ...deployed, isHeld: true, pair: "old", rollbackBranch: "b" }) ?? "",
      / {3}deployed, held, not merged$/,
    );
    assert.match(
      text({ is: "in use", isHeld: false, usedBy: "process 12 (up)" }) ?? "",
      / {3}in use: process 12 \(up\)$/,
    );
  });

  it("says of a stack that has taken nothing yet what it waits for", () => {
    const stacks = [{ ...production, isEmpty: true }];
    assert.match(
      overviewText("harbour", stacks, nextCommand(stacks)),
      /\n {2}production {3}nothing promoted {3}1\.4\.1/,
    );
  });

  it("reads the files of this clone and asks nobody", async () => {
    const { code, stdout, stderr } = await slipway([], checkout, {
      AWS_ENDPOINT_URL: "http://127.0.0.1:9",
      HTTPS_PROXY: "",
    });
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^harbour\n {2}stack .*\n {2}staging {6}in order {3}\d/);
    assert.ok(stdout.trimEnd().split("\n").length <= 10, stdout);
  });

  it("goes on where a file is no YAML, which is a problem of that file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "overview-"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\n");
    writeFileSync(join(folder, "Pulumi.staging.yaml"), "config: [\n");
    const { code, stdout } = await slipway([], folder);
    assert.equal(code, 0);
    assert.match(stdout, /staging {3}1 problem {3}-/);
    assert.match(stdout, /\nnext: npx slipway plan staging {3}says what is wrong in its file\n/);
    rmSync(folder, { recursive: true });
  });

  it("leaves the other stacks as they are where one file is no YAML", async () => {
    const folder = mkdtempSync(join(tmpdir(), "overview-"));
    for (const name of ["Pulumi.yaml", "Pulumi.staging.yaml"]) copyFileSync(join(checkout, name), join(folder, name));
    writeFileSync(join(folder, "Pulumi.production.yaml"), "config: [\n");
    const { stdout } = await slipway([], folder);
    assert.match(stdout, /\n {2}staging {6}in order .*\n {2}production {3}1 problem /);
    assert.match(stdout, /\nnext: npx slipway plan production /);
    rmSync(folder, { recursive: true });
  });

  it("says what to do where there is no stack file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "overview-"));
    const { code, stdout, stderr } = await slipway([], folder);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.equal(
      stderr,
      "no Pulumi.<stack>.yaml is here: go to the folder that has them, or make them with npx slipway init (npx slipway --help shows all verbs)\n",
    );
    rmSync(folder, { recursive: true });
  });
});

describe("the next command", () => {
  const held = { isHeld: true };
  const branch: Partial<Standing> = {
    isRollback: true,
    rollbackBranch: "slipway/rollback-production",
    pair: "older",
  };
  /** Both stacks in the sandbox: staging as it is and well, and production so. */
  const beside = (standing: Standing, more: Partial<Glance> = {}): readonly Glance[] => [
    { ...staging, sandbox: verified },
    { ...production, pair: "new", sandbox: { pair: "new", ...standing }, ...more },
  ];
  /** Staging alone in the sandbox. */
  const alone = (standing: Standing, more: Partial<Glance> = {}): readonly Glance[] => [
    { ...staging, sandbox: standing, ...more },
    production,
  ];
  const is = (word: Standing["is"], more: Partial<Standing> = {}): Standing => ({ is: word, isHeld: false, ...more });

  // In the order of urgency.
  const rows: readonly [when: string, command: string, stacks: readonly Glance[]][] = [
    [
      "a run that lives is at it",
      "npx slipway sandbox status staging",
      alone(is("in use", { usedBy: "process 27880 (destroy)" })),
    ],
    ["a killed run left its lock", "npx slipway recover production --sandbox", beside(is("left locked"))],
    ["an update was cut off", "npx slipway recover staging --sandbox", alone(is("cut off"))],
    [
      "the update of a rollback failed",
      "npx slipway rollback production --now --sandbox",
      beside(is("update failed", { ...branch, isHeld: true })),
    ],
    ["an update failed", "npx slipway logs staging --errors --sandbox", alone(is("update failed"))],
    [
      "an update of production failed and staging is not up",
      "npx slipway logs production --errors --sandbox",
      [staging, { ...production, sandbox: is("update failed") }],
    ],
    [
      "an update failed and its file is another one since",
      "npx slipway sandbox up staging",
      alone(is("update failed", { pair: "bad" })),
    ],
    [
      "updates of both failed",
      "npx slipway logs production --errors --sandbox",
      [
        { ...staging, sandbox: is("update failed") },
        { ...production, sandbox: is("update failed") },
      ],
    ],
    ["a destroy did not come to its end", "npx slipway sandbox up staging", alone(is("partly destroyed"))],
    [
      "its verification failed",
      "npx slipway rollback production",
      [
        { ...staging, aws: verified },
        { ...production, aws: is("failed", { at, hasWayBack: true }) },
      ],
    ],
    [
      "its verification failed and there is nothing to go back to",
      "npx slipway verify staging --sandbox",
      alone(is("failed", { at })),
    ],
    [
      "its verification failed and what mends it is in its file",
      "npx slipway sandbox up staging",
      alone(is("failed", { at, pair: "bad", hasWayBack: true })),
    ],
    [
      "a rollback did not help either",
      "npx slipway verify production --sandbox",
      beside(is("failed", { at, ...branch, ...held, hasWayBack: true })),
    ],
    ["a file is wrong", "npx slipway plan staging", alone(verified, { problems: 1 })],
    [
      "two files are wrong, of which one is no YAML",
      "npx slipway plan production",
      [
        { ...staging, problems: 1 },
        { stack: "production", problems: 1, isEmpty: false, isCommitted: true },
      ],
    ],
    [
      "something failed and a file is wrong",
      "npx slipway logs production --errors --sandbox",
      beside(is("update failed"), { problems: 1 }),
    ],
    ["nothing is anywhere", "npx slipway start", [staging, production]],
    [
      "nothing is anywhere and no stack is called staging",
      "npx slipway sandbox up dev",
      [{ ...staging, stack: "dev" }],
    ],
    [
      "it was deployed with changes that are not committed yet",
      "git add --all && git commit",
      alone({ ...deployed, isUncommitted: true }, { isCommitted: false }),
    ],
    [
      "it was deployed with changes that are committed since",
      "npx slipway sandbox up staging",
      alone({ ...deployed, isUncommitted: true }),
    ],
    [
      "it went back with something uncommitted, which an update from here would undo",
      "git merge slipway/rollback-production",
      beside({ ...deployed, ...branch, ...held, isUncommitted: true }),
    ],
    ["it was deployed", "npx slipway verify staging --sandbox", alone(deployed)],
    ["it went back at once", "npx slipway verify production --sandbox", beside({ ...deployed, ...branch, ...held })],
    [
      "it went back at once and that is good, but not merged",
      "git merge slipway/rollback-production",
      beside({ ...verified, ...branch, ...held }),
    ],
    [
      "it went back at once, and that is good and merged",
      "npx slipway status --sandbox",
      beside({ ...verified, ...branch, ...held }, { pair: "older" }),
    ],
    [
      "it went back at once, that was merged, and the next release is in its file",
      "npx slipway sandbox up production",
      beside({ ...verified, pair: "older", isRollback: true }),
    ],
    [
      "its file has a hotfix that waits",
      "npx slipway sandbox up production",
      [
        { ...staging, sandbox: verified },
        { ...production, pair: "hotfix", sandbox: { ...verified, pair: "old" } },
      ],
    ],
    [
      "its file has one that is not committed",
      "git add --all && git commit",
      beside(verified, { pair: "hotfix", isCommitted: false }),
    ],
    [
      "its file has one on AWS",
      "pulumi preview --stack production",
      [
        { ...staging, aws: verified },
        { ...production, pair: "hotfix", aws: { ...verified, pair: "old" } },
      ],
    ],
    [
      "the stack before it has verified something newer",
      "npx slipway promote staging production --sandbox",
      [{ ...staging, sandbox: verified }, production],
    ],
    [
      "it has taken nothing yet and the stack before it has verified something",
      "npx slipway promote staging production",
      [
        { ...staging, aws: verified },
        { ...production, isEmpty: true },
      ],
    ],
    [
      "what the stack before it has verified was rejected there",
      "npx slipway status --sandbox",
      [
        { ...staging, sandbox: { ...verified, id: "bad" } },
        { ...production, sandbox: { ...verified, rejected: ["bad"] } },
      ],
    ],
    [
      "it is held",
      "npx slipway status",
      [
        { ...staging, aws: verified },
        { ...production, aws: is("rejected", { at, ...held }) },
      ],
    ],
    [
      "both have the same and the second is not up",
      "npx slipway sandbox up production",
      [
        { ...staging, sandbox: verified },
        { ...production, pair: "new" },
      ],
    ],
    [
      "both have the same and the second is not on AWS",
      "pulumi preview --stack production",
      [
        { ...staging, aws: verified },
        { ...production, pair: "new" },
      ],
    ],
    [
      "it is on AWS, whatever there is in the sandbox",
      "npx slipway verify staging",
      [{ ...staging, aws: deployed, sandbox: is("in use") }, production],
    ],
    ["all is well", "npx slipway status --sandbox", beside(verified)],
  ];
  for (const [when, command, stacks] of rows) {
    it(`is ${command} where ${when}`, () => assert.equal(nextCommand(stacks).command, command));
  }

  it("says whom to wait for, what is there besides the logs, and why what is uncommitted comes first", () => {
    assert.equal(
      nextCommand(beside(is("update failed", { hasWayBack: true }))).why,
      "what its tasks said when the update failed; npx slipway rollback production --sandbox goes back",
    );
    assert.equal(
      nextCommand(alone(is("in use", { usedBy: "process 27880 (destroy)" }))).why,
      "what is there so far: wait for the end of process 27880 (destroy)",
    );
    assert.equal(
      nextCommand(alone({ ...deployed, isUncommitted: true }, { isCommitted: false })).why,
      "what is deployed uncommitted cannot be verified",
    );
  });
});

describe("how a stack stands", () => {
  const root = mkdtempSync(join(tmpdir(), "standing-"));
  const located = { root, project: "shop", stack: "staging", file: join(root, "Pulumi.staging.yaml"), worldFile: "" };
  const workspace = join(root, ".slipway", "shop");
  const [good, bad] = ["a".repeat(64), "b".repeat(64)];
  const seconds = Date.parse(at) / 1000;
  const checks = [{ name: "steady", passed: true, says: "3 services" }];
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=ada", "-c", "user.email=ada@example.com", ...args], {
      cwd: root,
      encoding: "utf8",
    }).trim();
  const record = (event: string, more: object = {}) => JSON.stringify({ event, id: good, at, by: "ada", ...more });
  const pair = (version: string) => pairOf({ services: {} }, { version });
  const standing = () => sandboxStanding(located);

  beforeEach(() => git("init", "--quiet", "--initial-branch", "main"));
  afterEach(() => {
    for (const part of [".git", ".slipway"]) rmSync(join(root, part), { recursive: true, force: true });
  });
  after(() => rmSync(root, { recursive: true }));

  function commit(branch: string, path: string, text: string): string {
    git("checkout", "--quiet", "-B", branch);
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
    git("add", path);
    git("commit", "--quiet", "--message", "staging");
    return git("rev-parse", "HEAD");
  }

  const writeRecords = (branch: string, ...lines: string[]) =>
    commit(branch, "releases/staging.jsonl", lines.map((line) => `${line}\n`).join(""));
  const writeSandboxRecords = (...lines: string[]) => writeRecords("slipway-sandbox-releases", ...lines);

  interface Past {
    readonly kind?: string;
    readonly result?: string;
    readonly endTime?: number;
    readonly version?: string;
    readonly head?: string;
    readonly dirty?: string;
  }

  /** Its updates, the oldest first, each with a refresh behind it. */
  function writeSandbox(pendingOperations: readonly unknown[], ...past: readonly Past[]): void {
    const backend = join(workspace, "backend", ".pulumi");
    const latest = { resources: [{ urn: "urn", type: "type" }], pending_operations: pendingOperations };
    mkdirSync(join(backend, "stacks", "shop"), { recursive: true });
    writeFileSync(join(backend, "stacks", "shop", "staging.json"), JSON.stringify({ checkpoint: { latest } }));
    const history = join(backend, "history", "shop", "staging");
    mkdirSync(history, { recursive: true });
    for (const [index, one] of past.entries()) {
      const { kind = "update", result = "succeeded", endTime = seconds - 60, version = "1" } = one;
      const environment = { "git.head": one.head ?? "0".repeat(40), "git.dirty": one.dirty ?? "false" };
      const config = { "slipway:app": { services: {} }, "slipway:release": { version } };
      const entry = { result, endTime, environment, config };
      for (const [more, what] of [kind, "refresh"].entries()) {
        const name = `staging-${index}${more}.history.json`;
        writeFileSync(join(history, name), JSON.stringify({ ...entry, kind: what }));
      }
    }
  }

  function writeLock(file: string, holder: object): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(holder));
  }

  it("is unknown before anything was written down", async () => {
    assert.deepEqual([await recordedStanding(located), await standing()], [undefined, undefined]);
  });

  it("is what the records say last, with what the commit of the deployment has in its file", async () => {
    const file = (version: string) =>
      `config:\n  slipway:app: {services: {}}\n  slipway:release: {version: "${version}"}\n`;
    const [first, second] = ["1", "2"].map((version) => commit(`main${version}`, "Pulumi.staging.yaml", file(version)));
    const lines = [
      record("deployed", { update: 1, commit: first }),
      record("verified", { update: 1, checks }),
      record("deployed", { id: bad, update: 2, commit: second }),
      record("failed", { id: bad, update: 2, checks }),
      record("held", { reason: "sale" }),
    ];
    writeRecords("slipway-releases", ...lines);
    const found = { is: "failed", at, isHeld: true, id: bad, pair: pair("2"), hasWayBack: true };
    assert.deepEqual(await recordedStanding(located), found);
  });

  it("is in the sandbox what was written down after its last update, and not before", async () => {
    writeSandboxRecords(record("verified", { update: 1, checks }));
    writeSandbox([], {});
    assert.deepEqual(await standing(), { is: "verified", at, isHeld: false, id: good, pair: pair("1") });
    writeSandbox([], {}, { endTime: seconds + 60, version: "2" });
    assert.deepEqual(await standing(), { is: "deployed", isHeld: false, pair: pair("2"), hasWayBack: true });
  });

  it("has no way back where the other release that was verified was rejected since, or is the same", async () => {
    writeSandbox([], {}, { endTime: seconds + 60, version: "1" });
    writeSandboxRecords(record("verified", { update: 1, checks }));
    assert.deepEqual(await standing(), { is: "deployed", isHeld: false, pair: pair("1") });
    writeSandbox([], {}, { endTime: seconds - 30, version: "2" });
    writeSandboxRecords(record("verified", { update: 1, checks }), record("rejected", { reason: "slow" }));
    const found = { is: "rejected", at, isHeld: false, id: good, rejected: [good], pair: pair("2") };
    assert.deepEqual(await standing(), found);
  });

  it("is in the sandbox that its last update failed, was cut off, or was of files that nobody had committed", async () => {
    const found = { isHeld: false, pair: pair("1") };
    writeSandbox([], { result: "failed" });
    assert.deepEqual(await standing(), { is: "update failed", ...found });
    writeSandbox([{}], { result: "failed" });
    assert.deepEqual(await standing(), { is: "cut off", ...found });
    writeSandbox([], { dirty: "true" });
    assert.deepEqual(await standing(), { is: "deployed", ...found, isUncommitted: true });
    writeSandbox([], { kind: "destroy", result: "failed" });
    assert.deepEqual(await standing(), { is: "partly destroyed", ...found });
  });

  it("is in the sandbox of a rollback where its last update was of that branch, merged by squash or not", async () => {
    const path = "Pulumi.staging.yaml";
    commit("main", path, "config: {a: 1}\n");
    const head = commit("slipway/rollback-staging", path, "config: {}\n");
    writeSandbox([], { head });
    const found: Standing = { is: "deployed", isHeld: false, pair: pair("1"), isRollback: true };
    git("checkout", "--quiet", "main");
    assert.deepEqual(await standing(), { ...found, rollbackBranch: "slipway/rollback-staging" });
    commit("main2", path, "config: {}\n");
    commit("main2", path, "config: {a: 2}\n");
    assert.deepEqual(await standing(), found);
  });

  it("tells a run that lives from one that was killed, whose lock stays, and both from that of another stack", async () => {
    const lock = join(workspace, "lock");
    const held = (pid: number, stack: string) => ({ pid, host: hostname(), since: at, verb: "destroy", stack });
    writeLock(lock, held(process.pid, "staging"));
    const usedBy = `process ${process.pid} (destroy)`;
    assert.deepEqual(await standing(), { is: "in use", isHeld: false, usedBy });
    writeLock(lock, held(4_194_305, "examples/shop/Pulumi.staging.yaml"));
    assert.deepEqual(await standing(), { is: "left locked", isHeld: false, usedBy: "process 4194305 (destroy)" });
    writeLock(lock, held(process.pid, "production"));
    assert.equal(await standing(), undefined);
  });

  it("sees the lock of an engine that was killed", async () => {
    const lock = join(workspace, "backend", ".pulumi", "locks", "organization", "shop", "staging", "1.json");
    writeLock(lock, { pid: 4_194_305, username: "ada", hostname: hostname(), timestamp: at });
    assert.deepEqual(await standing(), { is: "left locked", isHeld: false, usedBy: "process 4194305 (pulumi)" });
    writeFileSync(lock, "{");
    assert.equal(await standing(), undefined);
  });
});
