import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { type Changes, changed } from "../config/minimal.ts";
import { mistakes } from "../support/end-to-end/mistakes.ts";
import { runHere } from "../support/end-to-end/run-here.ts";
import { checkout } from "../support/stack-files.ts";

describe("a mistake in the configuration", () => {
  const project = "mistaken-shop";
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-mistake-"));
    writeFileSync(join(folder, "Pulumi.yaml"), `name: ${project}\nruntime: nodejs\n`);
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const [title, mistake, says] of mistakes) {
    it(`is told in one sentence, and nothing is written: ${title}`, async () => {
      const text = stackFile(typeof mistake === "function" ? {} : mistake);
      const spoilt = typeof mistake === "function" ? mistake(text) : text;
      await isRefused(spoilt, `Pulumi.staging.yaml has 1 problem:\n  ${says}\n`);
    });
  }

  it("is told with its place when the file is no YAML", async () => {
    const file = join(folder, "Pulumi.staging.yaml");
    const says = `${file}:3:11 is no YAML: nested mappings are not allowed in compact mappings\n`;
    await isRefused(stackFile({}).replace("config:", "config: ["), says);
  });

  it("is told together with all others", async () => {
    const text = stackFile({ "app.services.api.image": "ap", "environment.services.api": { min: 4, max: 2 } });
    const says = [
      "Pulumi.staging.yaml has 3 problems:",
      "  slipway:app.name &name: is an anchor: remove it, and write the value wherever it is used (line 3)",
      '  slipway:app.services.api.image "ap": unknown image: use app',
      "  slipway:environment.services.api.min 4: is more than max, 2: lower min or raise max\n",
    ];
    await isRefused(text.replace("name: shop", "name: &name shop"), says.join("\n"));
  });

  it("is told when two stacks share an account that nobody owns", async () => {
    const text = stackFile({});
    writeFileSync(join(folder, "Pulumi.production.yaml"), stackFile({ "environment.network.cidr": "10.30.0.0/16" }));
    try {
      await isRefused(
        text,
        "Pulumi.staging.yaml has 1 problem:\n  slipway:environment.aws.sharedAccountOwner: nobody owns what the account has once, and production, staging share it: say true in exactly one of them\n",
      );
    } finally {
      rmSync(join(folder, "Pulumi.production.yaml"));
    }
  });

  it("is only a warning where a place tunes what the app does not have", async () => {
    const file = write(stackFile({ "environment.services.apii": { max: 3 } }));
    const { code, stderr, stdout } = await runHere(["plan", file]);
    assert.equal(code, 0, stderr);
    assert.match(
      `${stdout}${stderr}`.replaceAll(/\s+/g, " "),
      /slipway:environment\.services\.apii: has no effect: the app has no service of this name \(did you mean "api"\?\)/,
    );
  });

  function stackFile(changes: Changes): string {
    const blocks = Object.entries(changed(changes)).map(([key, value]) => [`slipway:${key}`, value]);
    return stringify({ config: Object.fromEntries(blocks) }, { lineWidth: 0 });
  }

  function write(text: string): string {
    const file = join(folder, "Pulumi.staging.yaml");
    writeFileSync(file, text);
    return file;
  }

  /** Offline and before the engine alike. */
  async function isRefused(text: string, says: string): Promise<void> {
    const file = write(text);
    const files = readdirSync(folder);
    for (const verb of [["plan"], ["sandbox", "up"]]) {
      const { stderr, ...ended } = await runHere([...verb, file]);
      assert.deepEqual(ended, { code: 1, stdout: "" });
      // The sandbox says besides how it is given a value.
      const lines = stderr.split(/(?<=\n)/);
      const advice = lines.filter((line) => line.startsWith("in the sandbox: write slipway:secrets: "));
      assert.equal(lines.filter((line) => !advice.includes(line)).join(""), says);
      assert.equal(advice.length, verb[0] === "sandbox" && says.includes("--secret --path") ? 1 : 0);
    }
    assert.deepEqual(readdirSync(folder), files);
    assert.equal(existsSync(join(checkout, ".slipway", project)), false);
  }
});
