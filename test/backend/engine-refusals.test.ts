import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { dropDeadLock } from "../../backend/engine-lock.ts";
import { runEngine } from "../../backend/engine-run.ts";
import { bringUp } from "../../promotion/rollback/engine.ts";
import { withEnvironment } from "../support/environment.ts";
import { refuses } from "../support/refuses.ts";

describe("a machine without", () => {
  const empty = mkdtempSync(join(tmpdir(), "slipway-no-path-"));
  withEnvironment(() => ({ PATH: empty }));
  after(() => rmSync(empty, { recursive: true }));

  it("pulumi is told where it says which one is needed", () =>
    refuses(
      () => runEngine(empty, "staging", ["preview"]),
      "there is no pulumi on PATH: put the one there that docs/engine.md names",
    ));
});

describe("an engine that fails without a word", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-silent-"));
  writeFileSync(join(folder, "pulumi"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  withEnvironment(() => ({ PATH: [folder, process.env.PATH].join(delimiter) }));
  after(() => rmSync(folder, { recursive: true }));

  it("is told as one, since an empty line would look like a result", () => {
    const there = { root: folder, project: "shop", stack: "staging", file: join(folder, "Pulumi.staging.yaml") };
    const applied = { stage: { isSandbox: false }, there, title: "rollback", say: () => {} };
    return refuses(
      () => bringUp(applied as unknown as Parameters<typeof bringUp>[0]),
      "the engine said nothing: what it printed is above",
    );
  });
});

describe("a lock that the engine met", () => {
  it("is left to a process that lives, since two engines would write one state", () => {
    const held = `error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with \`pulumi cancel\`.\n  file:///state/.pulumi/locks/a.json: created by root@${hostname()} (pid ${process.pid}) at 2026-11-21T18:42:14Z`;
    return refuses(
      () =>
        dropDeadLock(
          async () => "",
          () => Promise.reject(new Error(held)),
        ),
      `the stack is locked by process ${process.pid} on ${hostname()} since 2026-11-21T18:42:14Z: wait for it to end; if it is on another machine and surely dead, drop the lock there with \`pulumi cancel\``,
    );
  });
});
