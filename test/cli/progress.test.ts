import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { checkout } from "../support/stack-files.ts";

const work = `
const { during } = await import("./cli/progress.ts");
try {
  await during("planning staging", async ({ say, note }) => {
    say("asking AWS");
    note("the bucket is not there yet");
    throw new Error("no");
  });
} catch (error) {
  process.stderr.write(error.message + "\\n");
}`;

/** What goes to standard error, on a terminal of so many columns or where there is none. */
function told(code: string, columns?: number, variables: Readonly<Record<string, string>> = {}) {
  const { PATH, HOME } = process.env;
  const terminal = `
    Object.defineProperty(process.stderr, "isTTY", { value: true });
    Object.assign(process.stderr, { columns: ${columns}, cursorTo() {}, moveCursor() {}, clearLine: () => process.stderr.write("<clear>") });`;
  const script = columns === undefined ? code : terminal + code;
  const { stderr, signal } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: checkout,
    env: { PATH, HOME, NO_COLOR: "1", TERM: "xterm-256color", ...variables },
    encoding: "utf8",
  });
  return { stderr, signal };
}

describe("progress", () => {
  it("is a line each where there is no terminal, and silent about what it begins with, so that an error stands alone", () => {
    assert.equal(told(work).stderr, "  asking AWS\n  the bucket is not there yet\nno\n");
  });

  it("is a line each in a job, whose log is never written over", () => {
    assert.equal(told(work, 80, { CI: "true" }).stderr, "  asking AWS\n  the bucket is not there yet\nno\n");
  });

  it("is one line that changes on a terminal, above which notes stay, and which is gone at the end", () => {
    const { stderr } = told(work, 80);
    assert.match(stderr, /⠋ planning staging {2}0 s/);
    assert.match(stderr, /<clear> {2}the bucket is not there yet\n/);
    assert.match(stderr, /\[\?25h<clear>no\n$/, "the cursor is back, the line gone");
  });

  it("is cut where the terminal would break it, because only one line can be taken back", () => {
    assert.match(
      told(work.replace("planning staging", "planning ".repeat(20)), 40).stderr,
      /⠋ planning .{20,}… {2}0 s/,
    );
  });

  it("gives the cursor back when it is interrupted, and ends the process as an interrupt does", () => {
    const { stderr, signal } = told(
      work.replace(
        'throw new Error("no")',
        'process.kill(process.pid, "SIGINT"); await new Promise(() => setTimeout(() => {}, 9000))',
      ),
      80,
    );
    assert.equal(signal, "SIGINT");
    assert.match(stderr, /\[\?25h<clear>$/);
  });
});
