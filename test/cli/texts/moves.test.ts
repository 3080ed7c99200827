import assert from "node:assert/strict";
import { commitsText, migrationsText, movesText, secretsText, shown } from "../../../cli/texts/moves.ts";
import { movesBetween } from "../../../promotion/effects/moves.ts";
import { tooLong } from "../../support/expected-text.ts";

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const app = { name: "shop", services: { api: { kind: "web", port: 8000 } } };
const release = { version: "1.10", images: { api: digest("a") } };

describe("movesText", () => {
  it("tells each field with both its values, digests by their first digits", () => {
    const to = {
      app: { ...app, jobs: { nightly: { image: "api" } } },
      release: { ...release, images: { api: digest("b") } },
    };
    assert.deepEqual(movesText(movesBetween({ app, release }, to)), [
      "app:",
      "  jobs  (not set) → {nightly: {image: api}}",
      "",
      "release:",
      "  images.api  sha256:aaaaaaaaaaaa… → sha256:bbbbbbbbbbbb…",
    ]);
  });

  it("says where nothing does", () => {
    assert.deepEqual(movesText(movesBetween({ app, release }, { app, release })), [
      "app: the same",
      "",
      "release: the same",
    ]);
  });

  it("outlines an app that comes for the first time, which would else be the whole file, and tells its builds", () => {
    assert.deepEqual(movesText(movesBetween(undefined, { app, release })), [
      "app, all of it for the first time:",
      "  name      shop",
      "  services  api",
      "",
      "release, all of it for the first time:",
      '  version     "1.10"',
      "  images.api  sha256:aaaaaaaaaaaa…",
    ]);
  });

  it("stays within 100 columns, with long paths and long values too", () => {
    const command = Array.from({ length: 40 }, (_, nth) => `--option-${nth}`);
    const long = {
      ...app,
      services: { api: { sidecars: { "a-long-name-of-one": { containerHealth: { command } } } } },
    };
    assert.deepEqual(tooLong(movesText(movesBetween({ app, release }, { app: long, release })).join("\n")), []);
  });
});

describe("a shown value", () => {
  it("is quoted where it could be read as something else", () => {
    assert.equal(shown("1.10"), '"1.10"');
    assert.equal(shown(""), '""');
    assert.equal(shown(["a,b", "c", 1, true, null]), '["a,b", c, 1, true, null]');
    assert.equal(shown("a, b"), "a, b");
    assert.equal(shown(undefined), "(not set)");
    assert.equal(shown(`${"0".repeat(39)}a`), `${"0".repeat(12)}…`);
  });
});

describe("commitsText", () => {
  it("lists them by the image, with how many more there are, and says of one that it goes back", () => {
    const commits = [{ sha: "a".repeat(40), title: "Pay by card" }];
    assert.deepEqual(commitsText([{ image: "api", commits, more: 3, leaves: true }]), [
      "commits:",
      "  api: 4 commits",
      "    aaaaaaaaaaaa Pay by card",
      "    and 3 more",
      "    and it lacks commits that the one there has: it goes back, or to another branch",
    ]);
  });

  it("tells images of which the same is not known together", () => {
    const unknown = (image: string, why: string) => ({ image, commits: [], more: 0, unknown: why });
    assert.deepEqual(
      commitsText([unknown("api", "nobody knows"), unknown("job", "it is new"), unknown("web", "nobody knows")]),
      ["commits:", "  api, web: nobody knows", "  job: it is new"],
    );
    assert.deepEqual(commitsText([]), []);
  });
});

describe("migrationsText and secretsText", () => {
  it("say nothing where there is nothing to say", () => {
    assert.deepEqual(migrationsText([]), []);
    assert.deepEqual(secretsText({ added: [], removed: [], missing: [] }, "production"), []);
  });

  it("tell a secret once: that it is new, and what it lacks with the command", () => {
    const missing = [
      { name: "A", kind: "given" as const, command: "set A" },
      { name: "B", kind: "existing" as const, command: "set B" },
    ];
    const added = [
      { name: "A", kind: "given" },
      { name: "C", kind: "generated" },
    ];
    assert.deepEqual(secretsText({ added, removed: ["D"], missing }, "production"), [
      "secrets:",
      "  A: new, and production has no value for it yet:",
      "    set A",
      "  B: production has no ARN for it yet:",
      "    set B",
      "  C: new, generated",
      "  D: no longer in the app",
    ]);
  });
});
