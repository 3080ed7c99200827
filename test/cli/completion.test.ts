import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { candidates } from "../../cli/candidates.ts";
import { slipway as program } from "../../cli/main.ts";
import { namesFor } from "../../cli/names-for.ts";
import { completionScript, shells } from "../../cli/texts/completion.ts";
import { loadedPackages } from "../support/loaded-packages.ts";
import { slipway } from "../support/slipway.ts";
import { checkout } from "../support/stack-files.ts";

/** What the words can become, the last of which is being typed. */
function completed(...words: readonly string[]): string[] {
  const names = (place: string, operands: readonly string[]) => namesFor(place, operands, checkout);
  return candidates(program(), words, names).map(({ value }) => value);
}

describe("the completion of a shell", () => {
  it("is of verbs, and of none that is hidden", () => {
    assert.deepEqual(completed("pro"), ["promote"]);
    assert.deepEqual(completed("comp"), ["completion"]);
    assert.deepEqual(completed("ci", "dr"), ["drift", "drift-issue"]);
    assert.ok(completed("").includes("status"));
  });

  it("is of stacks wherever a verb takes one, behind options too", () => {
    const stacks = ["production", "staging"];
    for (const words of [["verify"], ["logs"], ["promote"], ["sandbox", "up"]]) {
      assert.deepEqual(completed(...words, ""), stacks, words.join(" "));
    }
    assert.deepEqual(completed("rollback", "--to", "3f9c", "--yes", "st"), ["staging"]);
    assert.deepEqual(completed("plan", "--diff", "staging", ""), stacks);
    for (const verb of ["promote", "diff", "map"])
      assert.deepEqual(completed(verb, "staging", ""), ["production"], verb);
    assert.deepEqual(completed("verify", "staging", ""), []);
  });

  it("is of what the app of that stack has, by the names in its file", () => {
    assert.deepEqual(completed("logs", "staging", ""), [
      "api",
      "web",
      "worker",
      "nightly",
      "main",
      "main/migrate",
      "main/roles",
    ]);
    assert.deepEqual(completed("run", "production", "main"), ["main/migrate"]);
    assert.deepEqual(completed("exec", "staging", "w"), ["web", "worker"]);
    assert.deepEqual(completed("exec", "staging", "--forward", ""), ["main", "cache"]);
    assert.deepEqual(completed("run", "staging", "n"), ["nightly"]);
    assert.deepEqual(completed("bump", "staging", ""), ["api", "web", "worker"]);
    assert.ok(completed("logs", "examples/maria/Pulumi.staging.yaml", "").length > 0);
    assert.deepEqual(completed("logs", "nowhere", ""), []);
  });

  it("is of sidecars too, whose logs one may want alone", () => {
    const folder = mkdtempSync(join(tmpdir(), "completion-"));
    const app = "config:\n  slipway:app: {services: {api: {sidecars: {metrics: {image: proxy}}}}}\n";
    writeFileSync(join(folder, "Pulumi.staging.yaml"), app);
    assert.deepEqual(namesFor("logs name", ["staging"], folder), ["api", "api/metrics"]);
    rmSync(folder, { recursive: true });
  });

  it("is of verbs behind help, as deep as they go", () => {
    assert.deepEqual(completed("help", "pro"), ["promote"]);
    assert.deepEqual(completed("help", "ci", "dr"), ["drift", "drift-issue"]);
    assert.deepEqual(completed("help", "statsu", ""), []);
  });

  it("is of options and of their values", () => {
    assert.deepEqual(completed("verify", "staging", "--s"), ["--sandbox"]);
    assert.deepEqual(completed("ci", "place", "--role", ""), ["deploy", "preview"]);
    assert.deepEqual(completed("completion", ""), [...shells]);
    assert.deepEqual(completed("verify", "staging", "--reason", ""), []);
  });

  it("is of the actions of the sandbox, all that there are", async () => {
    const { stderr } = await slipway(["sandbox", "nothing"]);
    assert.ok(stderr.includes(`use ${completed("sandbox", "").join(", ")}, or -- and a program`), stderr);
  });

  it("leaves what comes after -- to the shell, because it is another program's", () => {
    assert.deepEqual(completed("run", "staging", "api", "--", "st"), []);
    assert.deepEqual(completed("run", "staging", "api", "--", "--s"), []);
  });

  it("goes on where a stack file is just being written", () => {
    const folder = mkdtempSync(join(tmpdir(), "completion-"));
    writeFileSync(join(folder, "Pulumi.staging.yaml"), "config:\n  slipway:app: {services: [");
    assert.deepEqual(namesFor("logs name", ["staging"], folder), []);
    rmSync(folder, { recursive: true });
  });

  it("is answered with a meaning for each, which zsh and fish show", async () => {
    const { stdout } = await slipway(["complete", "--", "wa"]);
    assert.equal(stdout, "wake\twakes a stack that sleeps, before its morning\n");
  });

  it("loads no schema for it, because it is asked at each press of the key", async () => {
    assert.deepEqual(await loadedPackages("complete", "--", "logs", "staging", ""), ["commander", "yaml"]);
  });

  for (const shell of shells) {
    it(`is a script that ${shell} loads`, async () => {
      const { code, stdout } = await slipway(["completion", shell]);
      assert.deepEqual([code, stdout], [0, completionScript(shell)]);
      assert.match(stdout, /npx slipway/);
    });
  }

  it("hands fish a single word on too, which string join would answer with a failure", () => {
    assert.match(completionScript("fish"), /^ {4}printf '%s\\n' \$words\[2\.\.-1\]$/m);
    assert.equal(completionScript("fish").match(/^complete -c .* -f -a /gm)?.length, 2);
  });

  it("is refused for another shell, with those that there are", async () => {
    const { code, stderr } = await slipway(["completion", "tcsh"]);
    assert.equal(code, 1);
    assert.equal(stderr, "there is no script for tcsh: use one of bash, zsh, fish\n");
  });
});

