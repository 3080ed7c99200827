import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const reference = readFileSync(new URL("../../docs/configuration.md", import.meta.url), "utf8").split("\n");
const releases = readFileSync(new URL("../../docs/releases.md", import.meta.url), "utf8");
const guard = readFileSync(new URL("../../components/web-service-targets.ts", import.meta.url), "utf8");

function row(key: string): string {
  const line = reference.find((one) => one.startsWith(`| \`${key}\` |`) || one.startsWith(`| **\`${key}\`** |`));
  assert.ok(line, key);
  return line;
}

/** What is in the name of a target group makes another one of it, which the guard refuses on a service that runs. */
const inTheName = /physicalName\("targetGroup", [^[]*\[([^\]]*)\]/.exec(guard)?.[1] ?? "";

describe("what the reference says of changing a web service that runs", () => {
  for (const key of ["protocol", "sticky"]) {
    it(`is that another ${key} is refused, since it needs other target groups`, () => {
      assert.match(inTheName, new RegExp(key));
      assert.match(row(`services.<key>.${key}`), /Changing it is refused on a service that runs/);
      assert.match(releases, new RegExp(`\\| .*\`${key}\`.* \\| refused`));
    });
  }

  it("is that another port starts new tasks and touches no target group", () => {
    assert.doesNotMatch(inTheName, /port/);
    assert.match(row("services.<key>.port"), /Changing it starts new tasks, then stops the old ones/);
    assert.match(releases, /\| `port` \| works without an outage/);
  });
});
