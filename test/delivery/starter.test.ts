import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { repositoriesOf } from "../../config/delivery.ts";
import { resolveRepositories } from "../../config/resolve-delivery.ts";
import { readStackText } from "../../config/stack-file.ts";
import { starterOf, starters, writeStarter } from "../../delivery/starter.ts";
import { repositoryAbilities } from "../../lib/repository-abilities.ts";
import { workflowActions } from "../../lib/workflow-actions.ts";
import { mistakesIn } from "../support/actionlint.ts";

interface Job {
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string>>;
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

/** Jobs that call a workflow of this project. */
const calls = ({ jobs }: Workflow, name: string) =>
  Object.values(jobs).filter(({ uses }) => uses?.includes(`.github/workflows/${name}.yml`));

interface Delivery {
  readonly checks?: readonly string[];
  readonly actions?: readonly string[];
  readonly bypass?: readonly object[];
  readonly reviews?: number;
}

const deliveryOf = (system: string): Delivery => Object(Object(appOf(system)).delivery);

/** The app's repository, and what GitHub does for it. */
function repositoryOf(system: string) {
  const { app } = resolveRepositories(Object(deliveryOf(system)));
  return { ...app, ...repositoryAbilities(app) };
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
        const { checks = [] } = deliveryOf(system);
        assert.notEqual(checks.length, 0, "the example requires no check");
        assert.deepEqual(checks.toSorted(), reported(workflow).toSorted());
      });

      it("filters pull requests by branch alone, since a filter by path would leave a required check waiting", () => {
        assert.deepEqual(Object.keys(workflow.on.pull_request ?? {}), ["branches"]);
      });

      it("builds what the stack pulls, and hands it to the repository that deploys it", () => {
        const builds = calls(workflow, "release").map((job) => Object(job.with));
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

      it("uses actions that the repository lets run: one that it does not stops the whole file, with every required check", () => {
        const { actions = [] } = deliveryOf(system);
        const used = [...starterOf(system).matchAll(/uses: ([^\s@]+)@[0-9a-f]{40}/g)].map(
          ([, action]) => `${action}@*`,
        );
        const foreign = used.filter((action) => !/^(actions|github)\//.test(action));
        const allowed = repositoryOf(system).actionPatterns ? [...workflowActions, ...actions] : foreign;
        assert.deepEqual(
          foreign.filter((action) => !allowed.includes(action)),
          [],
        );
      });

      it("asks GitHub to sign nothing that its plan does not sign, since that fails after the push", () => {
        const { visibility, plan } = repositoryOf(system);
        const isSigned = visibility === "public" || plan === "enterprise";
        for (const job of calls(workflow, "release")) {
          assert.ok(isSigned || job.with?.attested !== true, plan);
        }
      });

      it("hands over in the way that the ruleset leaves open: an app that may pass it by, or what merges itself", () => {
        const { bypass = [], reviews = 1 } = deliveryOf(system);
        const mayPush = bypass.some((actor) => "app" in actor);
        for (const job of calls(workflow, "release")) {
          assert.equal(job.with?.["pull-request"] === true, !mayPush);
          assert.ok(mayPush || reviews === 0, "a pull request that somebody has to review merges not by itself");
        }
      });

      it("has what nothing needs deleted, and keeps that apart from what a push does", () => {
        const [images, ...others] = calls(workflow, "images");
        assert.deepEqual(others, []);
        assert.equal(images?.if, "github.event_name == 'schedule'");
        assert.ok("schedule" in workflow.on);
        const [build] = calls(workflow, "release");
        for (const key of ["infrastructure", "folder"]) {
          assert.equal(images?.with?.[key], build?.with?.[key], key);
        }
      });

      it("builds nothing for a commit that only bumps a digest, where what deploys is a folder of the same repository", () => {
        const { repository, infrastructure } = repositoriesOf(appOf(system));
        const folder: unknown = Object(deliveryOf(system)).folder;
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
