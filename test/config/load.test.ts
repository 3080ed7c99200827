import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { setMockOptions } from "@pulumi/pulumi/runtime/settings.js";
import { type LoadedStack, loadStack } from "../../config/load.ts";
import { type Changes, changed } from "./minimal.ts";

/** What a running program sees of a configuration: JSON under the fixed namespace. */
function running(changes: Changes): void {
  setMockOptions(undefined, "a-project-of-another-name", "staging");
  pulumi.runtime.setAllConfig(
    Object.fromEntries(
      Object.entries(changed(changes)).map(([key, value]) => [`slipway:${key}`, JSON.stringify(value)]),
    ),
  );
}

describe("loadStack", () => {
  let folder: string;
  const { PULUMI_OPTION_CONFIG_FILE: before } = process.env;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-"));
    process.env.PULUMI_OPTION_CONFIG_FILE = join(folder, "Pulumi.staging.yaml");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
    pulumi.runtime.setAllConfig({});
    if (before === undefined) {
      delete process.env.PULUMI_OPTION_CONFIG_FILE;
    } else {
      process.env.PULUMI_OPTION_CONFIG_FILE = before;
    }
  });

  function loaded(): LoadedStack {
    const stack = loadStack();
    assert.ok("stack" in stack);
    return stack;
  }

  function refusal(): string {
    try {
      loadStack();
    } catch (error) {
      assert.ok(pulumi.RunError.isInstance(error), String(error));
      return error.message;
    }
    throw new Error("was not refused");
  }

  it("reads the fixed namespace under any project's name", () => {
    running({});
    assert.equal(loaded().stack.prefix, "shop-staging");
  });

  it("makes a secret of every value that people give, since the engine hands them over as plain text", async () => {
    running({ "app.secrets": { API_KEY: "given" }, "secrets.API_KEY": "canary" });
    const secret = loaded().stack.secrets.API_KEY;
    assert.ok(secret?.kind === "given");
    assert.equal(await pulumi.isSecret(secret.value), true);
  });

  it("throws one error with everything, so that the engine prints it without a stack trace", () => {
    running({ "app.services.api.image": "ap", "environment.domain": undefined });
    assert.equal(
      refusal(),
      `stack staging has 2 problems:
  slipway:app.services.api.image "ap": unknown image: use app
  slipway:environment.domain: is missing: add the domain, or say in edge.insecureHttp: {because: …} why plain HTTP will do`,
    );
  });

  it("says so when a key is no JSON at all", () => {
    running({});
    pulumi.runtime.setConfig("slipway:release", "1.0");
    assert.equal(
      refusal(),
      "stack staging has 1 problem:\n  slipway:release 1: is a number, not a mapping: write images below it",
    );
  });

  it("reads the text of the stack's own file too, where it is at hand", () => {
    running({});
    writeFileSync(join(folder, "Pulumi.staging.yaml"), "config:\n  slipway:app:\n    name: &shop shop\n");
    assert.equal(
      refusal(),
      "Pulumi.staging.yaml has 1 problem:\n  slipway:app.name &shop: is an anchor: remove it, and write the value wherever it is used (line 3)",
    );
  });

  it("tells apart a stack that waits for its first promotion, from which an environment must not be taken away", () => {
    running({ app: undefined, release: undefined, "environment.promotion": { from: "testing" } });
    assert.deepEqual(loadStack(), {
      nothingPromoted: "staging: nothing promoted yet: npx slipway promote testing staging",
      warnings: [],
    });
  });

  it("names the command as it is typed where the sandbox is attached", () => {
    running({ app: undefined, release: undefined, "environment.promotion": { from: "testing" } });
    process.env.SLIPWAY_CLOUD_URL = "http://localhost:1";
    try {
      const loaded = loadStack();
      assert.ok("nothingPromoted" in loaded);
      assert.match(loaded.nothingPromoted, / npx slipway promote testing staging --sandbox$/);
    } finally {
      delete process.env.SLIPWAY_CLOUD_URL;
    }
  });

  it("takes the key of the state from the stack's own file, where Pulumi says it", () => {
    const text = "secretsprovider: awskms://alias/shop\nconfig: {}\n";
    writeFileSync(join(folder, "Pulumi.staging.yaml"), text);
    running({ "environment.aws.state": "s3://acme-state" });
    assert.equal(loaded().stack.account.state?.key, "alias/shop");
  });

  it("hands over what has no effect, for whoever prints warnings", () => {
    running({ "environment.services": { old: { min: 1 } } });
    assert.deepEqual(loadStack().warnings, [
      "slipway:environment.services.old: has no effect: the app has no service of this name",
    ]);
  });

  it("refuses a secret in another key even without the file, because it is plain text in there", () => {
    running({});
    const { PULUMI_CONFIG_SECRET_KEYS: keys } = process.env;
    process.env.PULUMI_CONFIG_SECRET_KEYS = '["slipway:app", "slipway:secrets"]';
    try {
      assert.equal(
        refusal(),
        "stack staging has 1 problem:\n  slipway:app: holds a secret, which makes all of it secret: move it to slipway:secrets",
      );
    } finally {
      if (keys === undefined) {
        delete process.env.PULUMI_CONFIG_SECRET_KEYS;
      } else {
        process.env.PULUMI_CONFIG_SECRET_KEYS = keys;
      }
    }
  });
});
