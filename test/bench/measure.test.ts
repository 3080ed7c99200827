import assert from "node:assert/strict";
import { measureInTurn } from "../../bench/measure.mts";
import { checkout } from "../support/stack-files.ts";

const measured = (...args: readonly string[]) => measureInTurn({ it: { args, cwd: checkout } }, 1, () => {}).it;

describe("a command that is measured", () => {
  it("has the memory of its own processes, whatever the one that started it holds", () => {
    const ours = Buffer.alloc(300 * 1024 ** 2, 1);
    const { peakMiB } = measured("--eval", "");
    assert(peakMiB.max > 10 && peakMiB.max < 200, `${peakMiB.max} MiB, beside ${ours.length} bytes of ours`);
  });

  it("counts with the largest process that it starts itself", () => {
    const large = 'Buffer.alloc(300 * 1024 ** 2, 1); process.stdout.write("")';
    const { peakMiB } = measured(
      "--eval",
      `child_process.execFileSync(process.execPath, ["--eval", ${JSON.stringify(large)}])`,
    );
    assert(peakMiB.max > 300, `${peakMiB.max} MiB`);
  });

  it("is told with what it said where it fails, since a quick failure is no figure", () => {
    assert.throws(
      () => measured("--eval", 'console.error("no such stack"); process.exit(3)'),
      /exit code 3:\nno such stack/,
    );
  });
});