describe("the completion of bash", function () {
  this.timeout(30_000);

  /** What a real bash would offer for a line, with the cursor at its end. */
  async function offered(line: string, folder = checkout): Promise<string[]> {
    const asked = `${completionScript("bash")}
      complete -p slipway npx >&2
      COMP_LINE="$1" COMP_POINT=\${#1}
      _slipway
      printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = await promisify(execFile)("bash", ["--norc", "-c", asked, "bash", line], { cwd: folder });
    return stdout.split("\n").filter(Boolean);
  }

  it("works for slipway and for npx slipway, in folders below the clone too", async () => {
    assert.deepEqual(await offered("slipway rollb"), ["rollback"]);
    assert.deepEqual(await offered("npx slipway logs staging w"), ["web", "worker"]);
    assert.deepEqual(await offered("npx slipway verify ", join(checkout, "examples", "maria")), [
      "production",
      "staging",
    ]);
  });

  it("says nothing of other programs of npx, nor outside of a clone", async () => {
    assert.deepEqual(await offered("npx tsc --no"), []);
    assert.deepEqual(await offered("slipway rollb", tmpdir()), []);
  });
});

const { error } = spawnSync("fish", ["--version"]);
(error ? describe.skip : describe)(
  `the completion of fish${error ? " (skipped: there is no fish on PATH)" : ""}`,
  function () {
    this.timeout(30_000);

    /** What a real fish would offer for a line, with the cursor at its end. */
    async function offered(line: string): Promise<string[]> {
      const asked = `${completionScript("fish")}\ncomplete -C ${JSON.stringify(line)}`;
      const { stdout } = await promisify(execFile)("fish", ["--no-config", "-c", asked], { cwd: checkout });
      return stdout.split("\n").flatMap((row) => row.split("\t")[0] || []);
    }

    it("is of verbs and of names, and of no file where there are some", async () => {
      assert.deepEqual(await offered("slipway rollb"), ["rollback"]);
      assert.deepEqual(await offered("npx slipway logs staging w"), ["web", "worker"]);
      assert.deepEqual(await offered("npx slipway verify "), ["production", "staging"]);
    });
  },
);
