import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ProjectCopy } from "../support/end-to-end/project-copy.ts";
import { checkout } from "../support/stack-files.ts";

const file = "Pulumi.production.yaml";
const says = "production: nothing promoted yet: npx slipway promote staging production";

describe("a verb for a stack that nothing was promoted to yet", function () {
  // The guard plans in a process of its own.
  this.timeout(300_000);
  let copy: ProjectCopy;
  before(() => {
    copy = new ProjectCopy();
    copy.edit(file, ["config", "slipway:environment", "promotion"], { from: "staging" });
    copy.commit();
    copy.edit(file, ["config", "slipway:app"], undefined);
    copy.edit(file, ["config", "slipway:release"], undefined);
  });
  after(() => copy.remove());

  async function run(...args: string[]) {
    const PATH = [join(checkout, "node_modules", ".bin"), dirname("/usr/bin/git"), "/bin"].join(":");
    return copy.slipway(args, { PATH });
  }

  for (const verb of [["plan"], ["cost"], ["plan", "--diff", "staging"]]) {
    it(`passes and says which command promotes: ${verb.join(" ")} production`, async () => {
      assert.deepEqual(await run(...verb, "production"), { code: 0, signal: null, stdout: `${says}\n`, stderr: "" });
    });

    it(`says it as JSON: ${verb.join(" ")} production --json`, async () => {
      const { code, stdout } = await run(...verb, "production", "--json");
      const { nothingPromoted } = JSON.parse(stdout);
      assert.deepEqual([code, nothingPromoted], [0, verb.length > 1 ? ["production"] : { from: "staging" }]);
    });
  }

  it("has no finding to explain: the policy pack is configured all the same, since pulumi reads what it is given", async () => {
    const { code, stdout } = await run("plan", "production", "--policy-config");
    assert.deepEqual([code, JSON.parse(stdout)], [0, {}]);
  });

  it("needs no engine in the sandbox, and names the stack files as they were typed", async () => {
    const path = (stack: string) => `examples/maria/Pulumi.${stack}.yaml`;
    copy.edit(path("production"), ["config", "slipway:environment", "promotion"], { from: "staging" });
    for (const block of ["app", "release"]) copy.edit(path("production"), ["config", `slipway:${block}`], undefined);
    const told = `production: nothing promoted yet: npx slipway promote ${path("staging")} ${path("production")} --sandbox`;
    assert.deepEqual(await run("sandbox", "preview", path("production")), {
      code: 0,
      signal: null,
      stdout: `${told}\n`,
      stderr: "",
    });
    const { code, stderr } = await run("sandbox", "up", path("production"));
    assert.deepEqual([code, stderr], [1, `${told} (until then there is nothing to bring up)\n`]);
    copy.git("checkout", "--quiet", "--", "examples");
  });

  it("is refused by guard where the stack had something before, which losing both blocks would take away", async () => {
    const { code, stdout } = await run("guard", "production", "--from", "HEAD", "--json");
    const { refused, isEmptied } = JSON.parse(stdout);
    assert.deepEqual([code, isEmptied], [2, true]);
    assert.ok(
      refused.some(({ path, change }: Record<string, string>) => path === "main/main-instance" && change === "delete"),
    );
  });

  it("passes guard where there was nothing before either, in that commit or without a commit of it", async () => {
    const passes = { code: 0, signal: null, stdout: `${says}\n`, stderr: "" };
    copy.commit();
    assert.deepEqual(await run("guard", "production", "--from", "HEAD"), passes);
    writeFileSync(copy.path(file), `${copy.read(file)}# nothing else\n`);
    assert.deepEqual(await run("guard", "--from", "HEAD"), passes);
    const text = copy.read(file);
    rmSync(copy.path(file));
    copy.commit();
    writeFileSync(copy.path(file), text);
    assert.deepEqual(await run("guard", "production", "--from", "HEAD"), passes);
  });

  it("is told what is wrong with the place, which a promotion would not mend", async () => {
    copy.edit(file, ["config", "slipway:environment", "promotion", "from"], "stagin");
    const { code, stdout, stderr } = await run("plan", "production");
    assert.deepEqual([code, stdout], [1, ""]);
    assert.equal(
      stderr,
      'Pulumi.production.yaml has 1 problem:\n  slipway:environment.promotion.from "stagin": unknown stack: use staging\n',
    );
  });
});
