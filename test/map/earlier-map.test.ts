import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { earlierMap } from "../../map/read-map.ts";

describe("the map of an earlier commit", () => {
  let root: string;
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
      cwd: root,
      encoding: "utf8",
    }).trim();

  beforeEach(() => {
    root = mkdtempSync(join(realpathSync(tmpdir()), "slipway-map-"));
    git("init", "--quiet");
    mkdirSync(join(root, "cli"));
    writeFileSync(join(root, "Pulumi.staging.yaml"), "config: {}\n");
  });
  afterEach(() => rmSync(root, { recursive: true }));

  /** Asks a commit whose program is this one line of JavaScript. */
  function earlier(program: string) {
    writeFileSync(join(root, "cli", "slipway.mjs"), program);
    git("add", "--all");
    git("commit", "--quiet", "--message", "as it was");
    const commit = git("rev-parse", "HEAD");
    return { commit, map: earlierMap(root, join(root, "Pulumi.staging.yaml"), { commit, why: "asked for" }) };
  }

  it("is what the program of that commit prints", async () => {
    const map = { title: "staging of shop", usdPerMonth: 1, boxes: [], arrows: [] };
    assert.deepEqual(await earlier(`console.log(${JSON.stringify(JSON.stringify(map))})`).map, map);
  });

  it("is refused from a program that draws none, with what that says", async () => {
    const { commit, map } = earlier("console.error(\"unknown command 'map'\"); process.exit(1)");
    await assert.rejects(map, {
      message: `cannot map Pulumi.staging.yaml at ${commit}: name a later commit with --from\nunknown command 'map'`,
    });
  });

  it("is refused in another form, which nothing here could be compared with", async () => {
    for (const printed of ["1", "{}", '{"title": "x", "usdPerMonth": 1, "boxes": [{}], "arrows": []}']) {
      const { commit, map } = earlier(`console.log('${printed}')`);
      await assert.rejects(map, {
        message: `the map of ${commit} has another form than this one's: name a later commit with --from`,
      });
    }
  });

  it("is none before the first promotion", async () => {
    const { commit, map } = earlier(`console.log('{"nothingPromoted": {}}')`);
    await assert.rejects(map, {
      message: `nothing of ${join(root, "Pulumi.staging.yaml")} was there at ${commit}: name a later commit with --from`,
    });
  });

  it("is asked only of a stack file in the repository", async () => {
    const { commit, map } = earlier("console.log('{}')");
    await assert.rejects(map);
    const file = join(tmpdir(), "Pulumi.staging.yaml");
    await assert.rejects(earlierMap(root, file, { commit, why: "asked for" }), {
      message: `${file} is not in the repository of slipway, so there is no earlier one: move it there`,
    });
  });

  it("needs a working tree of that commit, and says how to find out why git makes none", async () => {
    await assert.rejects(earlier("console.log('{}')").map);
    const tree = git("rev-parse", "HEAD^{tree}");
    await assert.rejects(
      earlierMap(root, join(root, "Pulumi.staging.yaml"), { commit: tree, why: "asked for" }),
      /^UserError: git cannot check out \w{40} into \S+: try `git worktree add --detach \S+ \w{40}`$/,
    );
  });
});
