import assert from "node:assert/strict";
import { parse } from "yaml";
import { programPaths } from "../../promotion/program.ts";
import { pathsOf, textOf } from "../house/sources.ts";

const rows = textOf(".github/CODEOWNERS")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.split(/\s+/));

describe("the code owners", () => {
  it("are those of files that there are: a pattern that matches nothing protects nothing", () => {
    const idle = rows.filter(
      ([pattern = ""]) => pathsOf(pattern.replace(/^\//, "").replace(/\/$/, "/**")).length === 0,
    );
    assert.deepEqual(idle, []);
  });

  it("look at what costs money in production, and at what decides who may do what", () => {
    const owned = rows.filter(([, ...owners]) => owners.length > 0).map(([pattern]) => pattern);
    for (const needed of ["/Pulumi.production.yaml", "/test/expected/", "/.github/"]) {
      assert.ok(owned.includes(needed), needed);
    }
  });

  it("look at all of the program, which production takes by itself once staging has verified it", () => {
    const owned = rows.map(([pattern = ""]) => pattern.replace(/^\/|\/$/g, ""));
    assert.deepEqual(
      programPaths.filter((path) => !owned.includes(path)),
      [],
    );
  });
});

describe("Dependabot", () => {
  const { updates } = parse(textOf(".github/dependabot.yml"));
  const places: [string, string][] = updates.flatMap(
    ({ "package-ecosystem": kind, directory, directories = [directory] }: Record<string, any>) =>
      directories.map((folder: string) => [kind, folder.replace(/^\//, "")]),
  );
  const files: Readonly<Record<string, string>> = {
    npm: "package-lock.json",
    pip: "requirements.txt",
    "github-actions": "{action.yml,.github/workflows/*.yml}",
  };

  it("looks in folders that have something to look at", () => {
    const idle = places.filter(
      ([kind, folder]) => pathsOf(`${folder === "" ? "" : `${folder}/`}${files[kind]}`).length === 0,
    );
    assert.deepEqual(idle, []);
  });

  it("knows every place that pins something, so that none of them grows old unseen", () => {
    const pinned = [...pathsOf(".github/actions/*/action.yml"), ...pathsOf("tools/*/requirements.txt")];
    const known = places.flatMap(([kind, folder]) => pathsOf(`${folder === "" ? "" : `${folder}/`}${files[kind]}`));
    assert.deepEqual(
      pinned.filter((path) => !known.includes(path)),
      [],
    );
  });
});
