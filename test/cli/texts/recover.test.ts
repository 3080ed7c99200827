import assert from "node:assert/strict";
import { join } from "node:path";
import { recoverText } from "../../../cli/texts/recover.ts";
import type { Recovery } from "../../../sandbox/run/recover.ts";

const file = join(process.cwd(), "Pulumi.production.yaml");
const located = { root: process.cwd(), project: "harbour", stack: "production", file, worldFile: "world.yaml" };
const inSandbox = { located, isSandbox: true };
const nothing: Recovery = { droppedLock: false, adopted: [], missing: [] };
const missing = [
  { type: "aws:ec2/vpc:Vpc", name: "network", importLine: "pulumi import aws:ec2/vpc:Vpc network <id>" },
];

describe("recoverText", () => {
  it("says that there is nothing to recover", () => {
    assert.equal(recoverText(nothing, inSandbox), "there is nothing to recover\n");
  });

  it("ends with the deployment that was cut off", () => {
    const dropped = "dropped the lock of a run that no longer lives\n";
    const text = (own: Partial<Recovery>, isSandbox = true) =>
      recoverText({ ...nothing, droppedLock: true, ...own }, { located, isSandbox });
    assert.equal(
      text({ killed: { verb: "up", stack: "production" } }),
      `${dropped}next: npx slipway sandbox up production\n`,
    );
    assert.equal(text({}, false), `${dropped}next: pulumi up --stack production\n`);
    assert.match(
      text({ missing, killed: { verb: "refresh", stack: "production" } }),
      /next: npx slipway sandbox up production\n$/,
    );
  });

  it("ends with what was killed where that deploys nothing, because then nothing is to be deployed", () => {
    const next = (verb: string) =>
      recoverText({ ...nothing, droppedLock: true, killed: { verb, stack: "staging" } }, inSandbox).split("\n")[1];
    assert.equal(next("refresh"), "next: npx slipway sandbox refresh staging");
    assert.equal(next("destroy"), "next: npx slipway sandbox destroy staging");
    assert.equal(next("verify"), "next: npx slipway verify staging --sandbox");
  });
});
