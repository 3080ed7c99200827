import assert from "node:assert/strict";
import { requiredJobs, workflowActions } from "../../lib/workflow-actions.ts";
import { textOf } from "../house/sources.ts";
import { jobs, setUpPath, steps, workflows } from "../support/workflows.ts";

const used = [
  ...workflows.map(({ path, text }) => ({ path, text })),
  { path: setUpPath, text: textOf(setUpPath) },
].flatMap(({ path, text }) =>
  [...text.matchAll(/^\s+(?:- )?uses: (\S+)(?: (.*))?$/gm)].map(([, action = "", comment = ""]) => ({
    path,
    action,
    comment,
  })),
);
const foreign = used.filter(({ action }) => !action.startsWith("./"));

const names = (found: readonly (readonly [string, unknown])[]) => found.map(([name]) => name);

describe("the actions of the workflows", () => {
  it("are pinned by a commit with its version beside it: a tag can be moved to other code", () => {
    const loose = foreign.filter(
      ({ action, comment }) => !/@[0-9a-f]{40}$/.test(action) || !/^# v\d+\.\d+\.\d+$/.test(comment),
    );
    assert.deepEqual(loose, []);
  });

  it("are each of one version, so that one pull request of Dependabot brings a newer one everywhere", () => {
    const pins = new Set(foreign.map(({ action, comment }) => `${action} ${comment}`));
    const actions = [...pins].map((pin) => pin.split("@")[0]);
    assert.deepEqual(
      actions.filter((action, index) => actions.indexOf(action) !== index),
      [],
    );
  });

  it("are those that the repository allows to run, and none is allowed that nothing uses", () => {
    const own = (action: string) => action.startsWith("actions/") || action.startsWith("github/");
    const needed = foreign.map(({ action }) => action.replace(/@.*$/, "@*")).filter((action) => !own(action));
    // GitHub refuses also what an action of several steps uses: https://github.com/aquasecurity/trivy-action/issues/409
    const nested = needed.includes("aquasecurity/trivy-action@*") ? ["aquasecurity/setup-trivy@*"] : [];
    assert.deepEqual([...new Set([...needed, ...nested])].sort(), workflowActions.toSorted());
  });
});

describe("a job", () => {
  it("has the rights that it names and no others: the workflow itself gives none", () => {
    assert.deepEqual(
      workflows.filter(({ yaml }) => JSON.stringify(yaml.permissions) !== "{}").map(({ path }) => path),
      [],
    );
    assert.deepEqual(names(jobs.filter(([, job]) => job.permissions === undefined)), []);
  });

  it("may write no contents: what is written is written by a GitHub App, whose commits start workflows", () => {
    assert.deepEqual(names(jobs.filter(([, job]) => job.permissions?.contents === "write")), []);
  });

  it("writes only where that is what it is for", () => {
    const writes = jobs.flatMap(([name, { permissions = {} }]) =>
      Object.entries(permissions).flatMap(([scope, right]) =>
        right === "write" && scope !== "id-token" ? [`${name}: ${scope}`] : [],
      ),
    );
    assert.deepEqual(writes.sort(), [
      "drift issue: issues",
      "images prune: packages",
      "preview comment: pull-requests",
      "release build: attestations",
      "release build: packages",
    ]);
  });

  it("that works on a stack has an identity for AWS, and no other has, but for what signs a build", () => {
    const isCalling = (uses: string | undefined) => uses !== undefined;
    const onStack = jobs.filter(
      ([, { steps: own = [], uses }]) => isCalling(uses) || own.some(({ with: given }) => given?.stack),
    );
    const identified = jobs.filter(([, { permissions }]) => permissions?.["id-token"] === "write");
    assert.deepEqual(names(identified).sort(), [...names(onStack), "release build"].sort());
  });

  it("for whom nobody answers sees no secret and has no identity: forks run there", () => {
    const open = ["check check", "preview offline", "preview preview-done"];
    for (const [name, job] of jobs.filter(([name]) => open.includes(name))) {
      assert.doesNotMatch(JSON.stringify(job), /secrets\./, name);
      assert.equal(job.permissions?.["id-token"], undefined, name);
    }
  });

  it("never runs what a fork brings with the rights of this repository", () => {
    const events = workflows.flatMap(({ yaml }) => Object.keys(yaml.on));
    assert.deepEqual(
      events.filter((event) => event === "pull_request_target" || event === "workflow_run"),
      [],
    );
  });

  it("leaves no credentials in the clone, where whatever runs next could read them", () => {
    const kept = steps.filter(
      ([, { uses, with: given }]) => uses?.startsWith("actions/checkout@") && given?.["persist-credentials"] !== false,
    );
    assert.deepEqual(names(kept), []);
  });

  it("gives a token of the writer what bump, promote and rollback need", () => {
    const tokens = steps.filter(([, { id }]) => id === "writer").map(([, { with: given = {} }]) => given);
    assert.notEqual(tokens.length, 0);
    for (const given of tokens) {
      const rights = Object.entries(given).filter(([key]) => key.startsWith("permission-"));
      assert.deepEqual(Object.fromEntries(rights), {
        "permission-contents": "write",
        "permission-pull-requests": "write",
      });
    }
  });

  it("that a ruleset requires reports under that very name", () => {
    for (const wanted of requiredJobs) {
      const [job, ...others] = jobs.filter(([name]) => name.endsWith(` ${wanted}`)).map(([, found]) => found);
      assert.deepEqual([job?.name, job?.uses, job?.strategy, others], [undefined, undefined, undefined, []], wanted);
    }
  });
});
