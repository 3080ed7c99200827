import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { repositoriesOf } from "../../config/delivery.ts";
import { readStackText } from "../../config/stack-file.ts";
import { starterOf, starters, writeStarter } from "../../delivery/starter.ts";
import { mistakesIn } from "../support/actionlint.ts";

interface Job {
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
}

interface Workflow {
  readonly on: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflowOf = (system: string): Workflow => parse(starterOf(system));

/** The names that jobs report under in every pull request, as a ruleset has to write them. */
function reported({ jobs }: Workflow): string[] {
  return Object.entries(jobs)
    .filter(([, job]) => job.uses === undefined && job.if === undefined)
    .flatMap(([id, { name = id, strategy }]) => {
      const [values] = Object.values(strategy?.matrix ?? {});
      return values ? values.map((value) => `${name} (${value})`) : [name];
    });
}

const appOf = (system: string) =>
  readStackText(join("examples", system, "Pulumi.production.yaml")).values["slipway:app"];

describe("a starter file", () => {
  it("is there for each of the four systems", () => {
    assert.deepEqual(starters(), ["maria", "project-manager", "trendoscope2", "vardiologio-1"]);
  });

  for (const system of starters()) {
    describe(`of ${system}`, () => {
      const workflow = workflowOf(system);

      it("has a job for every check that the ruleset requires: one that nobody reports hangs every pull request", () => {
        const delivery: { readonly checks?: readonly string[] } = Object(Object(appOf(system)).delivery);
        assert.ok(delivery.checks && delivery.checks.length > 0, "the example requires no check");
        assert.deepEqual(delivery.checks.toSorted(), reported(workflow).toSorted());
      });

      it("filters pull requests by branch alone, since a filter by path would leave a required check waiting", () => {
        assert.deepEqual(Object.keys(workflow.on.pull_request ?? {}), ["branches"]);
      });

      it("builds what the stack pulls, and hands it to the repository that deploys it", () => {
        const builds = Object.values(workflow.jobs).flatMap((job) => ("with" in job ? [Object(job.with)] : []));
        const images: Record<string, { readonly repository: string }> = Object(Object(appOf(system)).images);
        const own = Object.fromEntries(builds.map(({ image, repository }) => [image, repository]));
        assert.deepEqual(
          own,
          Object.fromEntries(Object.entries(images).map(([image, { repository }]) => [image, repository])),
        );
        const [owner] = (repositoriesOf(appOf(system)).infrastructure ?? "").split("/");
        for (const { infrastructure } of builds) {
          assert.equal(`${owner}/${infrastructure}`, repositoriesOf(appOf(system)).infrastructure);
        }
      });

      it("builds nothing for a commit that only bumps a digest, where what deploys is a folder of the same repository", () => {
        const { repository, infrastructure } = repositoriesOf(appOf(system));
        const folder: unknown = Object(Object(appOf(system)).delivery).folder;
        assert.equal(repository === infrastructure, typeof folder === "string");
        const ignored = workflow.on.push?.["paths-ignore"];
        assert.deepEqual(ignored, typeof folder === "string" ? [`${folder}/**`] : undefined);
      });

      it("is a workflow without a mistake, as actionlint sees it", async () => {
        assert.deepEqual(await mistakesIn(starterOf(system), `.github/workflows/${system}.yml`), []);
      });
    });
  }

  it("is written once: what somebody has changed since is theirs", () => {
    const folder = mkdtempSync(join(tmpdir(), "slipway-starter-"));
    const file = join(folder, ".github", "workflows", "ci.yml");
    writeStarter("maria", file);
    assert.equal(readFileSync(file, "utf8"), starterOf("maria"));
    writeFileSync(file, "mine");
    assert.throws(() => writeStarter("maria", file), /is there already, and is left as it is/);
    assert.equal(readFileSync(file, "utf8"), "mine");
    rmSync(folder, { recursive: true });
  });

  it("that there is none of is told with those that there are", () => {
    assert.throws(() => starterOf("mario"), /no starter "mario" \(did you mean maria\?\): use one of maria, /);
  });
});
