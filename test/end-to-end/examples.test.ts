import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { readStackFile } from "../../config/stack-file.ts";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { ProjectCopy } from "../support/end-to-end/project-copy.ts";
import { countedOf, isAsPlanned, planned, recorded } from "../support/end-to-end/state.ts";
import { preview, up } from "../support/end-to-end/steps.ts";
import { checkout } from "../support/stack-files.ts";

/** The repository stays, and what would open it again if it were taken away. */
const keptOnGitHub = new Set(
  [
    "Repository",
    "ActionsRepositoryPermissions",
    "RepositoryVulnerabilityAlerts",
    "RepositoryDependabotSecurityUpdates",
  ].map((name) => `github:index/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`),
);

for (const example of readdirSync(join(checkout, "examples"))) {
  describeOnEngine(`the example ${example}`, () => {
    let copy: ProjectCopy;
    const file = (stack: string) => join("examples", example, `Pulumi.${stack}.yaml`);
    before(() => {
      copy = new ProjectCopy();
    });
    after(() => copy.remove());

    for (const stack of ["staging", "production"]) {
      it(`can be previewed in ${stack} before anything is there, which is when one looks first`, async () => {
        const steps = await preview(copy, file(stack));
        const made = steps.filter(({ op }) => op === "create" || op === "import").map(({ name }) => name);
        const wanted = countedOf(await planned(copy, file(stack)));
        assert.deepEqual(made.sort(), wanted.map(({ name }) => name).sort());
      });

      it(`comes up as planned in ${stack}, with nothing left to change`, async () => {
        const { running } = await up(copy, file(stack));
        const plan = await planned(copy, file(stack));
        isAsPlanned(recorded(copy, plan.project, stack), plan);
        const digests = running.flatMap(({ images }) => images.map((image) => image.split("@")[1] ?? image));
        const { images } = parse(copy.read(file(stack))).config["slipway:release"];
        for (const digest of Object.values<string>(images)) {
          assert.ok(digests.includes(digest), `${digest} is not among ${digests.join(", ")}`);
        }
      });
    }

    it("keeps the values that people give secret", () => {
      const { secrets } = parse(copy.read("examples", example, "world.yaml"));
      const values = Object.values(secrets).map(String);
      assert.ok(values.length > 0);
      assert.deepEqual(copy.leaks(values), []);
    });

    it("has left the files as they were", () => {
      assert.equal(copy.git("status", "--porcelain"), "");
    });

    it("goes in the end, what is protected too when that is said", async () => {
      const { project } = readStackFile(copy.path(file("staging")));
      for (const stack of ["production", "staging"]) {
        const { code, stderr } = await copy.slipway(["sandbox", "destroy", file(stack), "--including-protected"]);
        assert.equal(code, 0, stderr);
      }
      const left = copy
        .inAccounts(project)
        .filter(({ type }) => !type.startsWith("sandbox:") && !keptOnGitHub.has(type));
      assert.deepEqual(left, []);
    });
  });
}
