import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { nothingPromoted } from "../../program/nothing-promoted.ts";

const says = "production: nothing promoted yet: npx slipway promote staging production";

/** Runs it where the last update left these outputs. */
async function run(outputs: Readonly<Record<string, unknown>>, isPreview: boolean): Promise<unknown> {
  const call = ({ token, inputs }: pulumi.runtime.MockCallArgs) => {
    assert.deepEqual([token, inputs.name], ["pulumi:pulumi:readStackOutputs", "production"]);
    return { outputs };
  };
  await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call }, "shop", "production", isPreview);
  return nothingPromoted(says).catch((error: unknown) => error);
}

function isRefused(error: unknown, sentence: string): void {
  assert.ok(pulumi.RunError.isInstance(error), String(error));
  assert.equal(error.message, sentence);
}

describe("the program of a stack that nothing was promoted to yet", () => {
  const { log } = console;
  const printed: unknown[] = [];
  beforeEach(() => {
    printed.length = 0;
    // Where the SDK says what a program tells, when there is no engine.
    console.log = (...parts: unknown[]) => printed.push(...parts);
  });
  afterEach(async () => {
    console.log = log;
    await pulumi.runtime.setMocks(
      { newResource: () => ({ id: "", state: {} }), call: () => ({}) },
      "test",
      "test",
      false,
    );
  });

  it("says so in a preview and passes, since the check of a pull request runs one", async () => {
    assert.equal(await run({}, true), undefined);
    assert.ok(printed.some((line) => String(line).includes(says)));
  });

  it("refuses an update, which would come to nothing", async () => {
    isRefused(await run({}, false), `${says} (until then there is nothing to bring up)`);
  });

  it("refuses both where something was deployed, so that a file that lost its blocks takes no environment away", async () => {
    const sentence =
      "production was deployed, and its file has neither slipway:app nor slipway:release, so that all of it would be deleted: put both back (to end it, use pulumi destroy)";
    isRefused(await run({ url: "https://shop.example.com" }, true), sentence);
    isRefused(await run({ url: "https://shop.example.com" }, false), sentence);
  });
});
