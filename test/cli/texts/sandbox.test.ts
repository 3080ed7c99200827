import assert from "node:assert/strict";
import { join } from "node:path";
import { failedUpText, runText, upText } from "../../../cli/texts/sandbox.ts";
import type { Step } from "../../../sandbox/run/events.ts";

const definition = { type: "aws:ecs/taskDefinition:TaskDefinition", name: "api-definition" };
const step = (op: string, own: Partial<Step> = {}): Step => ({ op, ...definition, diffs: [], ...own });

describe("runText", () => {
  it("tells a replacement once, where it begins, although the engine takes three steps for it", () => {
    const steps = [
      step("create", { name: "web-definition" }),
      step("create-replacement", { diffs: ["containerDefinitions"] }),
      step("replace", { diffs: ["containerDefinitions"] }),
      step("update", { name: "api-service", diffs: ["taskDefinition"] }),
      step("replace", { name: "worker-definition", diffs: ["cpu"] }),
      step("delete-replaced"),
      step("delete", { name: "old-definition" }),
    ];
    assert.deepEqual(runText({ steps, seconds: 1 }).trimEnd().split("\n"), [
      "  + web-definition  aws:ecs/taskDefinition:TaskDefinition",
      "  ± api-definition  aws:ecs/taskDefinition:TaskDefinition  replace  containerDefinitions",
      "  ~ api-service  aws:ecs/taskDefinition:TaskDefinition  taskDefinition",
      "  ± worker-definition  aws:ecs/taskDefinition:TaskDefinition  replace  cpu",
      "  - old-definition  aws:ecs/taskDefinition:TaskDefinition",
    ]);
  });
});

describe("upText", () => {
  const nothing = { steps: [], seconds: 1 };
  const result = { ...nothing, resources: 3, urls: ["https://shop.example.com"], running: [], secondPreview: nothing };
  const located = { stack: "staging", file: join(process.cwd(), "Pulumi.staging.yaml") };

  it("ends with the command that verifies it, where it can be verified", () => {
    const lines = (isVerifiable: boolean) => upText(located, result, isVerifiable).trim().split("\n");
    assert.equal(lines(true).at(-1), "whether it is good: npx slipway verify staging --sandbox");
    assert.deepEqual(lines(false), [
      "staging is up: 3 resources (nothing to change)",
      "  https://shop.example.com",
      "the second preview is empty: nothing is left to change",
    ]);
  });

  it("tells digests whole, and on a terminal that would break them as much as tells them apart", () => {
    const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
    const running = [
      { family: "shop-staging-api", images: [`ghcr.io/acme/shop-api@${digest}`] },
      { family: "shop-staging-main-migration", images: ["ghcr.io/acme/shop-api:1"] },
    ];
    const line = (at = 0) => upText(located, { ...result, running } as never, false).split("\n")[3 + at];
    const { columns } = process.stdout;
    try {
      process.stdout.columns = 0;
      assert.equal(line(), `  shop-staging-api             ghcr.io/acme/shop-api@${digest}`);
      process.stdout.columns = 80;
      assert.equal(line(), "  shop-staging-api             ghcr.io/acme/shop-api@sha256:0123456789ab…");
      process.stdout.columns = 60;
      assert.equal(line(), "  shop-staging-api");
      assert.equal(line(1), "    ghcr.io/acme/shop-api@sha256:0123456789ab…");
    } finally {
      process.stdout.columns = columns;
    }
  });
});

describe("failedUpText", () => {
  const located = { stack: "production", file: join(process.cwd(), "Pulumi.production.yaml") };

  it("says what to type next, and names no way back where there is none", () => {
    assert.deepEqual(failedUpText(located, { isOfService: true, hasWayBack: true }).split("\n"), [
      "what runs now: npx slipway status --sandbox",
      "why its tasks did not stay: npx slipway logs production --errors --sandbox",
      "back to what was verified before: npx slipway rollback production --sandbox",
    ]);
    assert.equal(
      failedUpText(located, { isOfService: false, hasWayBack: false }),
      "what runs now: npx slipway status --sandbox",
    );
  });
});
