import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { blockValues, readStackText } from "../../config/stack-file.ts";
import type { Values } from "../../config/values.ts";
import { deployedPlan } from "../../promotion/effects/baseline.ts";
import { freightOf } from "../../promotion/freight.ts";
import type { Deployment } from "../../promotion/history/deployment.ts";
import { locateUnchecked } from "../../sandbox/run/locate.ts";
import { ProjectCopy } from "../support/end-to-end/project-copy.ts";
import { deployment } from "./histories.ts";

const file = "Pulumi.production.yaml";

describe("the plan of what is deployed", function () {
  // A program that is another one is planned in a process of its own.
  this.timeout(120_000);
  let copy: ProjectCopy;
  before(() => {
    copy = new ProjectCopy();
  });
  after(() => copy.remove());

  const located = () => ({ located: { ...locateUnchecked(copy.path(file)), root: copy.folder } });

  /** The stack as its file says now, as if it had just been deployed. */
  function deployed(own: Partial<Deployment> = {}): Deployment {
    const values = blockValues(readStackText(copy.path(file)).values);
    const [app, release, environment] = [values.app, values.release, values.environment].map(
      (block): Values => Object(block),
    );
    assert.ok(app && release && environment);
    const freight = freightOf({ app, release, program: "0".repeat(64) });
    return deployment({ commit: copy.git("rev-parse", "HEAD").trim(), environment, freight, ...own });
  }

  function imageOf(plan: Awaited<ReturnType<typeof deployedPlan>>): string {
    const task = plan?.resources.find(({ path }) => path === "api/api/api-definition");
    return /harbour-api@sha256:(\w{8})/.exec(String(task?.inputs.containerDefinitions))?.[1] ?? "";
  }

  const image = ["config", "slipway:release", "images", "api"];

  it("is none where nothing is deployed", async () => {
    assert.equal(await deployedPlan(located(), undefined), undefined);
  });

  it("is of the configuration that Pulumi wrote down, not of what the file says by now", async () => {
    const then = deployed();
    const digest = String(Object(then.freight?.release.images).api);
    copy.edit(file, image, `sha256:${"b".repeat(64)}`);
    copy.commit();
    const plan = await deployedPlan(located(), then);
    assert.equal(imageOf(plan), digest.slice("sha256:".length, "sha256:".length + 8));
    assert.equal(imageOf(await deployedPlan(located(), deployed())), "bbbbbbbb");
    assert.ok(plan?.cost);
  });

  it("is of the program of that commit, where that is another one", async () => {
    const then = deployed();
    const program = copy.read("index.ts");
    writeFileSync(copy.path("index.ts"), "throw new Error('not this one');\n");
    copy.commit();
    assert.equal(imageOf(await deployedPlan(located(), then)), "bbbbbbbb");
    assert.deepEqual(
      readdirSync(join(copy.folder, ".slipway")).filter((name) => /^(guard|plan)-/.test(name)),
      [],
    );
    assert.equal(copy.git("worktree", "list").trim().split("\n").length, 1);
    const broken = deployed();
    writeFileSync(copy.path("index.ts"), program);
    copy.commit();
    await assert.rejects(deployedPlan(located(), broken), {
      name: "UserError",
      message:
        /^cannot plan Pulumi\.production\.yaml at \w{40}: nothing can be compared with what runs in production\n/,
    });
  });

  it("is the program's at that commit also where not all of it was committed, as near as one can come", async () => {
    const { freight: _, ...dirty } = deployed({ isClean: false, unknown: "not everything was committed" });
    assert.equal(imageOf(await deployedPlan(located(), dirty)), "bbbbbbbb");
  });

  it("cannot be made where the commit is not known or not here, and says why", async () => {
    const { commit: _, ...unknown } = deployed();
    await assert.rejects(deployedPlan(located(), { ...unknown, unknown: "it was no git repository" }), {
      name: "UserError",
      message:
        "what runs in production cannot be planned, so nothing can be compared with it: it was no git repository",
    });
    await assert.rejects(deployedPlan(located(), deployed({ commit: "1".repeat(40) })), { name: "UserError" });
  });

  it("is none where the stack was not there at that commit", async () => {
    const then = deployed();
    copy.git("mv", file, "Pulumi.live.yaml");
    copy.commit();
    const live = { located: { ...locateUnchecked(copy.path("Pulumi.live.yaml")), root: copy.folder } };
    assert.equal(await deployedPlan(live, then), undefined);
  });
});
