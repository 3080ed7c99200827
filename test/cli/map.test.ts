import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EnvironmentMap } from "../../map/environment-map.ts";
import { ProjectCopy } from "../support/end-to-end/project-copy.ts";
import { slipway } from "../support/slipway.ts";
import { checkout } from "../support/stack-files.ts";

describe("slipway map", function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-map-"));
    cpSync(join(checkout, "test", "default-app"), folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const made = () => readdirSync(folder).filter((name) => name.startsWith("slipway-map"));

  it("writes one HTML file beside the stack and says in three lines what it is", async () => {
    const { code, stdout, stderr } = await slipway(["map", "production"], folder);
    assert.deepEqual([code, stderr, made()], [0, "", ["slipway-map-production.html"]]);
    assert.match(
      stdout,
      /^slipway-map-production\.html: production of harbour, \d+ KB\n\d+ parts, \d+ connections, about \$[\d,]+ a month\nopen it in a browser: it needs no network and holds no secret, so it can be sent on\n$/,
    );
    assert.match(readFileSync(join(folder, "slipway-map-production.html"), "utf8"), /^<!doctype html>/i);
  });

  it("draws staging where no stack is named", async () => {
    await slipway(["map"], folder);
    assert.deepEqual(made(), ["slipway-map-staging.html"]);
  });

  it("marks what a second stack has otherwise, and counts it", async () => {
    const { code, stdout } = await slipway(["map", "staging", "production"], folder);
    assert.deepEqual([code, made()], [0, ["slipway-map-staging-production.html"]]);
    assert.match(
      stdout,
      /^.*: staging against production, \d+ KB\n\d+ parts new, \d+ gone, \d+ changed; \d+ connections new, \d+ gone, \d+ changed\n/,
    );
  });

  it("prints Mermaid or JSON for other programs, and writes no file then", async () => {
    const mermaid = await slipway(["map", "--mermaid"], folder);
    assert.match(mermaid.stdout, /^flowchart LR\n/);
    const json = await slipway(["map", "production", "--json"], folder);
    const { stack, boxes, arrows }: EnvironmentMap = JSON.parse(json.stdout);
    assert.equal(stack, "production");
    assert.ok(boxes.length > 30 && arrows.length > 20);
    assert.deepEqual([mermaid.code, json.code, made()], [0, 0, []]);
  });

  it("writes each form where it is told, and the picture to standard output too", async () => {
    const { stdout } = await slipway(["map", "--mermaid", "--out", "slipway-map.mmd"], folder);
    assert.match(
      stdout,
      /^slipway-map\.mmd: staging of harbour, \d+ KB\n\d+ parts, \d+ connections, about \$\d+ a month\n$/,
    );
    assert.match(readFileSync(join(folder, "slipway-map.mmd"), "utf8"), /^flowchart LR\n/);
    const page = await slipway(["map", "--out", "-"], folder);
    assert.match(page.stdout, /^<!doctype html>/i);
    assert.deepEqual(made(), ["slipway-map.mmd"]);
  });

  it("tells apart the same stack of two apps", async () => {
    const maria = join(checkout, "examples", "maria", "Pulumi.staging.yaml");
    const { stdout } = await slipway(["map", "staging", maria, "--json"], folder);
    const { title }: EnvironmentMap = JSON.parse(stdout);
    assert.equal(title, "staging of harbour against staging of maria");
  });

  it("has nothing to draw of a stack that waits for its first promotion, and says what to do", async () => {
    const file = join(folder, "Pulumi.production.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace(/ {2}slipway:app:.*(?= {2}slipway:environment:)/s, ""));
    for (const args of [["production"], ["staging", "production"]]) {
      const { code, stdout, stderr } = await slipway(["map", ...args], folder);
      assert.deepEqual([code, stderr, made()], [0, "", []]);
      assert.equal(stdout, "production: nothing promoted yet: npx slipway promote staging production\n");
    }
    const { stdout } = await slipway(["map", "production", "--json"], folder);
    assert.equal(JSON.parse(stdout).stack, "production");
  });

  for (const [what, args, says] of [
    [
      "two forms of one map",
      ["--mermaid", "--json"],
      "option '--mermaid' cannot be used with option '--json'\n(npx slipway map --help shows what it takes)\n",
    ],
    [
      "a comparison with two things",
      ["staging", "production", "--from", "HEAD"],
      "a map compares staging with production or with the commit HEAD, not with both: leave one of them out\n",
    ],
    [
      "a file where it cannot be",
      ["--out", "nowhere/map.html"],
      "nowhere/map.html cannot be written (ENOENT: no such file or directory, open 'nowhere/map.html'): name a file in a folder that is there and that you may write with --out, or --out - for standard output\n",
    ],
  ] as const) {
    it(`refuses ${what}, and says what to do`, async () => {
      const { code, stdout, stderr } = await slipway(["map", ...args], folder);
      assert.deepEqual([code, stdout, made()], [1, "", []]);
      assert.ok(stderr.startsWith(says), stderr);
      assert.doesNotMatch(stderr, /^ +at /m);
    });
  }
});

describe("slipway map --from", function () {
  // Each run draws twice, in two processes.
  this.timeout(120_000);
  const file = "Pulumi.production.yaml";
  let copy: ProjectCopy;
  before(() => {
    copy = new ProjectCopy();
  });
  after(() => copy.remove());

  it("marks what is different since a commit, drawn by that commit's own program", async () => {
    copy.edit(file, ["config", "slipway:environment", "services", "api", "max"], 20);
    const { code, stdout, stderr } = await copy.slipway(["map", "production", "--from", "HEAD", "--json"]);
    assert.equal(code, 0, stderr);
    const { boxes, title, compared }: EnvironmentMap = JSON.parse(stdout);
    const head = copy.git("rev-parse", "HEAD").slice(0, 12);
    assert.equal(title, `production at ${head} against production now`);
    assert.deepEqual(compared, { before: `production at ${head}`, after: "production now" });
    const api = boxes.find(({ id }) => id === "service/api");
    assert.equal(api?.difference, "changed");
    assert.equal(api?.changes?.[0], "2 to 12 tasks → 2 to 20 tasks");
    const changed = boxes.flatMap(({ id, difference }) => (difference ? [id] : []));
    assert.deepEqual(changed, ["service/api", "alarms"], "the dashboard counts tasks, and so does the cost of logs");
    assert.equal(copy.git("worktree", "list").trim().split("\n").length, 1, "a working tree is left behind");
  });

  it("says what to do where there was nothing to draw", async () => {
    const first = copy
      .git("commit-tree", "-m", "empty", copy.git("hash-object", "-t", "tree", "/dev/null").trim())
      .trim();
    const none = await copy.slipway(["map", "production", "--from", first]);
    assert.deepEqual([none.code, none.stdout], [1, ""]);
    assert.equal(none.stderr, `nothing of ${copy.path(file)} was there at ${first}: name a later commit with --from\n`);
    const unknown = await copy.slipway(["map", "production", "--from", "nowhere"]);
    assert.equal(
      unknown.stderr,
      "this clone has no commit nowhere: fetch it (git fetch --unshallow), or name another one with --from\n",
    );
  });
});
