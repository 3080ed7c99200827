import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { check } from "../../config/check.ts";
import { resolveRepositories, workflowSecrets } from "../../config/resolve-delivery.ts";
import { stackFile } from "../../config/schema/stack-file.ts";
import { readStackFile } from "../../config/stack-file.ts";
import { readWorld } from "../../sandbox/world.ts";
import { generated } from "../../tools/schema/build.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folders = [".", ...readdirSync(join(root, "examples")).map((name) => join("examples", name))];

/** Private repositories below Enterprise have no reviewers of a deployment, and these take no review elsewhere either. */
const ungated: Readonly<Record<string, readonly string[]>> = {
  "examples/maria": ["slipway:app.delivery.bypass[0]"],
  "examples/project-manager": ["slipway:app.delivery.reviews"],
  "examples/trendoscope2": ["slipway:app.delivery.bypass[0]"],
};

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

      it("has no problems, and no warnings but those of what its repository's plan cannot do", () => {
        const checked = check(read.values, read);
        const said = "problems" in checked ? checked.problems : checked.warnings;
        assert.deepEqual(
          said.map((one) => (typeof one === "string" ? one.slice(0, one.indexOf(": ")) : one)),
          (stack === "production" && ungated[folder]) || [],
        );
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
        assert.ok(app.delivery);
        const { app: builds, infrastructure: deploys } = resolveRepositories(app.delivery);
        for (const { owner, name, visibility, plan } of [builds, deploys]) {
          const there = world.repositories.find((repository) => repository.name === `${owner}/${name}`);
          assert.deepEqual([there?.visibility, there?.plan], [visibility, plan], name);
        }
        const { users = [], teams = [] } = environment.github?.reviewers ?? {};
        assert.deepEqual(
          users.filter((user) => !world.users.includes(user)),
          [],
        );
        assert.deepEqual(
          teams.filter((team) => !world.teams.includes(`${deploys.owner}/${team}`)),
          [],
        );
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
  const configOf = (stack: string) => {
    const checked = check(readStackFile(join(root, `Pulumi.${stack}.yaml`)).values, { stack });
    assert.ok("config" in checked);
    return checked.config;
  };

  it("has only generated secrets, so that a fresh stack needs no value from anybody", () => {
    const { app, secrets } = configOf("staging");
    assert.deepEqual(new Set(Object.values(app.secrets ?? {})), new Set(["generated"]));
    assert.deepEqual(secrets, {});
  });

  it("is given in production what workflows get, and nothing else", () => {
    const config = configOf("production");
    const ofWorkflows = new Set(workflowSecrets(config).map(({ name }) => name));
    assert.deepEqual(new Set(Object.keys(config.secrets)), ofWorkflows);
  });

  it("names a secret of each kind, so that its two plans show every kind", () => {
    const { app, environment } = configOf("production");
    const lists = [app.delivery?.secrets, app.delivery?.dependabot?.secrets, environment.github?.secrets];
    assert.ok(lists.every((names) => names?.length));
  });
});
