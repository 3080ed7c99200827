import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordedStanding, type Standing, sandboxStanding } from "../../cli/actions/standing.ts";
import { type Glance, nextCommand } from "../../cli/next-command.ts";
import { overviewText } from "../../cli/texts/overview.ts";
import { slipway } from "../support/slipway.ts";
import { checkout } from "../support/stack-files.ts";

const at = "2026-11-20T09:00:00.000Z";
const deployed: Standing = { is: "deployed", isHeld: false };
const verified: Standing = { is: "verified", at, isHeld: false };
const staging: Glance = { stack: "staging", problems: 0, isEmpty: false, version: "1.4.2", freight: "new" };
const production: Glance = { ...staging, stack: "production", from: "staging", version: "1.4.1", freight: "old" };

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
    assert.equal(lines.length, 10);
    assert.equal(lines[6], "  and 5 more stacks");
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
  const rows: readonly [when: string, command: string, stacks: readonly Glance[]][] = [
    ["nothing is anywhere", "npx slipway start", [staging, production]],
    [
      "nothing is anywhere and no stack is called staging",
      "npx slipway sandbox up dev",
      [{ ...staging, stack: "dev" }],
    ],
    ["it was deployed", "npx slipway verify staging --sandbox", [{ ...staging, sandbox: deployed }, production]],
    [
      "a run was killed",
      "npx slipway recover staging --sandbox",
      [{ ...staging, sandbox: { is: "cut off", isHeld: false } }, production],
    ],
    [
      "its last update failed",
      "npx slipway logs staging --errors --sandbox",
      [{ ...staging, sandbox: { is: "update failed", isHeld: false } }, production],
    ],
    [
      "its verification failed",
      "npx slipway rollback production",
      [
        { ...staging, aws: verified },
        { ...production, aws: { is: "failed", at, isHeld: false } },
      ],
    ],
    [
      "the stack before it has verified something newer",
      "npx slipway promote staging production --sandbox",
      [{ ...staging, sandbox: verified }, production],
    ],
    [
      "both have the same and the second is not up",
      "npx slipway sandbox up production",
      [
        { ...staging, sandbox: verified },
        { ...production, freight: "new" },
      ],
    ],
    [
      "both have the same and the second is not on AWS",
      "pulumi preview --stack production",
      [
        { ...staging, aws: verified },
        { ...production, freight: "new" },
      ],
    ],
    [
      "it is held",
      "npx slipway status",
      [
        { ...staging, aws: verified },
        { ...production, aws: { is: "rejected", at, isHeld: true } },
      ],
    ],
    [
      "it is on AWS, whatever there is in the sandbox",
      "npx slipway verify staging",
      [{ ...staging, aws: deployed, sandbox: verified }, production],
    ],
    [
      "all is well",
      "npx slipway status --sandbox",
      [
        { ...staging, sandbox: verified },
        { ...production, freight: "new", sandbox: verified },
      ],
    ],
  ];
  for (const [when, command, stacks] of rows) {
    it(`is ${command} where ${when}`, () => assert.equal(nextCommand(stacks).command, command));
  }
});

describe("how a stack stands", () => {
  const root = mkdtempSync(join(tmpdir(), "standing-"));
  const located = { root, project: "shop", stack: "staging", file: join(root, "Pulumi.staging.yaml"), worldFile: "" };
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=ada", "-c", "user.email=ada@example.com", ...args], { cwd: root });
  const record = (event: string, more: object = {}) =>
    JSON.stringify({ event, id: "a".repeat(64), at, by: "ada", ...more });
  before(() => git("init", "--quiet", "--initial-branch", "main"));
  after(() => rmSync(root, { recursive: true }));

  function writeRecords(branch: string, ...lines: string[]): void {
    git("checkout", "--quiet", "--orphan", branch);
    mkdirSync(join(root, "releases"), { recursive: true });
    writeFileSync(join(root, "releases", "staging.jsonl"), lines.map((line) => `${line}\n`).join(""));
    git("add", "releases");
    git("commit", "--quiet", "--message", "staging");
  }

  function writeSandbox(result: string, endTime: number, pendingOperations: readonly unknown[] = []): void {
    const backend = join(root, ".slipway", "shop", "backend", ".pulumi");
    const latest = { resources: [{ urn: "urn", type: "type" }], pending_operations: pendingOperations };
    mkdirSync(join(backend, "stacks", "shop"), { recursive: true });
    writeFileSync(join(backend, "stacks", "shop", "staging.json"), JSON.stringify({ checkpoint: { latest } }));
    const history = join(backend, "history", "shop", "staging");
    mkdirSync(history, { recursive: true });
    const entry = (kind: string) => JSON.stringify({ kind, result, endTime });
    writeFileSync(join(history, `staging-${endTime}000000001.history.json`), entry("update"));
    writeFileSync(join(history, `staging-${endTime}000000002.history.json`), entry("refresh"));
  }

  it("is unknown before anything was written down", async () => {
    assert.equal(await recordedStanding(located), undefined);
    assert.equal(await sandboxStanding(located), undefined);
  });

  it("is what the records say last, and whether it is held", async () => {
    const checks = [{ name: "steady", passed: true, says: "3 services" }];
    const lines = [record("verified", { update: 2, checks }), record("held", { reason: "sale" })];
    writeRecords("slipway-releases", ...lines);
    assert.deepEqual(await recordedStanding(located), { is: "verified", at, isHeld: true });
    writeRecords("slipway-sandbox-releases", record("verified", { update: 1, checks }));
  });

  it("is in the sandbox what was written down after its last update, and not before", async () => {
    const seconds = Date.parse(at) / 1000;
    writeSandbox("succeeded", seconds - 60);
    assert.deepEqual(await sandboxStanding(located), { is: "verified", at, isHeld: false });
    writeSandbox("succeeded", seconds + 60);
    assert.deepEqual(await sandboxStanding(located), { is: "deployed", isHeld: false });
  });

  it("is in the sandbox that its last update failed or was cut off", async () => {
    const seconds = Date.parse(at) / 1000;
    writeSandbox("failed", seconds + 120);
    assert.deepEqual(await sandboxStanding(located), { is: "update failed", isHeld: false });
    writeSandbox("failed", seconds + 180, [{}]);
    assert.deepEqual(await sandboxStanding(located), { is: "cut off", isHeld: false });
  });
});
