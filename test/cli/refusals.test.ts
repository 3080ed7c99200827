import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { starters } from "../../delivery/starter.ts";
import { runHere } from "../support/end-to-end/run-here.ts";
import { slipway } from "../support/slipway.ts";
import { checkout } from "../support/stack-files.ts";

describe("what a verb is given and cannot use is told, with what it takes:", () => {
  let empty: string;
  let folder: string;

  before(() => {
    empty = mkdtempSync(join(tmpdir(), "slipway-empty-"));
    folder = mkdtempSync(join(tmpdir(), "slipway-undelivered-"));
    for (const name of ["Pulumi.yaml", "Pulumi.production.yaml"]) {
      cpSync(join(checkout, name), join(folder, name));
    }
    writeFileSync(join(folder, "Pulumi.empty.yaml"), "");
    const staging = readFileSync(join(checkout, "Pulumi.staging.yaml"), "utf8");
    writeFileSync(join(folder, "Pulumi.staging.yaml"), staging.replace(/^ {4}delivery:\n(?: {6}.*\n)+/m, ""));
  });
  after(() => {
    rmSync(empty, { recursive: true });
    rmSync(folder, { recursive: true });
  });

  const refused: readonly (readonly [words: string, says: string, where?: () => string])[] = [
    ["sandbox up staging production", "sandbox up takes one stack, and was given also production"],
    [
      "sandbox reset staging",
      "sandbox reset takes no stack, because it forgets all stacks of the project: leave it out, or use sandbox destroy",
    ],
    ["sandbox -- no-such-program-here", "there is no program no-such-program-here: check the words after --"],
    ["ci starter --to checks.yml", `--to wants a system beside it: use one of ${starters().join(", ")}`],
    ["status", "there is no Pulumi.<stack>.yaml here: run it in the folder of the stack files", () => empty],
    [
      "drift",
      "there is no Pulumi.<stack>.yaml here: name a stack file, or run it in the folder of the stack files",
      () => empty,
    ],
    [
      "images prune staging",
      "Pulumi.staging.yaml has no slipway:app.delivery, which says how many builds stay (keepImages)",
      () => folder,
    ],
    [
      "images prune empty",
      "Pulumi.empty.yaml has 3 problems:\n  slipway:app: is missing: add it (What runs)\n  slipway:release: is missing: add it (Which build runs)\n  slipway:environment: is missing: add it (Where it runs)",
      () => folder,
    ],
    [
      "ci promote staging",
      "nothing is promoted to staging: environment.promotion.from in Pulumi.staging.yaml names the stack that it takes from",
      () => folder,
    ],
  ];
  for (const [words, says, where = () => checkout] of refused) {
    it(words, async () => {
      const { code, stdout, stderr } = await slipway(words.split(" "), where());
      assert.deepEqual({ code, stdout, stderr }, { code: 1, stdout: "", stderr: `${says}\n` });
    });
  }

  it("ci comment, of a folder without reports", async () => {
    const { code, stderr } = await slipway(["ci", "comment", "--from", empty]);
    const says = `${empty} has no report: run npx slipway ci plan <stack> --out ${empty} first\n`;
    assert.deepEqual({ code, stderr }, { code: 1, stderr: says });
  });
});

describe("no mistake of a user's shows where in the program it was noticed:", () => {
  let folder: string;
  const isTrace = /^\s+at .+:\d+:\d+\)?$/m;
  const verbs = [
    ["plan"],
    ["plan", "--diff", "staging", "production"],
    ["cost"],
    ["diff", "staging", "production"],
    ["guard"],
    ["bump", "staging", "api"],
    ["verify", "staging"],
    ["promote", "staging", "production"],
    ["rollback", "staging"],
    ["hold", "staging", "--reason", "x"],
    ["history", "staging"],
    ["status"],
    ["drift"],
    ["images", "prune", "staging"],
    ["ci", "plan", "staging", "--out", "reports"],
    ["ci", "place", "staging"],
    ["ci", "drift", "staging", "--out", "reports"],
    ["sandbox", "up", "staging"],
    ["sandbox", "status", "staging"],
    ["recover", "staging", "--sandbox"],
    ["wake", "staging"],
  ];

  const here = process.cwd();

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-mistakes-"));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(here);
    rmSync(folder, { recursive: true, force: true });
  });

  async function told(verb: readonly string[], what: string): Promise<void> {
    const { code, stdout, stderr } = await runHere(verb);
    assert.doesNotMatch(stdout + stderr, isTrace, `${verb.join(" ")} ${what}`);
    assert.notEqual(code, 0, `${verb.join(" ")} ${what} ended well`);
    assert.notEqual(stderr.trim(), "", `${verb.join(" ")} ${what} says nothing`);
  }

  it("in a folder that is no project", async () => {
    for (const verb of verbs) await told(verb, "in an empty folder");
  });

  it("with a stack file that is no YAML", async () => {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    for (const stack of ["staging", "production"]) {
      writeFileSync(join(folder, `Pulumi.${stack}.yaml`), "config:\n  slipway:app: {name: [\n\t- x\n");
    }
    for (const verb of verbs) await told(verb, "of broken YAML");
  });

  it("with a flag that there is not", async () => {
    for (const verb of verbs) await told([...verb, "--no-such-flag"], "with a wrong flag");
  });
});
