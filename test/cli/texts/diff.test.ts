import assert from "node:assert/strict";
import { join } from "node:path";
import { diffText } from "../../../cli/texts/diff.ts";
import type { CommitRange } from "../../../promotion/effects/commits.ts";
import { type ConfigurationDiff, configurationDiff } from "../../../promotion/effects/configuration-diff.ts";
import { locateUnchecked } from "../../../sandbox/run/locate.ts";
import { assertExpectedText } from "../../support/expected-text.ts";
import { slipway } from "../../support/slipway.ts";
import { checkout } from "../../support/stack-files.ts";

const harbour = join(checkout, "test", "promotion", "harbour");
const fileOf = (stack: string) => join(harbour, `Pulumi.${stack}.yaml`);
const command = "npx slipway promote staging production";

const commits: readonly CommitRange[] = [
  {
    image: "api",
    from: "1".repeat(40),
    to: "2".repeat(40),
    commits: [
      { sha: "2".repeat(40), title: "Pay by card" },
      {
        sha: "3".repeat(40),
        title: "Ask for the address once, and keep it with the order until it has been sent and paid for",
      },
    ],
    more: 0,
  },
  {
    image: "web",
    to: "4".repeat(40),
    commits: [],
    more: 0,
    unknown: "the older release does not say the commit (release.commits)",
  },
  {
    image: "worker",
    to: "4".repeat(40),
    commits: [],
    more: 0,
    unknown: "the older release does not say the commit (release.commits)",
  },
];

function diffOf(from: string, to: string): Promise<ConfigurationDiff> {
  return configurationDiff(locateUnchecked(fileOf(from)), locateUnchecked(fileOf(to)));
}

describe("slipway diff", () => {
  it("reads as test/expected/texts/diff.txt says: what moves, what follows from it, what stays, what to type", async () => {
    const { secrets, ...diff } = await diffOf("staging", "production");
    // As where the stack files are in the folder that it runs in.
    const missing = secrets.missing.map((one) => ({ ...one, command: one.command.replace(/ --cwd \S+$/, "") }));
    assertExpectedText("diff", diffText({ ...diff, secrets: { ...secrets, missing }, commits, command }));
  });

  it("ends with 3 where app or release differ, and with 0 where only the places do, which always do", async () => {
    const differs = await slipway(["diff", fileOf("staging"), fileOf("production"), "--json"]);
    assert.equal(differs.code, 3, differs.stderr);
    assert.equal(JSON.parse(differs.stdout).isSame, false);
    const same = await slipway(["diff", fileOf("staging"), fileOf("staging")]);
    assert.equal(same.code, 0, same.stderr);
    assert.match(same.stdout, /\nstaging has the app and the release of staging\n$/);
  });

  it("tells of secrets their names alone", async () => {
    const { stdout } = await slipway(["diff", fileOf("production"), fileOf("staging"), "--json"]);
    assert.match(stdout, /PAYMENTS_KEY/);
    assert.doesNotMatch(stdout, /AAABAG5vdGhpbmcg|secret slipway/);
  });

  it("names the command only where the second stack takes its release from the first", async () => {
    const there = await diffOf("staging", "production");
    assert.match(there.command ?? "", /^npx slipway promote \S+\/Pulumi\.staging\.yaml \S+\/Pulumi\.production\.yaml$/);
    const back = await diffOf("production", "staging");
    assert.equal(back.command, undefined);
    assert.match(
      diffText(back),
      /\nstaging takes no promotion yet: environment\.promotion\.from: production in its file lets it\n$/,
    );
    const other = diffText({ ...there, command: undefined as never, upstream: "qa" });
    assert.match(
      other,
      /\nproduction takes its app and release from qa \(environment\.promotion\.from\), not from staging\n$/,
    );
  });

  it("works where one of the two, or neither, has anything yet", async () => {
    const none = { added: [], removed: [], missing: [] };
    const neither = {
      from: "qa",
      to: "live",
      isSame: true,
      commits: [],
      migrations: [],
      secrets: none,
      environment: [],
    };
    assert.match(diffText(neither), /\n\nneither qa nor live has anything yet\n$/);
    assert.match(diffText({ ...neither, isSame: false }), /qa has nothing yet: .*\n\nnothing can move from qa\n$/s);
  });
});
