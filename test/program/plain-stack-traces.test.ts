import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { checkout } from "../support/stack-files.ts";

/** As the SDK's start file does, and then the engine's program. */
const script = `
Error.prepareStackTrace = () => "looked up in source maps";
await import("./index.ts");
process.stdout.write(new Error("it fails").stack);`;

describe("the program", () => {
  it("leaves stack traces to Node, since the SDK takes one of every promise and looks it up in source maps", () => {
    const stack = execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
      cwd: checkout,
      encoding: "utf8",
    });
    assert.match(stack, /^Error: it fails\n {4}at /);
  });
});
