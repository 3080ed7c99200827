import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { stringify } from "yaml";
import { locate, locateForSandbox } from "../../sandbox/run/locate.ts";
import { secretsToGive } from "../../sandbox/run/placeholders.ts";
import { changed } from "../config/minimal.ts";

describe("a secret that nobody has given yet, in the sandbox", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-placeholder-"));
    const blocks = Object.entries(changed({ "app.secrets": { STRIPE_KEY: "given" } }));
    const config = Object.fromEntries(blocks.map(([key, value]) => [`slipway:${key}`, value]));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    writeFileSync(join(folder, "Pulumi.staging.yaml"), stringify({ config }));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is known by the command that gives it, in a problem as in a gate", () => {
    const command = "pulumi config set --stack production --secret --path 'slipway:secrets.STRIPE_KEY' --cwd examples";
    assert.deepEqual(secretsToGive(["slipway:secrets.STRIPE_KEY: is missing", command, command]), ["STRIPE_KEY"]);
    assert.deepEqual(secretsToGive(["pulumi config set --path 'slipway:environment.secrets.A.arn' ARN"]), []);
  });

  it("comes with the two lines to write, since pulumi would check the same file before it wrote one", () => {
    const path = (name: string) => relative(process.cwd(), join(folder, name));
    const says = (how: typeof locate) => {
      try {
        how("staging", folder);
      } catch (error) {
        return String(error);
      }
      return assert.fail("it is refused");
    };
    const plain = says(locate);
    assert.match(plain, /slipway:secrets\.STRIPE_KEY: is missing/);
    assert.equal(
      says(locateForSandbox),
      `${plain}\nin the sandbox: write slipway:secrets: {STRIPE_KEY: {secure: placeholder}} into ${path("Pulumi.staging.yaml")}, and secrets: {STRIPE_KEY: value-for-the-sandbox} into ${path("world.yaml")}`,
    );
  });
});
