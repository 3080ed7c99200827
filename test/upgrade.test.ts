import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkout } from "./support/stack-files.ts";

/** The commands of the page's first step, as a team types them. */
function commands(): string {
  const page = readFileSync(join(checkout, "docs", "upgrade.md"), "utf8");
  return /## The steps\n.*?```sh\n(.*?)```/s.exec(page)?.[1] ?? "";
}

describe("a team that takes a newer version as docs/upgrade.md says", () => {
  let folder: string;
  const git = (where: string, ...args: readonly string[]) =>
    execFileSync(
      "git",
      ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "core.hooksPath=", ...args],
      {
        cwd: join(folder, where),
        encoding: "utf8",
        stdio: "pipe",
      },
    );
  const write = (where: string, file: string, text: string) => writeFileSync(join(folder, where, file), text);
  const read = (file: string) => readFileSync(join(folder, "team", file), "utf8");
  const commit = (where: string) => {
    git(where, "add", "--all");
    git(where, "commit", "--quiet", "--message", "As the test wants it");
  };

  beforeEach(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), "slipway-test-"));
    const files = [
      "Pulumi.yaml",
      "Pulumi.staging.yaml",
      "Pulumi.production.yaml",
      "overrides.ts",
      "index.ts",
      "CHANGELOG.md",
    ];
    const more = [
      "sandbox/world.yaml",
      "test/expected/staging.json",
      "test/expected/production.json",
      ".github/CODEOWNERS",
    ];
    execFileSync("git", ["init", "--quiet", "--initial-branch", "main", "upstream"], { cwd: folder });
    for (const file of [...files, ...more]) {
      execFileSync("install", ["-D", join(checkout, file), join(folder, "upstream", file)]);
    }
    commit("upstream");
    execFileSync("git", ["clone", "--quiet", "upstream", "team"], { cwd: folder, stdio: "pipe" });
    git("team", "config", "user.name", "team");
    git("team", "config", "user.email", "team@example.com");
    write("team", "Pulumi.staging.yaml", "# our own app\n");
    write("team", "sandbox/world.yaml", "accounts: []\n");
    commit("team");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("keeps its own files word for word, in a conflict or without, and gets everything else", () => {
    appendFileSync(join(folder, "upstream", "Pulumi.staging.yaml"), "# the default app has a new key\n");
    appendFileSync(join(folder, "upstream", "Pulumi.production.yaml"), "# this one too\n");
    appendFileSync(join(folder, "upstream", "index.ts"), "// a new part\n");
    commit("upstream");
    const production = read("Pulumi.production.yaml");
    execFileSync("bash", ["-euc", commands()], {
      cwd: join(folder, "team"),
      env: { ...process.env, SLIPWAY: join(folder, "upstream") },
      stdio: "pipe",
    });
    assert.equal(read("Pulumi.staging.yaml"), "# our own app\n");
    assert.equal(read("Pulumi.production.yaml"), production);
    assert.equal(read("sandbox/world.yaml"), "accounts: []\n");
    assert.match(read("index.ts"), /a new part/);
    assert.equal(git("team", "diff", "--name-only", "--diff-filter=U"), "");
  });

  it("is shown what it has to settle itself, which is what it changed in slipway's own files", () => {
    appendFileSync(join(folder, "upstream", "index.ts"), "// a new part\n");
    commit("upstream");
    appendFileSync(join(folder, "team", "index.ts"), "// a part of our own\n");
    commit("team");
    const printed = execFileSync("bash", ["-euc", commands()], {
      cwd: join(folder, "team"),
      env: { ...process.env, SLIPWAY: join(folder, "upstream") },
      encoding: "utf8",
      stdio: "pipe",
    });
    assert.match(printed, /^index\.ts$/m);
  });
});
