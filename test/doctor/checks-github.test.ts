import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environment, rights, token, workflowApps } from "../../doctor/checks/github.ts";
import { requiredHere, requiredThere } from "../../doctor/checks/required-checks.ts";
import type { Declared } from "../../doctor/context.ts";
import { isReported, workflowJobs } from "../../doctor/workflow-jobs.ts";
import { defaultStack, goodGitHub, healthy, smallest } from "./healthy.ts";

const refuse = (says: string) => () => Promise.reject(new Error(says));

describe("GitHub, as the doctor sees it", () => {
  it("is not asked by an app that names no repository", async () => {
    for (const check of [token, rights, workflowApps, environment]) {
      assert.deepEqual(await check.run(healthy(smallest())), {
        is: "skipped",
        says: "app.delivery names no repository",
      });
    }
  });

  it("is shut without a token, with the way to one", async () => {
    const github = { ...goodGitHub, repository: refuse("GitHub wants a token, and there is none") };
    assert.deepEqual(await token.run(healthy(await defaultStack("staging"), { github })), {
      is: "failed",
      says: "GitHub wants a token, and there is none",
      mend: ["gh auth login", "gh auth status"],
    });
  });

  it("is told apart by the permissions that a token lacks, which GitHub's own words do not say", async () => {
    const github = {
      ...goodGitHub,
      actions: refuse("GitHub says 403 of acme/harbour"),
      secrets: (_: string, of: string) =>
        of === "dependabot" ? refuse("GitHub says 403")() : goodGitHub.secrets("acme/harbour", "actions"),
    };
    assert.deepEqual(await rights.run(healthy(await defaultStack("staging"), { github })), {
      is: "failed",
      says: "the token may not read administration, Dependabot secrets of acme/harbour (GitHub says 403 of acme/harbour)",
      mend: ["gh auth refresh --scopes repo,read:org", "https://github.com/settings/apps"],
    });
  });

  it("has the two Apps, or is told each value that is missing", async () => {
    const github = {
      ...goodGitHub,
      variables: async () => ({ SLIPWAY_READER_CLIENT_ID: "Iv23" }),
      secrets: async () => [],
    };
    assert.deepEqual(await workflowApps.run(healthy(await defaultStack("staging"), { github })), {
      is: "warning",
      says: "the workflows of acme/harbour have no token: make the Apps (docs/set-up.md), and tell the repository",
      mend: [
        "gh secret set SLIPWAY_READER_KEY --repo acme/harbour < reader.pem",
        "gh variable set SLIPWAY_WRITER_CLIENT_ID --repo acme/harbour --body <client id>",
        "gh secret set SLIPWAY_WRITER_KEY --repo acme/harbour < writer.pem",
      ],
    });
    const sandbox = healthy(await defaultStack("staging"), { isSandbox: true });
    assert.equal((await workflowApps.run(sandbox)).says, "the sandbox runs no workflow");
  });

  it("has the environment only after the first up, and then with the role of its jobs", async () => {
    const declared = await defaultStack("staging");
    const none = { ...goodGitHub, environment: async () => undefined };
    assert.deepEqual(await environment.run(healthy(declared, { github: none })), {
      is: "skipped",
      says: "the first up makes the environment staging of acme/harbour",
    });
    const found = await goodGitHub.environment("acme/harbour", "staging");
    assert.ok(found);
    const bare = { ...goodGitHub, environment: async () => ({ ...found, variables: {} }) };
    assert.deepEqual(await environment.run(healthy(declared, { github: bare })), {
      is: "failed",
      says: "jobs of the environment staging of acme/harbour have no role: it lacks the variable AWS_ROLE_ARN",
      mend: ["pulumi up --stack staging"],
    });
  });
});

describe("a check that a pull request has to wait for", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-workflows-"));
    mkdirSync(join(folder, ".git"));
    mkdirSync(join(folder, ".github/workflows"), { recursive: true });
    mkdirSync(join(folder, "deploy"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string) => writeFileSync(join(folder, ".github/workflows", name), text);

  it("is a job by its name, or its id where it has none, of any workflow at the top of the repository", () => {
    write("ci.yml", "jobs:\n  test: {}\n  build:\n    name: Build it\n");
    write("broken.yaml", "jobs: [\n");
    assert.deepEqual(workflowJobs(join(folder, "deploy")), ["test", "Build it"]);
    rmSync(join(folder, ".github"), { recursive: true });
    assert.equal(workflowJobs(folder), undefined);
  });

  it("may be one of a matrix, or have a name that is worked out", () => {
    assert.equal(isReported("test", ["test"]), true);
    assert.equal(isReported("preview (staging)", ["preview"]), true);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's own way of writing it
    assert.equal(isReported("test on 24", ["test on ${{ matrix.node }}"]), true);
    assert.equal(isReported("tests", ["test"]), false);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a name of which nothing is fixed could be anything
    assert.equal(isReported("lint", ["${{ matrix.what }}"]), false);
  });

  it("has to be a job here, or nothing could ever be merged", async () => {
    write("check.yml", "jobs:\n  check: {}\n  preview-done: {}\n");
    const declared = await defaultStack("production");
    assert.deepEqual(await requiredHere.run(healthy(declared, { folder })), {
      is: "failed",
      says: "a pull request of acme/harbour would wait for test for ever, since no job in .github/workflows is called so (there are check, preview-done): name a job so, or take it out of app.delivery.checks",
      mend: ["npx slipway ci starter --help"],
    });
    const sandbox = await requiredHere.run(healthy(declared, { folder, isSandbox: true }));
    assert.equal(sandbox.says, "the sandbox runs no workflow");
    write("ci.yml", "jobs: {test: {}}\n");
    assert.deepEqual(await requiredHere.run(healthy(declared, { folder })), {
      is: "ok",
      says: "check, preview-done, test",
    });
  });

  it("of an app in a repository of its own has run there", async () => {
    const declared = twoRepositories(await defaultStack("production"));
    assert.deepEqual(await requiredThere.run(healthy(declared)), { is: "ok", says: "test" });
    const github = { ...goodGitHub, checkRuns: async () => ["build", "lint"] };
    assert.deepEqual(await requiredThere.run(healthy(declared, { github })), {
      is: "warning",
      says: "pull requests of acme/shop wait for test (app.delivery.checks), and no such check has run on main (there ran build, lint)",
      mend: ["gh api repos/acme/shop/commits/main/check-runs --jq '.check_runs[].name'"],
    });
    const silent = { ...goodGitHub, checkRuns: async () => [] };
    assert.equal(
      (await requiredThere.run(healthy(declared, { github: silent }))).says,
      "no check has run on main of acme/shop yet",
    );
  });
});

function twoRepositories({ stack, plan }: Declared): Declared {
  assert.ok(stack.github);
  const app = { ...stack.github.app, name: "shop" };
  return { plan, stack: { ...stack, github: { ...stack.github, app, isOneRepository: false } } };
}
