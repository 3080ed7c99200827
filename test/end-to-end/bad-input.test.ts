import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { hostname } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { ProjectCopy } from "../support/end-to-end/project-copy.ts";

describe("bad input", function () {
  this.timeout(60_000);
  let copy: ProjectCopy;
  /** For a PATH with an engine that only knows its version: nothing here comes far enough to run one. */
  let withEngine: Readonly<Record<string, string>>;

  before(() => {
    copy = new ProjectCopy();
    const folder = copy.path(".slipway-test-engine");
    mkdirSync(folder);
    writeFileSync(join(folder, "pulumi"), "#!/bin/sh\necho v3.259.0\n");
    chmodSync(join(folder, "pulumi"), 0o755);
    copy.commit();
    withEngine = { PATH: `${folder}${delimiter}${process.env.PATH}` };
  });
  after(() => copy.remove());

  describe("on the command line", () => {
    it("is told when there is no stack of that name, with the ones that there are", async () => {
      const says = 'no stack "stagin": stacks here are production, staging (did you mean "staging"?)';
      await isRefused(["plan", "stagin"], says);
      await isRefused(["sandbox", "up", "stagin"], says);
      await isRefused(["recover", "stagin", "--sandbox"], says);
    });

    it("is told when there is no such stack file", async () => {
      const file = join("nowhere", "Pulumi.staging.yaml");
      await isRefused(["plan", file], `no stack file ${file}: there is no Pulumi.<stack>.yaml there`);
    });

    it("is told when a file is no stack file", async () => {
      await isRefused(["plan", "Pulumi.yaml"], "Pulumi.yaml is no stack file: name one like Pulumi.staging.yaml");
    });

    it("is told when the sandbox has no such action", async () => {
      await isRefused(
        ["sandbox", "upp", "staging"],
        'sandbox has no action "upp": use up, preview, refresh, destroy, status, reset, or -- and a program (did you mean "up"?)',
      );
    });

    it("is told when a fault is none", async () => {
      const says = `fault {"fault": is no JSON: write for example '{"fault": "error", "on": "aws:rds/*"}'`;
      await isRefused(["sandbox", "up", "staging", "--fault", '{"fault":'], says, withEngine);
    });

    it("is told when nothing was brought up that could be recovered", async () => {
      const says = "harbour staging was never brought up in the sandbox, so nothing is to recover";
      await isRefused(["recover", "staging", "--sandbox"], says);
    });

    it("is of another exit code when there is no such verb or option", async () => {
      assert.equal((await copy.slipway(["plann"])).code, 1);
      assert.equal((await copy.slipway(["sandbox", "up", "staging", "--port", "80000"])).code, 1);
    });
  });

  describe("in the sandbox's world", () => {
    afterEach(() => copy.git("checkout", "--quiet", "sandbox/world.yaml"));

    it("is told with its place", async () => {
      copy.edit("sandbox/world.yaml", ["accounts"], ["1111"]);
      const says = "sandbox world sandbox/world.yaml does not fit:\n  accounts.0: twelve digits, in quotes";
      await isRefused(["sandbox", "up", "staging"], says);
    });

    it("is told when a value of slipway:secrets is missing, with the lines to add", async () => {
      const file = join("examples", "vardiologio-1", "Pulumi.staging.yaml");
      copy.edit("examples/vardiologio-1/world.yaml", ["secrets", "SENTRY_DSN"], undefined);
      await isRefused(
        ["sandbox", "up", file],
        [
          `sandbox world examples/vardiologio-1/world.yaml has no value for SENTRY_DSN of slipway:secrets in ${file}: add`,
          "    secrets:",
          "      SENTRY_DSN: value-for-the-sandbox",
        ].join("\n"),
      );
      copy.git("checkout", "--quiet", "examples");
    });
  });

  describe("in what the sandbox keeps", () => {
    const journal = () => copy.path(".slipway", "harbour", "accounts", "111111111111.jsonl");
    const state = () => copy.path(".slipway", "harbour", "backend", ".pulumi", "stacks", "harbour", "staging.json");
    const lock = () => copy.path(".slipway", "harbour", "lock");
    afterEach(() => rmSync(copy.path(".slipway"), { recursive: true, force: true }));

    it("is told when an account is damaged", async () => {
      put(journal(), '{"slipway-sandbox":1,"salt":"00"}\n{"put":{"type":"aws:ec2/vpc:Vpc"\n');
      const says = `sandbox state ${journal()} is damaged in line 2: put the file back from a copy, or start anew with \`npx slipway sandbox reset\``;
      await isRefused(["sandbox", "up", "staging"], says, withEngine);
    });

    it("is told when an account was written by another version", async () => {
      put(journal(), '{"slipway-sandbox":2,"salt":"00"}\n');
      const says = `sandbox state ${journal()} is of version 2, this is version 1: start anew with \`npx slipway sandbox reset\``;
      await isRefused(["sandbox", "up", "staging"], says, withEngine);
    });

    it("is told when the engine's state is damaged", async () => {
      put(state(), '{"version": 3, "checkpoint": {');
      const says = `sandbox state ${state()} is damaged: put it back from the copy beside it (.bak), or start anew with \`npx slipway sandbox reset\``;
      await isRefused(["sandbox", "status", "staging"], says);
    });

    it("is told who else is using it", async () => {
      const holder = {
        pid: process.pid,
        host: hostname(),
        since: "2026-11-21T09:00:00.000Z",
        verb: "up",
        stack: "staging",
      };
      put(lock(), JSON.stringify(holder));
      const who = `process ${process.pid} on ${hostname()} since 2026-11-21T09:00:00.000Z (up staging)`;
      const says = `the sandbox of harbour is in use by ${who}: wait for it to end`;
      await isRefused(["sandbox", "up", "staging"], says, withEngine);
      await isRefused(["sandbox", "reset", "--yes"], says);
    });

    it("is told who left it locked, and what to do", async () => {
      const { pid } = spawnSync(process.execPath, ["--version"]);
      await isLeftBy(pid);
    });

    it("takes a process for ended that its parent has not looked after, as in a container", async () => {
      // What the shell turns into never asks how its child ended.
      const parent = spawn("sh", ["-c", "true & echo $!; exec sleep 60"]);
      try {
        const [line] = await once(parent.stdout, "data");
        await isLeftBy(Number(String(line)));
      } finally {
        parent.kill("SIGKILL");
      }
    });

    async function isLeftBy(pid: number): Promise<void> {
      put(
        lock(),
        JSON.stringify({ pid, host: hostname(), since: "2026-11-21T09:00:00.000Z", verb: "up", stack: "staging" }),
      );
      const who = `process ${pid} on ${hostname()} since 2026-11-21T09:00:00.000Z (up staging)`;
      const says = `the sandbox of harbour was left locked by ${who}, which no longer runs: run \`npx slipway recover staging --sandbox\` first`;
      await isRefused(["sandbox", "up", "staging"], says, withEngine);
    }
  });

  describe("of the machine", () => {
    it("is told when a port is taken", async () => {
      const server = createServer();
      const port = await new Promise<number>((resolve) => {
        server.listen(0, "127.0.0.1", () => {
          const address = server.address();
          resolve(typeof address === "object" && address ? address.port : 0);
        });
      });
      try {
        const says = `port ${port} is taken: name another with --port, or leave --port out for a free one`;
        await isRefused(["sandbox", "up", "staging", "--port", `${port}`], says, withEngine);
      } finally {
        server.close();
      }
    });

    it("is told when there is no engine and none can be had, with three ways out", async () => {
      const nothing = copy.path(".slipway-test-empty");
      mkdirSync(nothing);
      const before = contents();
      const env = { PATH: nothing, SLIPWAY_CACHE: join(nothing, "cache"), HTTPS_PROXY: "http://127.0.0.1:9" };
      const { code, stdout, stderr } = await copy.slipway(["sandbox", "up", "staging"], env);
      assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
      const lines = stderr.split("\n");
      assert.equal(lines[0], 'engine "pulumi" cannot be had: do one of these three, then run the same command again');
      assert.deepEqual(
        lines.filter((line) => /^ {2}\S/.test(line)),
        [
          "  install pulumi 3.238.0 or newer:",
          "  allow its download (the download from get.pulumi.com failed: ECONNREFUSED), behind a proxy with:",
          "  install Go to build it with (there is no go on PATH to build it with):",
        ],
      );
      assert.doesNotMatch(stderr, /^\s+at /m);
      assert.deepEqual(contents(), before);
    });

    const old = oldNode();
    const onOld = old ? it : it.skip;
    onOld(`is told on a Node that cannot run TypeScript${old ? "" : " (skipped: none is on PATH)"}`, () => {
      const node = old ?? process.execPath;
      const version = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
      const run = (...args: readonly string[]) => {
        const { status, stdout, stderr } = spawnSync(node, args, { cwd: copy.folder, encoding: "utf8" });
        return { status, stdout, stderr };
      };
      const problem = `slipway needs Node 24 or newer (this is ${version})`;
      assert.deepEqual(run("cli/slipway.mjs", "plan"), {
        status: 1,
        stdout: "",
        stderr: `${problem}: run "npm ci" once, then "npx slipway", which brings its own\n`,
      });
      // As Pulumi's own language host starts the program; it takes 32 for "has said what is wrong".
      const bin = copy.path("node_modules", ".bin");
      assert.deepEqual(run("--import", "./tools/engine/node-check.mjs", "index.ts"), {
        status: 32,
        stdout: "",
        stderr: `${problem}: run "npm ci" once, then put the Node it brought first on PATH: export PATH="${bin}:$PATH"\n`,
      });
    });
  });

  function put(file: string, text: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** One sentence, exit code 1, and no file is written or changed. */
  async function isRefused(args: readonly string[], says: string, env: Readonly<Record<string, string>> = {}) {
    const before = contents();
    const { code, stdout, stderr } = await copy.slipway(args, env);
    assert.deepEqual({ code, stdout, stderr }, { code: 1, stdout: "", stderr: `${says}\n` });
    assert.deepEqual(contents(), before);
  }

  /** What a run might write: the sandbox's folder and what git sees. */
  function contents(): Readonly<Record<string, string>> {
    const folder = copy.path(".slipway");
    const files = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
    const texts = files
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file, readFileSync(file, "utf8")]);
    return { ...Object.fromEntries(texts), "git status": copy.git("status", "--porcelain") };
  }
});

/** A Node on PATH that is too old, if there is one. */
function oldNode(): string | undefined {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "node"))
    .filter((node) => existsSync(node))
    .find((node) => {
      const { stdout } = spawnSync(node, ["--version"], { encoding: "utf8" });
      return /^v(18|20|22)\./.test(stdout ?? "");
    });
}
