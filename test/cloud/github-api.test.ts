import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { openGitHub } from "../../cloud/github.ts";
import { pruned } from "../../tools/github-api/prune.ts";
import { routesIn } from "../../tools/github-api/routes.ts";
import { description, type GitHubApi, startGitHubApi } from "../support/github-api.ts";

describe("GitHub as its published description has it", () => {
  let api: GitHubApi;
  before(async () => {
    api = await startGitHubApi();
  });
  after(() => api.stop());
  const github = () =>
    openGitHub({ pauseMilliseconds: 0, variables: { GITHUB_API_URL: api.url, GH_TOKEN: "ghp_secret" } });
  const repository = "acme/harbour";
  const asked = () => api.received.map(({ method, path }) => `${method} ${path.split("?")[0]}`);
  const sent = (at: number) => JSON.parse(api.received[at]?.body ?? "");

  it("describes every call that is made, so that none is tested against our own fake alone", () => {
    const made = routesIn(globSync("cloud/**/*.ts").map((path) => readFileSync(path, "utf8")));
    const described = Object.entries(description.paths ?? {}).flatMap(([path, methods]) =>
      Object.keys(methods ?? {}).map((method) => `${method.toUpperCase()} ${path}`),
    );
    assert.deepEqual(described.toSorted(), made);
    assert.notEqual(made.length, 0);
  });

  it("would notice a call that GitHub does not have", () => {
    assert.throws(() => pruned(description, ["GET /repos/{owner}/{repo}/wishes"]), {
      message: "GitHub's description has no GET /repos/{owner}/{repo}/wishes",
    });
  });

  const pulls = "GET /repos/{owner}/{repo}/pulls";
  const pullRequest = { number: 7, html_url: "https://github.com/acme/harbour/pull/7", node_id: "PR_7" };
  const wanted = { repository, branch: "slipway/promote", base: "main", title: "Promote", body: "What moves" };

  it("opens a pull request that GitHub merges by itself, which its REST interface cannot ask for", async () => {
    api.answer({
      [pulls]: { body: [] },
      "POST /repos/{owner}/{repo}/pulls": { body: pullRequest },
      "POST /graphql": { body: { data: { enablePullRequestAutoMerge: { clientMutationId: null } } } },
    });
    const opened = await github().pullRequest({ ...wanted, autoMerge: true });
    assert.deepEqual(opened, { number: 7, url: pullRequest.html_url, isNew: true, autoMerge: { is: "waits" } });
    assert.deepEqual(sent(2).variables, { id: "PR_7" });
  });

  it("merges at once what lacks nothing, because GitHub does not let it wait", async () => {
    const errors = [{ message: "Pull request Pull request is in clean status", type: "UNPROCESSABLE" }];
    api.answer({
      [pulls]: { body: [{ ...pullRequest, title: wanted.title, body: wanted.body }] },
      "POST /graphql": { body: { data: null, errors } },
      "PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge": { body: { merged: true } },
    });
    const opened = await github().pullRequest({ ...wanted, autoMerge: true });
    assert.deepEqual(opened.autoMerge, { is: "merged" });
    assert.deepEqual(sent(2), { merge_method: "squash" });
  });

  it("says in GitHub's words why a pull request is not merged by itself, and leaves it open", async () => {
    const errors = [{ message: "Auto merge is not allowed for this repository", type: "UNPROCESSABLE" }];
    api.answer({
      [pulls]: { body: [{ ...pullRequest, title: wanted.title, body: wanted.body }] },
      "POST /graphql": { body: { data: null, errors } },
    });
    const { autoMerge } = await github().pullRequest({ ...wanted, autoMerge: true });
    assert.deepEqual(autoMerge, { is: "refused", reason: errors[0]?.message });
  });

  const marker = "<!-- slipway:preview -->";
  const commentsPage = (nodes: readonly object[], endCursor?: string) => ({
    body: {
      data: {
        repository: {
          issueOrPullRequest: {
            comments: { nodes, pageInfo: { hasNextPage: endCursor !== undefined, endCursor: endCursor ?? "" } },
          },
        },
      },
    },
  });
  const commentUrl = "https://github.com/acme/harbour/pull/7#issuecomment-5";
  const mine = { databaseId: 5, url: commentUrl, body: `${marker}\nOld`, viewerDidAuthor: true };

  it("edits its own comment and nobody else's, also where somebody has copied the marker", async () => {
    const theirs = { ...mine, databaseId: 4, viewerDidAuthor: false };
    api.answer({
      "POST /graphql": [commentsPage([theirs], "next"), commentsPage([mine])],
      "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}": {},
    });
    const written = await github().comment({ repository, number: 7, marker, body: "New" });
    assert.deepEqual(written, { url: commentUrl, isNew: false });
    assert.deepEqual(asked()[2], "PATCH /repos/acme/harbour/issues/comments/5");
    assert.deepEqual(sent(2), { body: `${marker}\nNew` });
    assert.equal(sent(1).variables.after, "next");
  });

  it("writes a comment where it has none, and leaves alone what says the same already", async () => {
    api.answer({
      "POST /graphql": [commentsPage([]), commentsPage([{ ...mine, body: `${marker}\nNew` }])],
      "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": { body: { html_url: commentUrl } },
    });
    const wantedComment = { repository, number: 7, marker, body: "New" };
    assert.deepEqual(await github().comment(wantedComment), { url: commentUrl, isNew: true });
    assert.deepEqual(await github().comment(wantedComment), { url: commentUrl, isNew: false });
    assert.equal(asked().length, 3);
  });

  const drift = { repository, label: "drift", marker: "<!-- slipway:drift -->" };
  const issue = { number: 3, html_url: "https://github.com/acme/harbour/issues/3", pull_request: undefined };
  const issues = "GET /repos/{owner}/{repo}/issues";

  it("keeps one issue open, and takes neither a person's nor a pull request for it", async () => {
    const ofPerson = { ...issue, number: 1, body: "Drift again!" };
    const ofPull = { ...issue, number: 2, body: `${drift.marker}\nOld`, pull_request: {} };
    api.answer({
      [issues]: [{ body: [ofPerson, ofPull] }, { body: [ofPerson, { ...issue, body: `${drift.marker}\nOld` }] }],
      "POST /repos/{owner}/{repo}/issues": { body: issue },
      "PATCH /repos/{owner}/{repo}/issues/{issue_number}": { body: issue },
    });
    const text = { ...drift, title: "Drift", body: "New" };
    assert.deepEqual(await github().issue(text), { number: 3, url: issue.html_url, isNew: true });
    assert.deepEqual(sent(1), { title: "Drift", body: `${drift.marker}\nNew`, labels: ["drift"] });
    assert.deepEqual(await github().issue(text), { number: 3, url: issue.html_url, isNew: false });
    assert.equal(asked()[3], "PATCH /repos/acme/harbour/issues/3");
  });

  it("closes the issue with a last word, and has nothing to do where none is open", async () => {
    api.answer({
      [issues]: [{ body: [{ ...issue, body: `${drift.marker}\nOld` }] }, { body: [] }],
      "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": {},
      "PATCH /repos/{owner}/{repo}/issues/{issue_number}": { body: issue },
    });
    assert.deepEqual(await github().closeIssue({ ...drift, comment: "Clean" }), { number: 3, url: issue.html_url });
    assert.deepEqual(sent(2), { state: "closed", state_reason: "completed" });
    assert.equal(await github().closeIssue({ ...drift, comment: "Clean" }), undefined);
  });

  const version = {
    id: 9,
    name: "sha256:abc",
    created_at: "2026-11-01T00:00:00Z",
    metadata: { container: { tags: ["latest"] }, docker: undefined },
  };
  it("says which rights a token lacks for images: not those of a pull request", async () => {
    api.answer({ "GET /users/{username}": { status: 403, body: { message: "Forbidden" } } });
    await assert.rejects(github().imageVersions({ owner: "acme", package: "harbour-api" }), {
      message:
        "GitHub says 403 of acme/harbour-api: Forbidden: give the token the permissions to read and delete packages of the repository",
    });
  });

  for (const [type, kind] of [
    ["Organization", "orgs/{org}"],
    ["User", "users/{username}"],
  ]) {
    it(`lists and deletes images of an owner that is a ${type}, which has an address of its own`, async () => {
      const address = `${kind}/packages/{package_type}/{package_name}/versions`;
      api.answer({
        "GET /users/{username}": { body: { type } },
        [`GET /${address}`]: { body: [version] },
        [`DELETE /${address}/{package_version_id}`]: { status: 204 },
      });
      const image = { owner: "acme", package: "harbour/api" };
      assert.deepEqual(await github().imageVersions(image), [
        { id: 9, digest: "sha256:abc", tags: ["latest"], createdAt: "2026-11-01T00:00:00Z" },
      ]);
      await github().deleteImageVersion({ ...image, id: 9 });
      const last = `DELETE /${kind?.split("/")[0]}/acme/packages/container/harbour%2Fapi/versions/9`;
      assert.equal(asked().at(-1), last);
    });
  }
});
