import assert from "node:assert/strict";
import { textOf } from "./sources.ts";

const kinds = ["dependencies", "devDependencies", "optionalDependencies"] as const;
const page = "docs/dependencies.md";
const rowShape = /^\| `(?<name>[^`]+)` \| (?<version>\S+) \| (?<why>.*) \|$/;

describe("the list of dependencies", () => {
  const listed = textOf(page)
    .split("\n")
    .flatMap((line) => {
      const { name = "", version = "", why = "" } = rowShape.exec(line)?.groups ?? {};
      return name ? [{ name, version, why }] : [];
    });
  const named = kinds.flatMap((kind) => Object.entries(record(record(JSON.parse(textOf("package.json")))[kind])));

  it("has every package of package.json at its version and no other, so that it can be believed", () => {
    assert.deepEqual(
      listed.map(({ name, version }) => `${name} ${version}`).sort(),
      named.map(([name, version]) => `${name} ${version}`).sort(),
      `${page} is out of step with package.json`,
    );
  });

  it("says for each what it is for, because what nobody can say that of should go", () => {
    assert.deepEqual(
      listed.filter(({ why }) => why.trim().length < 10).map(({ name }) => name),
      [],
    );
  });

  it("has exact versions only: a provider's minor version can replace a database", () => {
    const loose = named.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)));
    assert.deepEqual(loose, []);
  });
});

function record(value: unknown): Record<string, unknown> {
  assert.ok(typeof value === "object" && value !== null);
  return { ...value };
}
