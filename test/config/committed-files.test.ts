import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { check } from "../../config/check.ts";
import { stackFile } from "../../config/schema/stack-file.ts";
import { readStackFile } from "../../config/stack-file.ts";
import { readWorld } from "../../sandbox/world.ts";
import { generated } from "../../tools/schema/build.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folders = [".", ...readdirSync(join(root, "examples")).map((name) => join("examples", name))];

describe("what is generated from the schema", () => {
  for (const [file, text] of Object.entries(generated())) {
    it(`is in step with it: ${file} (node tools/schema/generate.ts)`, () => {
      assert.equal(readFileSync(join(root, file), "utf8"), text);
    });
  }
});

for (const folder of folders) {
  const world = readWorld(join(root, folder === "." ? "sandbox" : folder, "world.yaml"));
  for (const stack of ["staging", "production"]) {
    const file = join(root, folder, `Pulumi.${stack}.yaml`);

    describe(`${join(folder, `Pulumi.${stack}.yaml`)}`, () => {
      const read = readStackFile(file);

      it("has no problems and no warnings", () => {
        const checked = check(read.values, read);
        assert.deepEqual("problems" in checked ? checked.problems : checked.warnings, []);
      });

      it("names the schema in its first line, for editors", () => {
        const up = folder === "." ? "./" : "../../";
        const [first] = readFileSync(file, "utf8").split("\n");
        assert.equal(first, `# yaml-language-server: $schema=${up}config/stack.schema.json`);
      });

      it("fits the schema of whole files, which editors check it by", () => {
        const read = stackFile.safeParse(parse(readFileSync(file, "utf8")));
        assert.deepEqual(read.error?.issues ?? [], []);
      });

      it("is in the form that pulumi config set writes, so that a set changes one line", () => {
        const lines = readFileSync(file, "utf8").split("\n");
        assert.equal(lines.pop(), "", "ends with a line break");
        const odd = lines.filter((line) => line.trim() === "" || /\s$|\t/.test(line) || /^( {2})* [^ ]/.test(line));
        assert.deepEqual(odd, []);
      });

      it("finds in its world what must exist beforehand", () => {
        const checked = check(read.values, read);
        assert.ok("config" in checked);
        const { app, release, environment, secrets } = checked.config;
        assert.ok(world.accounts.includes(environment.aws.accountId));
        assert.deepEqual(
          Object.keys(secrets).filter((name) => world.secrets[name] === undefined),
          [],
        );
        for (const [key, image] of Object.entries(app.images)) {
          const repository = typeof image === "string" ? image : image.repository;
          assert.ok(world.images[repository]?.digests.includes(release.images[key] ?? ""), key);
        }
        assert.ok(app.delivery && world.repositories.includes(app.delivery.repository));
      });
    });
  }

  it(`${join(folder, "Pulumi.yaml")} runs the program of this repository in a project of its own`, () => {
    const text = readFileSync(join(root, folder, "Pulumi.yaml"), "utf8");
    assert.match(text, folder === "." ? /^main: index\.ts$/m : /^main: \.\.\/\.\.\/index\.ts$/m);
    assert.notEqual(readStackFile(join(root, folder, "Pulumi.staging.yaml")).project, "slipway");
  });
}

describe("the default app", () => {
  it("has only generated secrets, so that a fresh stack needs no value from anybody", () => {
    for (const stack of ["staging", "production"]) {
      const { values } = readStackFile(join(root, `Pulumi.${stack}.yaml`));
      const checked = check(values, { stack });
      assert.ok("config" in checked);
      assert.deepEqual(checked.config.secrets, {});
      assert.deepEqual(new Set(Object.values(checked.config.app.secrets ?? {})), new Set(["generated"]));
    }
  });
});
