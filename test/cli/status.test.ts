import assert from "node:assert/strict";
import { slipway } from "../support/slipway.ts";

describe("slipway status", function () {
  this.timeout(60_000);

  it("of one stack shows that one alone, which is what one types at night", async () => {
    const { code, stdout, stderr } = await slipway(["status", "production", "--sandbox", "--json"]);
    assert.equal(code, 0, stderr);
    assert.deepEqual(
      JSON.parse(stdout).map(({ stack }: { stack: string }) => stack),
      ["production"],
    );
  });

  it("of a stack that is not there names those that are", async () => {
    const { code, stderr } = await slipway(["status", "prodution", "--sandbox"]);
    assert.equal(code, 1);
    assert.match(stderr, /^no stack "prodution": stacks here are production, staging/);
  });
});
