import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planStack } from "../../plan/plan-stack.ts";
import { type Ran, slipway } from "../support/slipway.ts";
import { allStacks, checkout, topStacks } from "../support/stack-files.ts";

/** A sentence and nothing else, and how it ended. */
function refused(ran: Ran, code: number, says: string): void {
  assert.deepEqual(ran, { code, stdout: "", stderr: `${says}\n` });
}

describe("slipway plan", () => {
  it("shows what staging would have, a line a component, when no stack is named", async () => {
    const { code, stdout, stderr } = await slipway(["plan"]);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^harbour · staging: account 111111111111, eu-north-1, profile staging\n/);
    for (const component of [
      "network +Network",
      "edge +LoadBalancer",
      "api +WebService",
      "main +Database",
      "cache +Cache",
    ]) {
      assert.match(stdout, new RegExp(`^${component} +\\d+ `, "m"));
    }
    assert.match(stdout, /\n\d+ resources in \d+ components; none protected\n/);
  });

  it("prints as JSON every resource with all its options, and no secret", async () => {
    const { code, stdout } = await slipway(["plan", "production", "--json"]);
    const planned = await planStack("production", checkout);
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(stdout), JSON.parse(JSON.stringify(planned)));
    assert.match(stdout, /"secretString": {\s+"secret": true\s+}/);
  });

  for (const { name, file } of allStacks.filter((stack) => !topStacks.includes(stack))) {
    it(`takes the path of a stack file: ${name}`, async () => {
      const { code, stdout } = await slipway(["plan", file, "--json"]);
      assert.equal(code, 0);
      assert.equal(JSON.parse(stdout).project, (await planStack(file)).project);
    });
  }

  it("tells what is different between two stacks", async () => {
    const { code, stdout } = await slipway(["plan", "--diff", "staging", "production"]);
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^staging → production: \d+ different, \d+ only in staging, \d+ only in production, \d+ the same\n/,
    );
    assert.match(stdout, /\n {2}main\/main-instance \(Instance\)\n(?: {4}.*\n)* {4}protect: false → true\n/);
  });

  it("tells the difference as JSON too, of stack files as of stacks", async () => {
    const { code, stdout } = await slipway(["plan", "--json", "--diff", "Pulumi.staging.yaml", "staging"]);
    assert.equal(code, 0);
    const { changed, onlyFrom, onlyTo } = JSON.parse(stdout);
    assert.deepEqual([changed, onlyFrom, onlyTo], [[], [], []]);
  });

  it("refuses a stack that there is not, and says which there are", async () => {
    refused(
      await slipway(["plan", "stagin"]),
      1,
      'no stack "stagin": stacks here are production, staging (did you mean "staging"?)',
    );
  });

  it("refuses a file that is no stack file, and one that is not there", async () => {
    refused(await slipway(["plan", "./README.md"]), 1, "README.md is no stack file: name one like Pulumi.staging.yaml");
    refused(
      await slipway(["plan", "docs/Pulumi.staging.yaml"]),
      1,
      "no stack file docs/Pulumi.staging.yaml: there is no Pulumi.<stack>.yaml there",
    );
  });

  it("refuses a verb and an option that there are not, with another exit code than a mistake in a file", async () => {
    refused(
      await slipway(["plant"]),
      1,
      "unknown command 'plant'\n(Did you mean plan?)\n(npx slipway --help shows what there is)",
    );
    refused(
      await slipway(["plan", "--jsn"]),
      1,
      "unknown option '--jsn'\n(Did you mean --json?)\n(npx slipway plan --help shows what it takes)",
    );
    const { code } = await slipway(["plan", "--diff", "staging"]);
    assert.equal(code, 1);
  });

  it("explains itself", async () => {
    const { code, stdout } = await slipway(["plan", "--help"]);
    assert.equal(code, 0);
    assert.match(stdout, /^Usage: npx slipway plan \[stack\] \[--json\] \[--policy-config\]\n/);
    assert.match(stdout, /--diff <stacks\.\.\.> +what is different between two stacks, or two stack files/);
  });
});

describe("slipway plan in a folder with a mistake", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-plan-"));
    cpSync(join(checkout, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** What it says about a stack file of this text; it must leave the folder as it was. */
  async function about(text: string): Promise<Ran> {
    writeFileSync(join(folder, "Pulumi.staging.yaml"), text);
    const before = readdirSync(folder, { recursive: true });
    const ran = await slipway(["plan"], folder);
    assert.deepEqual(readdirSync(folder, { recursive: true }), before);
    return ran;
  }

  it("tells every problem of the configuration and writes nothing", async () => {
    const { code, stdout, stderr } = await about("config:\n  slipway:app: {name: shop, imags: {}}\n");
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, /^Pulumi\.staging\.yaml has \d+ problems:\n/);
    assert.match(stderr, /\n {2}slipway:app\.imags.*did you mean "images"/);
    assert.doesNotMatch(stderr, /\n {4}at /);
  });

  it("says where a file is no YAML", async () => {
    const { code, stdout, stderr } = await about("config:\n  slipway:app: {name: shop\n");
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, /Pulumi\.staging\.yaml:3:1 is no YAML: /);
    assert.doesNotMatch(stderr, /\n {4}at /);
  });

  it("says that there is no stack at all", async () => {
    refused(await slipway(["plan"], folder), 1, 'no stack "staging": there is no Pulumi.<stack>.yaml here');
  });
});
