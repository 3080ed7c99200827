import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planStack } from "../plan/plan-stack.ts";
import { valuesOf } from "./support/declare-stack.ts";
import { changeLines, compactJson, type Reviewable, reviewable } from "./support/reviewable.ts";
import { allStacks, checkout, variantStacks } from "./support/stack-files.ts";

const folder = join(import.meta.dirname, "expected");
const accept = "UPDATE_EXPECTED=1 npm test -- test/program.test.ts";
const mostLines = 60;
const planned = [...allStacks, ...variantStacks];

function expected(file: string): Reviewable {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

/** What to look at, and what to do when it is meant. */
function report(name: string, lines: readonly string[]): string {
  const more = lines.length > mostLines ? [`… and ${lines.length - mostLines} more`] : [];
  return [
    `what ${name} declares is not what test/expected/${name}.json says:`,
    ...[...lines.slice(0, mostLines), ...more].map((line) => `  ${line}`),
    `if it is meant, accept it and review the change of the file: ${accept}`,
  ].join("\n");
}

describe("the program", () => {
  for (const { name, file } of planned) {
    it(`declares for ${name} what its expected file says, so that a change is seen before it is made`, async () => {
      const declared = reviewable(await planStack(file));
      const path = join(folder, `${name}.json`);
      if (process.env.UPDATE_EXPECTED) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(path, `${compactJson(declared)}\n`);
      }
      // As JSON holds it: what is undefined is not there.
      const lines = changeLines(expected(path), JSON.parse(JSON.stringify(declared)));
      if (lines.length > 0) {
        assert.fail(report(name, lines));
      }
      assert.equal(readFileSync(path, "utf8"), `${compactJson(declared)}\n`, `${path} was edited by hand: ${accept}`);
    });
  }

  it("has an expected file for each stack file and no other", () => {
    const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
    assert.deepEqual(files.sort(), planned.map(({ name }) => `${name}.json`).sort());
  });
});

describe("the default app with a local build", () => {
  const variant = join(checkout, "test/variants/local-build/Pulumi.staging.yaml");

  it("is the default app otherwise, so that its plan shows what a build changes and nothing else", () => {
    const [usual, built] = [valuesOf(join(checkout, "Pulumi.staging.yaml")), valuesOf(variant)];
    const { web: image, ...images } = Object(built.app).images;
    assert.deepEqual(image, { repository: "ghcr.io/acme/harbour-web", build: { context: "web" } });
    const { web: digest, ...digests } = Object(usual.release).images;
    const { web: pulled, ...others } = Object(usual.app).images;
    assert.deepEqual([pulled, typeof digest], [image.repository, "string"]);
    // The only stack of its folder manages the repository.
    const { github, ...environment } = Object(built.environment);
    assert.deepEqual(github, { manageRepository: true });
    assert.deepEqual(
      [{ ...Object(built.app), images }, Object(built.release).images, environment],
      [{ ...Object(usual.app), images: others }, digests, usual.environment],
    );
  });

  it("has Docker in its graph, as no other stack has, because its provider fails without a daemon", () => {
    const withDocker = planned.filter(({ name }) =>
      Object.values(expected(join(folder, `${name}.json`))).some((one) =>
        /^(pulumi:providers:)?docker/.test(Object(one).type),
      ),
    );
    assert.deepEqual(
      withDocker.map(({ name }) => name),
      ["local-build.staging"],
    );
  });
});
