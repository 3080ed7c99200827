import assert from "node:assert/strict";
import { slipway } from "../support/slipway.ts";

const image = `api@sha256:${"a".repeat(64)}`;

describe("slipway bump", () => {
  const mistakes: readonly [string, string[], string][] = [
    [
      "two places to write to",
      ["--push", "--pr"],
      "--push writes to the default branch and --pr to the branch of a pull request: take one of them",
    ],
    [
      "a branch that others see, on the word of the sandbox",
      ["--push", "--sandbox"],
      "--push writes to the repository that others work with, and --sandbox knows nothing of their stacks: leave one of them out",
    ],
    [
      "force without a reason",
      ["--push", "--force"],
      `--force needs a --reason, which is recorded: npx slipway bump nowhere ${image} --push --force --reason "the fix cannot wait"`,
    ],
    [
      "a reason without force",
      ["--reason", "the site is down"],
      `--reason says why a gate is passed, so it goes with --force: npx slipway bump nowhere ${image} --force --reason "the site is down"`,
    ],
    [
      "a short commit",
      ["--commit", "50b2820"],
      "--commit 50b2820 is no commit: it has 40 hexadecimal digits (git rev-parse HEAD)",
    ],
    ["an empty version", ["--version", " "], "--version is empty: say which one it is, or leave it out"],
  ];
  for (const [what, flags, message] of mistakes) {
    it(`refuses ${what} before it looks at anything`, async () => {
      const { code, stdout, stderr } = await slipway(["bump", "nowhere", image, ...flags]);
      assert.deepEqual([code, stdout, stderr], [1, "", `${message}\n`]);
    });
  }

  it("ends with another code where a rule says no than where it cannot be done, for scripts", async () => {
    const refused = await slipway(["bump", "production", image]);
    assert.equal(refused.code, 2, refused.stderr);
    assert.match(
      refused.stderr,
      /^production takes what staging verified .*: npx slipway promote staging production$/m,
    );
    const mistake = await slipway(["bump", "staging", "api:1.4"]);
    assert.equal(mistake.code, 1);
    assert.match(
      mistake.stderr,
      /^api:1\.4 has the tag 1\.4, which may move: .* npx slipway bump staging api@sha256:…$/m,
    );
  });

  it("does nothing when the release says so already, without asking a registry", async () => {
    const digest = "sha256:50b2820bc39ca761826dd6629add70cab5d32cdda7b92cd25b509b648ffb0e2c";
    const { code, stdout, stderr } = await slipway(["bump", "staging", `api@${digest}`, "--json"]);
    assert.equal(code, 0, stderr);
    const { before, after, outcome } = JSON.parse(stdout);
    assert.deepEqual(
      [before, after, outcome],
      [{ digest, version: "1.4.2" }, { digest, version: "1.4.2" }, { is: "same" }],
    );
  });
});
