import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { takeLock } from "../../sandbox/run/lock.ts";

describe("The lock of a sandbox", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-lock-"));
  const file = join(folder, "project", "lock");
  after(() => rmSync(folder, { recursive: true }));

  it("tells the second run who holds it", () => {
    const unlock = takeLock(file, "up", "shop", "staging");
    assert.throws(() => takeLock(file, "destroy", "shop", "staging"), {
      message: new RegExp(
        `^the sandbox of shop is in use by process ${process.pid} on ${hostname()} since \\S+ \\(up staging\\): wait for it to end$`,
      ),
    });
    unlock();
    takeLock(file, "destroy", "shop", "staging")();
  });

  it("is not taken from a dead run, because its engine may have left more than a lock", () => {
    writeFileSync(
      file,
      JSON.stringify({ pid: 4194399, host: hostname(), since: "2026-11-21T07:00:00Z", verb: "up", stack: "staging" }),
    );
    assert.throws(
      () => takeLock(file, "up", "shop", "staging"),
      /which no longer runs: run `npx slipway recover staging --sandbox` first$/,
    );
    rmSync(file);
  });

  it("takes a run on another host for alive, because nobody here can know", () => {
    writeFileSync(
      file,
      JSON.stringify({ pid: 4194399, host: "elsewhere", since: "2026-11-21T07:00:00Z", verb: "up", stack: "staging" }),
    );
    assert.throws(() => takeLock(file, "up", "shop", "staging"), /is in use by process 4194399 on elsewhere/);
    rmSync(file);
  });
});
