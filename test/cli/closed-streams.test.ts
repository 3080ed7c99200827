import assert from "node:assert/strict";
import { type StdioOptions, spawn } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { checkout } from "../support/stack-files.ts";

function begin(words: readonly string[], stdio: StdioOptions) {
  return spawn(process.execPath, [join(checkout, "cli", "slipway.mjs"), ...words], { cwd: checkout, stdio });
}

describe("standard output and standard error", function () {
  this.timeout(60_000);

  for (const [stream, words, code] of [
    ["stderr", ["exec", "staging", "api"], 2],
    ["stdout", ["plan", "staging"], 0],
  ] as const) {
    it(`may be closed by whoever reads (${stream}): what is under way ends in order, because it may hold a lock`, async () => {
      const child = begin(words, ["ignore", "pipe", "pipe"]);
      const ended = new Promise<unknown>((resolve) => child.on("close", resolve));
      child[stream]?.destroy();
      const other = stream === "stderr" ? child.stdout : child.stderr;
      assert.deepEqual([await ended, other && (await text(other))], [code, ""]);
    });
  }

  (existsSync("/dev/full") ? it : it.skip)(
    "are told of in a sentence where the disk is full, because half a result looks like a whole one",
    async () => {
      const child = begin(["completion", "bash"], ["ignore", openSync("/dev/full", "w"), "pipe"]);
      const ended = new Promise<unknown>((resolve) => child.on("close", resolve));
      const said = child.stderr && (await text(child.stderr));
      assert.deepEqual(
        [await ended, said],
        [1, "standard output cannot be written to: ENOSPC: no space left on device, write\n"],
      );
    },
  );
});
