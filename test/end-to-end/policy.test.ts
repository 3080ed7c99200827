import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { nameOf } from "../../lib/urn.ts";
import type { Finding } from "../../policy/judge.ts";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { ProjectCopy } from "../support/end-to-end/project-copy.ts";
import type { Ended } from "../support/ended.ts";

describeOnEngine("the policy pack", () => {
  let copy: ProjectCopy;
  before(() => {
    copy = new ProjectCopy();
  });
  after(() => copy.remove());

  for (const stack of ["staging", "production"]) {
    it(`finds nothing in ${stack} that the plan does not explain`, async () => {
      const { code, stdout, stderr } = await pulumi("preview", stack, await explained(stack));
      assert.equal(code, 0, stdout + stderr);
      assert.match(stdout, / slipway@v\d+\.\d+\.\d+ \(local: /);
      assert.deepEqual(
        violations(stdout).filter((one) => !one.startsWith("judged-in-up ")),
        [],
      );
    });
  }

  it("says of what is up the same as the plan says of it, resource by resource", async () => {
    const { code, stdout, stderr } = await pulumi("up", "staging", { all: "advisory" }, "--yes", "--skip-preview");
    assert.equal(code, 0, stdout + stderr);
    const { findings } = await planned("staging");
    assert.ok(findings.length > 10);
    assert.deepEqual(
      violations(stdout),
      [...new Set(findings.map(({ rule, urn }) => `${rule} ${nameOf(urn)}`))].sort(),
    );
  });

  describe("of a program that does not encrypt its database", () => {
    const because = "it holds nothing but the catalogue that is public anyway";

    before(() => {
      const file = "components/database-settings.ts";
      const spoilt = copy.read(file).replace("storageEncrypted: true", "storageEncrypted: false");
      assert.notEqual(spoilt, copy.read(file));
      writeFileSync(copy.path(file), spoilt);
      copy.commit();
    });

    it("stops it, with the rule, the resource and the way out, as the plan does without an engine", async () => {
      const { code, stdout } = await pulumi("preview", "staging", await explained("staging"));
      assert.notEqual(code, 0);
      assert.match(stdout, /\[mandatory\] {2}database-encrypted {2}\(aws:rds:Instance: main-instance\)/);
      assert.match(stdout, /storageEncrypted is false\. Set storageEncrypted: true/);
      const plan = await copy.slipway(["plan", "staging"]);
      assert.equal(plan.code, 2, plan.stderr);
      assert.match(plan.stdout, /✗ database-encrypted: main\/main-instance: storageEncrypted is false\. Set\s/);
    });

    it("lets it through where its configuration says why", async () => {
      const except = [{ resource: "main-*", because }];
      const config = { ...(await explained("staging")), "database-encrypted": { except } };
      const { code, stdout, stderr } = await pulumi("preview", "staging", config);
      assert.equal(code, 0, stdout + stderr);
      assert.doesNotMatch(stdout, /database-encrypted {2}\(/);
    });

    it("takes no exception without its reason", async () => {
      const config = { "database-encrypted": { except: [{ resource: "main-*" }] } };
      const { code, stdout, stderr } = await pulumi("preview", "staging", config);
      assert.notEqual(code, 0);
      assert.match(stdout + stderr, /because is required/);
    });
  });

  /** What a person writes into a file by the command in docs/policies.md. */
  async function explained(stack: string): Promise<object> {
    const { code, stdout, stderr } = await copy.slipway(["plan", stack, "--policy-config"]);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  }

  async function planned(stack: string): Promise<{ readonly findings: readonly Finding[] }> {
    return JSON.parse((await copy.slipway(["plan", stack, "--json"])).stdout);
  }

  function pulumi(verb: string, stack: string, config: object, ...flags: readonly string[]): Promise<Ended> {
    const file = copy.path(".git", "policy-config.json");
    writeFileSync(file, JSON.stringify(config));
    const pack = ["--policy-pack", copy.path("policy"), "--policy-pack-config", file];
    return copy.slipway(["sandbox", "--", "pulumi", verb, "--stack", stack, "--non-interactive", ...pack, ...flags]);
  }
});

/** `database-encrypted main-instance`, once each, from what the engine prints. */
function violations(printed: string): string[] {
  const told = printed.matchAll(/- \[(?:mandatory|advisory)\] {2}(\S+) {2}\(\S+: (\S+)\)$/gm);
  return [...new Set([...told].map(([, rule, name]) => `${rule} ${name}`))].sort();
}
