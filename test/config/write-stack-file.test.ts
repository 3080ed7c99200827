import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { writeStackFile } from "../../config/write-stack-file.ts";

const before = "config:\n  slipway:app: {name: shop}\n";
const after = `${before}  slipway:release: {}\n`;

/** Writes in a process of its own, which kills itself before the step that is asked for, or in the middle of it. */
const inChild = `
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
const { writeStackFile } = await import(${JSON.stringify(new URL("../../config/write-stack-file.ts", import.meta.url).href)});
const [path, before, after, step] = process.argv.slice(1);
let steps = 0;
for (const name of ["openSync", "writeFileSync", "fchmodSync", "fsyncSync", "closeSync", "renameSync", "rmSync"]) {
  const original = fs[name];
  fs[name] = (...args) => {
    steps += 1;
    if (steps === Number(step)) {
      if (name === "writeFileSync") original(args[0], args[1].slice(0, args[1].length / 2), args[2]);
      process.kill(process.pid, "SIGKILL");
    }
    return original(...args);
  };
}
syncBuiltinESMExports();
try {
  writeStackFile(path, before, after);
} catch (error) {
  console.log(error.message);
  process.exitCode = 1;
}
`;
const argumentsOf = (...own: string[]) => ["--input-type=module", "--eval", inChild, "--", ...own];

describe("writing a stack file", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "slipway-")));
    file = join(folder, "Pulumi.staging.yaml");
    writeFileSync(file, before);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const text = () => readFileSync(file, "utf8");

  function refusal(path = file, was = before): string {
    try {
      writeStackFile(path, was, after);
    } catch (error) {
      assert.ok(error instanceof Error && error.name === "UserError", String(error));
      return error.message.replaceAll(folder, "…");
    }
    throw new Error("was not refused");
  }

  it("replaces the text, keeps who may read it and leaves nothing beside it", () => {
    chmodSync(file, 0o606);
    writeStackFile(file, before, after);
    assert.equal(text(), after);
    assert.equal(statSync(file).mode & 0o777, 0o606);
    assert.deepEqual(readdirSync(folder), ["Pulumi.staging.yaml"]);
  });

  it("does not touch a file that already is as it should be", () => {
    const { ino, mtimeMs } = statSync(file);
    writeStackFile(file, before, before);
    assert.deepEqual([statSync(file).ino, statSync(file).mtimeMs], [ino, mtimeMs]);
  });

  it("writes the file that a link leads to, and leaves the link", () => {
    const link = join(folder, "Pulumi.linked.yaml");
    symlinkSync(file, link);
    writeStackFile(link, before, after);
    assert.equal(text(), after);
    assert.ok(lstatSync(link).isSymbolicLink());
  });

  it("refuses to write over what somebody else has written meanwhile", () => {
    writeFileSync(file, `${before}# theirs\n`);
    assert.equal(refusal(), "Pulumi.staging.yaml was changed by somebody else meanwhile: run it again");
    assert.equal(text(), `${before}# theirs\n`);
    assert.deepEqual(readdirSync(folder), ["Pulumi.staging.yaml"]);
  });

  it("refuses bytes that reading has lost, since they cannot be written back", () => {
    writeFileSync(file, Buffer.from([0x23, 0xff, 0x0a]));
    assert.match(refusal(file, text()), /was changed by somebody else/);
  });

  it("says which file is not there", () => {
    assert.match(refusal(join(folder, "Pulumi.none.yaml")), /^cannot write Pulumi\.none\.yaml: ENOENT/);
  });

  it("waits for nobody: who holds the lock and runs is named", () => {
    const lock = join(folder, ".Pulumi.staging.yaml.lock");
    writeFileSync(lock, JSON.stringify({ pid: process.ppid, host: hostname() }));
    assert.equal(
      refusal(),
      `Pulumi.staging.yaml is being written by process ${process.ppid} on ${hostname()}: wait for it to end, or remove …/.Pulumi.staging.yaml.lock if it has`,
    );
    writeFileSync(lock, JSON.stringify({ pid: 1, host: "elsewhere.example.com" }));
    assert.match(refusal(), /by process 1 on elsewhere\.example\.com/);
    assert.equal(text(), before);
  });

  it("takes over from a process that was killed, even before it had written its number", () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    for (const left of [JSON.stringify({ pid, host: hostname() }), ""]) {
      writeFileSync(file, before);
      writeFileSync(join(folder, ".Pulumi.staging.yaml.lock"), left);
      writeStackFile(file, before, after);
      assert.equal(text(), after);
      assert.deepEqual(readdirSync(folder), ["Pulumi.staging.yaml"]);
    }
  });

  it("is whole whenever it is killed, and the next one neither stumbles nor finds anything left", function () {
    this.timeout(60_000);
    const killed: string[] = [];
    for (let step = 1; ; step++) {
      writeFileSync(file, before);
      const { signal, status } = spawnSync(process.execPath, argumentsOf(file, before, after, String(step)));
      const left = text();
      assert.ok(left === before || left === after, `killed before step ${step}, the file holds ${left}`);
      writeStackFile(file, left, `${left}# next\n`);
      assert.equal(text(), `${left}# next\n`);
      assert.deepEqual(readdirSync(folder), ["Pulumi.staging.yaml"]);
      if (signal === null) {
        assert.equal(status, 0);
        break;
      }
      killed.push(left === before ? "old" : "new");
    }
    assert.ok(killed.includes("old") && killed.includes("new") && killed.length > 6, killed.join());
  });

  it("is won by one of those who write at the same time, and the others say so", async function () {
    this.timeout(60_000);
    const runs = ["a", "b", "c", "d"].map(async (who) => {
      const run = spawn(process.execPath, argumentsOf(file, before, `${after}# ${who}\n`, "0"));
      let says = "";
      run.stdout.on("data", (chunk) => {
        says += chunk;
      });
      const status = await new Promise((resolve) => run.on("close", resolve));
      return { who, status, says };
    });
    const ended = await Promise.all(runs);
    const [winner, ...others] = ended.filter(({ status }) => status === 0);
    assert.deepEqual(others, []);
    assert.equal(text(), `${after}# ${winner?.who}\n`);
    for (const { says } of ended.filter(({ status }) => status !== 0)) {
      assert.match(says, /is being written by process \d+|was changed by somebody else/);
    }
    assert.deepEqual(readdirSync(folder), ["Pulumi.staging.yaml"]);
  });
});
