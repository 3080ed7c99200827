import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openGitHub } from "../../cloud/github.ts";
import { withEnvironment } from "../support/environment.ts";
import { type LocalServer, type Received, sendJson, startLocalServer } from "../support/local-server.ts";

const wanted = {
  repository: "acme/harbour",
  branch: "slipway/bump-staging",
  base: "main",
  title: "Bump staging: api 50b2820bc39c",
  body: "What moves",
};
const shown = { number: 7, html_url: "https://github.com/acme/harbour/pull/7", title: wanted.title, body: wanted.body };
const list = "GET /repos/acme/harbour/pulls?sort=created&direction=desc&head=acme%3Aslipway%2Fbump-staging";
const listOpen = `${list}&base=main&state=open&per_page=1`;

describe("GitHub", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-github-"));
  let server: LocalServer;
  before(async () => {
    server = await startLocalServer();
  });
  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  withEnvironment(() => ({
    GITHUB_API_URL: server.url,
    GH_TOKEN: "ghp_secret",
    GITHUB_TOKEN: undefined,
    PATH: folder,
  }));

  const github = () => openGitHub({ pauseMilliseconds: 0, variables: { ...process.env } });
  type Route = (response: ServerResponse, request: Received) => void;
  /** Answers by method and path, each with the next of its answers. */
  function answering(routes: Readonly<Record<string, readonly Route[]>>): void {
    const left = new Map(Object.entries(routes).map(([route, answers]) => [route, [...answers]]));
    server.answer((request, response) => {
      const answer = left.get(`${request.method} ${request.path}`)?.shift();
      assert.ok(answer, `${request.method} ${request.path} was not expected`);
      answer(response, request);
    });
  }
  const send =
    (status: number, value: unknown, headers?: Record<string, string>): Route =>
    (response) =>
      sendJson(response, status, value, headers);
  const asked = () => server.received.map(({ method, path }) => `${method} ${path}`);

  it("opens a pull request where the branch has none, in the words of GitHub's interface", async () => {
    answering({
      [listOpen]: [send(200, [])],
      "POST /repos/acme/harbour/pulls": [send(201, shown)],
    });
    assert.deepEqual(await github().pullRequest(wanted), { number: 7, url: shown.html_url, isNew: true });
    const post = server.received[1];
    assert.deepEqual(JSON.parse(post?.body ?? ""), {
      head: wanted.branch,
      base: "main",
      title: wanted.title,
      body: wanted.body,
    });
    assert.equal(post?.headers.authorization, "token ghp_secret");
    assert.equal(post?.headers["x-github-api-version"], "2022-11-28");
  });

  it("brings the one that is open up to date, and leaves alone what says the same already", async () => {
    answering({
      [listOpen]: [send(200, [{ ...shown, body: "older" }]), send(200, [shown])],
      "PATCH /repos/acme/harbour/pulls/7": [send(200, shown)],
    });
    const open = { number: 7, url: shown.html_url, isNew: false };
    assert.deepEqual(await github().pullRequest(wanted), open);
    assert.deepEqual(JSON.parse(server.received[1]?.body ?? ""), { title: wanted.title, body: wanted.body });
    assert.deepEqual(await github().pullRequest(wanted), open);
    assert.equal(asked().length, 3);
  });

  it("takes the one that somebody else opens in the same moment, instead of failing", async () => {
    const exists = { message: "Validation Failed", errors: [{ message: "A pull request already exists for acme:x." }] };
    answering({
      [listOpen]: [send(200, []), send(200, [shown])],
      "POST /repos/acme/harbour/pulls": [send(422, exists)],
    });
    assert.equal((await github().pullRequest(wanted)).isNew, false);
  });

  it("says in GitHub's words why it opens none", async () => {
    const nothing = { message: "Validation Failed", errors: [{ message: "No commits between main and x" }] };
    answering({
      [listOpen]: [send(200, []), send(200, [])],
      "POST /repos/acme/harbour/pulls": [send(422, nothing)],
    });
    await assert.rejects(github().pullRequest(wanted), {
      message: "GitHub says 422 of acme/harbour: Validation Failed, No commits between main and x",
    });
  });

  it("tells a branch whose pull request was closed as it is now from one that has moved on since", async () => {
    const closed = { ...shown, state: "closed", head: { sha: "a".repeat(40) } };
    const newest = `${list}&state=all&per_page=1`;
    answering({ [newest]: [send(200, [closed]), send(200, [closed]), send(200, [])] });
    const at = { repository: wanted.repository, branch: wanted.branch };
    assert.equal(await github().isClosed({ ...at, commit: "a".repeat(40) }), true);
    assert.equal(await github().isClosed({ ...at, commit: "b".repeat(40) }), false);
    assert.equal(await github().isClosed({ ...at, commit: "a".repeat(40) }), false);
  });

  it("compares two commits: which one holds the other, and what came between", async () => {
    const compare = "GET /repos/acme/harbour/compare/aaa...bbb";
    const commits = [{ sha: "bbb", commit: { message: "Mend the crane\n\nIt was broken." } }];
    answering({
      [compare]: [
        send(200, { status: "ahead", total_commits: 301, commits }),
        send(200, { status: "identical", total_commits: 0, commits: [] }),
        send(200, { status: "diverged", total_commits: 1, commits }),
      ],
    });
    assert.deepEqual(await github().compare("acme/harbour", "aaa", "bbb"), {
      contains: true,
      commits: [{ sha: "bbb", title: "Mend the crane" }],
      more: 300,
    });
    assert.equal((await github().compare("acme/harbour", "aaa", "bbb")).contains, true);
    assert.equal((await github().compare("acme/harbour", "aaa", "bbb")).contains, false);
  });

  const compare = "GET /repos/acme/harbour/compare/aaa...bbb";
  const refusals: readonly [string, Route, string][] = [
    [
      "a token that is no longer good",
      send(401, { message: "Bad credentials" }),
      "GitHub says 401 of acme/harbour: Bad credentials: the token is wrong or has expired: run gh auth login, or set GH_TOKEN to another one",
    ],
    [
      "a token that may too little",
      send(403, { message: "Resource not accessible by integration" }),
      "GitHub says 403 of acme/harbour: Resource not accessible by integration: give the token the permissions to write contents and pull requests of the repository",
    ],
    [
      "what is not there for this token",
      send(404, { message: "Not Found" }),
      "GitHub says 404 of acme/harbour: Not Found: there is no acme/harbour, or the token may not see it, or it has no such commit or branch: see app.delivery, and whether the token may read contents and pull requests of it",
    ],
    [
      "a limit, with its end",
      send(
        403,
        { message: "API rate limit exceeded" },
        { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1800000000" },
      ),
      "GitHub says 403 of acme/harbour: API rate limit exceeded: the token has asked too often: run this again after 2027-01-15T08:00:00.000Z",
    ],
    [
      "a second limit, with its wait",
      send(429, { message: "You have exceeded a secondary rate limit" }, { "retry-after": "60" }),
      "GitHub says 429 of acme/harbour: You have exceeded a secondary rate limit: the token has asked too often: run this again in 60 seconds",
    ],
  ];
  for (const [what, route, message] of refusals) {
    it(`says what to do about ${what}`, async () => {
      answering({ [compare]: [route] });
      await assert.rejects(github().compare("acme/harbour", "aaa", "bbb"), { message });
    });
  }

  it("is asked again when it stumbles, and told apart from a network that is down", async () => {
    answering({
      [compare]: [
        send(502, { message: "Bad Gateway" }),
        send(502, { message: "Bad Gateway" }),
        send(200, { status: "ahead", total_commits: 0, commits: [] }),
      ],
    });
    assert.equal((await github().compare("acme/harbour", "aaa", "bbb")).contains, true);
    const gone = await startLocalServer();
    await gone.stop();
    process.env.GITHUB_API_URL = gone.url;
    await assert.rejects(github().compare("acme/harbour", "aaa", "bbb"), {
      message: `GitHub cannot be reached at ${gone.url} (ECONNREFUSED): see whether this machine is online`,
    });
  });

  it("takes the token of GitHub's own command line where no variable holds one", async () => {
    delete process.env.GH_TOKEN;
    const gh = `#!/bin/sh\n[ "$*" = "auth token --hostname 127.0.0.1" ] && echo gho_kept\n`;
    writeFileSync(join(folder, "gh"), gh, { mode: 0o755 });
    answering({ [compare]: [send(200, { status: "ahead", total_commits: 0, commits: [] })] });
    await github().compare("acme/harbour", "aaa", "bbb");
    assert.equal(server.received[0]?.headers.authorization, "token gho_kept");
    rmSync(join(folder, "gh"));
    await assert.rejects(github().compare("acme/harbour", "aaa", "bbb"), {
      name: "UserError",
      message:
        "GitHub wants a token, and there is none: run gh auth login, or set GH_TOKEN to a token that may write contents and pull requests of the repository",
    });
  });

  it("keeps what it was opened with, because entering the sandbox takes the variables away", async () => {
    const opened = github();
    delete process.env.GH_TOKEN;
    delete process.env.GITHUB_API_URL;
    answering({ [compare]: [send(200, { status: "ahead", total_commits: 0, commits: [] })] });
    await opened.compare("acme/harbour", "aaa", "bbb");
    assert.equal(server.received[0]?.headers.authorization, "token ghp_secret");
  });
});
