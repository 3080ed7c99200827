import assert from "node:assert/strict";
import { requiredJobs } from "../../lib/workflow-actions.ts";
import { type Ending, type Happening, jobsThatRun } from "../support/github-events.ts";
import { readAsGitHub } from "../support/github-parser.ts";
import { workflowNamed, workflows } from "../support/workflows.ts";

const repository = "acme/harbour";

function pullRequest(actor: string, from: string, base = "main"): Happening {
  const event = { pull_request: { head: { repo: { full_name: from } } } };
  return {
    name: "pull_request",
    base,
    github: { event_name: "pull_request", repository, actor, ref: "refs/pull/7/merge", event },
  };
}

const happens = (name: string, ref: string): Happening => ({
  name,
  github: { event_name: name, repository, actor: "ann", ref, event: {} },
});

const happenings = {
  "pull request of a branch here": pullRequest("ann", repository),
  "pull request of a fork": pullRequest("eve", "eve/harbour"),
  "pull request of Dependabot": pullRequest("dependabot[bot]", repository),
  "pull request into another branch": pullRequest("ann", repository, "develop"),
  "merge group": happens("merge_group", "refs/heads/gh-readonly-queue/main/pr-7-0a1b"),
  "push to main": happens("push", "refs/heads/main"),
  "push to another branch": happens("push", "refs/heads/feature"),
  "push of records": happens("push", "refs/heads/slipway-releases"),
  "push of a tag": happens("push", "refs/tags/v1.4.2"),
  "push of a tag named main": happens("push", "refs/tags/main"),
  schedule: happens("schedule", "refs/heads/main"),
  "button on main": happens("workflow_dispatch", "refs/heads/main"),
  "button on another branch": happens("workflow_dispatch", "refs/heads/feature"),
};

/** What runs of which workflow; a workflow that is not named does not start. */
const expected: Readonly<Record<keyof typeof happenings, Readonly<Record<string, readonly string[]>>>> = {
  "pull request of a branch here": { check: ["check"], preview: ["preview", "comment", "preview-done"] },
  "pull request of a fork": { check: ["check"], preview: ["offline", "preview-done"] },
  "pull request of Dependabot": { check: ["check"], preview: ["offline", "preview-done"] },
  "pull request into another branch": { check: ["check"], preview: ["preview", "comment", "preview-done"] },
  "merge group": { check: ["check"], preview: ["preview-done"] },
  "push to main": { check: ["check"], deploy: ["changes", "production-plan"] },
  "push to another branch": {},
  "push of records": {},
  "push of a tag": {},
  "push of a tag named main": {},
  schedule: { audit: ["audit"], drift: ["drift", "issue"], promote: ["promote"] },
  "button on main": {
    deploy: ["changes", "production-plan"],
    drift: ["drift", "issue"],
    promote: ["promote"],
    rollback: ["rollback"],
  },
  // Its environment and its role trust main alone.
  "button on another branch": { rollback: ["rollback"] },
};

const ran = async (name: string, happening: Happening, endings: Readonly<Record<string, Ending>> = {}) => {
  const { path, text } = workflowNamed(name);
  return jobsThatRun(await readAsGitHub(path, text), happening, endings);
};

describe("what happens on GitHub", () => {
  for (const [title, happening] of Object.entries(happenings)) {
    it(`as ${title} starts these jobs and no others`, async () => {
      const all = await Promise.all(workflows.map(async ({ name }) => [name, await ran(name, happening)] as const));
      assert.deepEqual(
        Object.fromEntries(all.filter(([, jobs]) => jobs.length > 0)),
        expected[title as keyof typeof happenings],
      );
    });
  }

  it("reports every check that the ruleset requires, in each pull request and in the merge queue: a missing one hangs it", async () => {
    for (const title of [
      "pull request of a branch here",
      "pull request of a fork",
      "pull request of Dependabot",
      "pull request into another branch",
      "merge group",
    ] as const) {
      const all = await Promise.all(workflows.map(({ name }) => ran(name, happenings[title])));
      assert.deepEqual(
        requiredJobs.filter((job) => !all.flat().includes(job)),
        [],
        title,
      );
    }
  });
});

describe("a commit on main", () => {
  const pushed = happenings["push to main"];
  const staging: Ending = { outputs: { staging: "true" } };
  const production: Ending = { outputs: { production: "true" } };

  it("goes to staging, from there on by promotion, and to production once its plan is shown", async () => {
    assert.deepEqual(await ran("deploy", pushed, { changes: staging, "production-plan": production }), [
      "changes",
      "staging",
      "promote",
      "production-plan",
      "production",
    ]);
  });

  it("goes to production alone when it is the merge of a promotion", async () => {
    assert.deepEqual(await ran("deploy", pushed, { "production-plan": production }), [
      "changes",
      "production-plan",
      "production",
    ]);
  });

  it("goes no further than a staging that is not good, and takes it back where that is wanted", async () => {
    const failed: Ending = { result: "failure" };
    assert.deepEqual(await ran("deploy", pushed, { changes: staging, staging: failed }), ["changes", "staging"]);
    const toBack: Ending = { ...failed, outputs: { rollback: "true" } };
    assert.deepEqual(await ran("deploy", pushed, { changes: staging, staging: toBack }), [
      "changes",
      "staging",
      "staging-rollback",
    ]);
  });

  it("is taken back from production when it is not good there, without asking anybody", async () => {
    const toBack: Ending = { result: "failure", outputs: { rollback: "true" } };
    assert.deepEqual(await ran("deploy", pushed, { "production-plan": production, production: toBack }), [
      "changes",
      "production-plan",
      "production",
      "production-rollback",
    ]);
  });

  it("goes nowhere when nobody can tell where it is due", async () => {
    assert.deepEqual(await ran("deploy", pushed, { changes: { result: "failure" } }), ["changes"]);
  });
});

describe("the issue on drift", () => {
  it("is brought up to date also where one stack could not be read", async () => {
    assert.deepEqual(await ran("drift", happenings.schedule, { drift: { result: "failure" } }), ["drift", "issue"]);
  });
});

describe("preview-done", () => {
  it("is there also when a preview failed, so that the pull request is refused and does not hang", async () => {
    const here = happenings["pull request of a branch here"];
    const told = ["preview", "comment", "preview-done"];
    assert.deepEqual(await ran("preview", here, { preview: { result: "failure" } }), told);
  });
});
