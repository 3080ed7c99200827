import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { GitHub, WantedPullRequest } from "../../cloud/github.ts";
import { openRepository } from "../../git/repository.ts";
import { branchFor, openChange } from "../../promotion/promote/pull-request.ts";
import { Clones, commitFile, gitIn } from "../git/clones.ts";

const file = "Pulumi.production.yaml";
const branch = "slipway/promote-production";
const text = (version: string, delivery = "{repository: acme/shop}") =>
  `config:\n  slipway:app: {name: shop, delivery: ${delivery}}\n  slipway:release: {version: "${version}"}\n`;

describe("openChange", () => {
  let clones: Clones;
  let clone: string;
  /** Pull requests that were asked for; the first one of a branch is new. */
  let wanted: WantedPullRequest[];
  let github: Pick<GitHub, "pullRequest">;
  beforeEach(() => {
    clones = new Clones();
    clone = clones.clone("clone");
    commitFile(clone, file, text("1"));
    gitIn(clone, "push", "--quiet", "origin", "HEAD:main");
    wanted = [];
    github = {
      pullRequest(one) {
        const isNew = !wanted.some((before) => before.branch === one.branch);
        wanted.push(one);
        return Promise.resolve({ number: 7, url: "https://github.com/acme/shop/pull/7", isNew });
      },
    };
  });
  afterEach(() => clones.remove());

  const located = (folder: string, name = file) => ({
    root: folder,
    project: "shop",
    stack: "production",
    file: join(folder, name),
    worldFile: "",
  });

  async function open(newText: string, from = clone, own: GitHub = github as GitHub) {
    const stage = { located: located(from), folder: "", repository: await openRepository(from) };
    return openChange({ stage, verb: "promote", text: newText, title: "Promote it", body: "why" }, own);
  }

  const atRemote = (ref: string) => gitIn(clones.remote, "rev-parse", ref);

  it("puts one commit on HEAD that changes the stack file alone, and opens the pull request into the default branch", async () => {
    const head = gitIn(clone, "rev-parse", "HEAD");
    assert.deepEqual(await open(text("2")), { url: "https://github.com/acme/shop/pull/7", isNew: true });
    assert.equal(atRemote(`${branch}^`), head);
    assert.equal(gitIn(clones.remote, "show", `${branch}:${file}`), text("2").trim());
    assert.equal(gitIn(clones.remote, "diff", "--name-only", `${branch}^`, branch), file);
    assert.equal(gitIn(clones.remote, "log", "-1", "--format=%s", branch), "Promote it");
    assert.deepEqual(wanted, [{ repository: "acme/shop", branch, base: "main", title: "Promote it", body: "why" }]);
    assert.equal(gitIn(clone, "status", "--porcelain"), "");
    assert.equal(gitIn(clone, "symbolic-ref", "--short", "HEAD"), "main");
  });

  it("is finished by the next run when it was killed before the pull request, and pushes nothing twice", async () => {
    const killed = { pullRequest: () => Promise.reject(new Error("killed")) } as unknown as GitHub;
    await assert.rejects(open(text("2"), clone, killed), /killed/);
    const pushed = atRemote(branch);
    assert.equal((await open(text("2"))).isNew, true);
    assert.equal(atRemote(branch), pushed);
    commitFile(clone, "README.md", "hello");
    gitIn(clone, "push", "--quiet", "origin", "HEAD:main");
    assert.equal((await open(text("2"))).isNew, false);
    assert.equal(atRemote(branch), pushed, "an approval stays where only something else has changed");
  });

  it("has its base merged in where it is to merge by itself: GitHub waits for that, and nobody presses the button", async () => {
    const auto = async () => {
      const stage = { located: located(clone), folder: "", repository: await openRepository(clone) };
      const change = {
        stage,
        verb: "promote",
        text: text("2"),
        title: "Promote it",
        body: "why",
        autoMerge: true,
      } as const;
      return openChange(change, github as GitHub);
    };
    await auto();
    const first = atRemote(branch);
    await auto();
    assert.equal(atRemote(branch), first);
    const head = commitFile(clone, "README.md", "hello");
    gitIn(clone, "push", "--quiet", "origin", "HEAD:main");
    await auto();
    assert.deepEqual(
      [atRemote(`${branch}^1`), atRemote(`${branch}^2`)],
      [first, head],
      "no approval is of a lost commit",
    );
    assert.equal(gitIn(clones.remote, "diff", "--name-only", "main", branch), file);
    const merged = atRemote(branch);
    await auto();
    assert.equal(atRemote(branch), merged);
  });

  it("leaves a branch alone that somebody has brought up to date with the button", async () => {
    await open(text("2"));
    commitFile(clone, "README.md", "hello");
    gitIn(clone, "push", "--quiet", "origin", "HEAD:main");
    gitIn(clone, "fetch", "--quiet", "origin", branch);
    gitIn(clone, "switch", "--quiet", "--detach", "FETCH_HEAD");
    gitIn(clone, "merge", "--quiet", "--no-edit", "main");
    gitIn(clone, "push", "--quiet", "origin", `HEAD:${branch}`);
    gitIn(clone, "switch", "--quiet", "main");
    const there = atRemote(branch);
    await open(text("2"));
    assert.equal(atRemote(branch), there);
  });

  it("knows its own change again in a folder whose name git writes with escapes", async () => {
    mkdirSync(join(clone, "größe"));
    commitFile(clone, `größe/${file}`, text("1"));
    gitIn(clone, "push", "--quiet", "origin", "HEAD:main");
    const stage = { located: located(join(clone, "größe")), folder: "größe/", repository: await openRepository(clone) };
    const openIt = () =>
      openChange({ stage, verb: "promote", text: text("2"), title: "Promote it", body: "why" }, github as GitHub);
    await openIt();
    const pushed = atRemote(branchFor("promote", stage));
    // A commit of another second has another name.
    gitIn(clone, "config", "user.name", "somebody else");
    gitIn(clone, "config", "user.email", "else@example.com");
    await openIt();
    assert.equal(atRemote(branchFor("promote", stage)), pushed);
  });

  it("replaces the change of an earlier run, on the newest commit, so that two never mix", async () => {
    await open(text("2"));
    const head = commitFile(clone, file, text("1.1"));
    gitIn(clone, "push", "--quiet", "origin", "HEAD:main");
    await open(text("2"));
    assert.equal(atRemote(`${branch}^`), head, "the file has changed below it");
    assert.equal((await open(text("3"))).isNew, false);
    assert.equal(atRemote(`${branch}^`), head);
    assert.equal(gitIn(clones.remote, "show", `${branch}:${file}`), text("3").trim());
  });

  it("replaces a branch on which somebody has changed something else too", async () => {
    await open(text("2"));
    gitIn(clone, "fetch", "--quiet", "origin", branch);
    gitIn(clone, "switch", "--quiet", "--detach", "FETCH_HEAD");
    commitFile(clone, "sneaked-in.txt", "hello");
    gitIn(clone, "push", "--quiet", "origin", `HEAD:${branch}`);
    gitIn(clone, "switch", "--quiet", "main");
    await open(text("2"));
    assert.equal(gitIn(clones.remote, "diff", "--name-only", "main", branch), file);
  });

  it("says so when somebody else has written to the branch in between, and opens nothing", async () => {
    const other = clones.clone("other");
    gitIn(other, "pull", "--quiet", "origin", "main");
    await open(text("2"));
    const hook = join(clone, "racing.sh");
    // Wherever this clone looks at the branch, somebody else moves it right after.
    writeFileSync(
      hook,
      `#!/bin/sh\nif [ ! -e ${clone}/raced ]; then touch ${clone}/raced; git -C ${other} push --quiet --force origin HEAD:${branch}; fi\nexec git-receive-pack "$@"\n`,
      { mode: 0o755 },
    );
    gitIn(clone, "config", "remote.origin.receivepack", hook);
    await assert.rejects(
      open(text("3")),
      /somebody else has just written to branch slipway\/promote-production: look at it/,
    );
    assert.equal(wanted.length, 1);
  });

  it("takes the repository that the infrastructure is in, and says which key is missing", async () => {
    await open(text("2", "{repository: acme/shop, infrastructure: acme/infra}"));
    assert.equal(wanted[0]?.repository, "acme/infra");
    await assert.rejects(
      open(text("2", "{}")),
      /^UserError: Pulumi\.production\.yaml does not say .*: add app\.delivery\.repository/,
    );
  });

  it("refuses where HEAD holds commits that are not on the default branch, since they would come along", async () => {
    commitFile(clone, "README.md", "hello");
    await assert.rejects(
      open(text("2")),
      /HEAD is not on main of origin, so the pull request would bring more than this change: git switch main && git pull$/,
    );
    assert.deepEqual(wanted, []);
  });

  it("refuses without a remote, where no pull request can be", async () => {
    await assert.rejects(open(text("2"), clones.alone("alone")), /no remote to open a pull request at/);
  });

  it("names the branch by the folder too, where there is one", () => {
    const folder = join(clone, "examples/shop");
    mkdirSync(folder, { recursive: true });
    assert.equal(branchFor("promote", { located: located(clone), folder: "" }), branch);
    assert.equal(
      branchFor("bump", { located: located(folder), folder: "examples/shop/" }),
      "slipway/bump-examples-shop-production",
    );
  });
});
