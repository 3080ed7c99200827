import assert from "node:assert/strict";
import ts from "typescript";
import { nodesOf, parsed, type Source, sourcesOf } from "./sources.ts";

/** What a folder may load: folders and files of the project, and packages by how their names begin. */
const mayLoad: Readonly<Record<string, readonly string[]>> = {
  "lib/": ["lib/", "node:"],
  "components/": [
    "components/",
    "lib/",
    "cloud/deployment-text.ts",
    "cloud/outcome.ts",
    "cloud/wake.ts",
    "node:",
    "@pulumi/",
  ],
  "config/": ["config/", "lib/", "node:", "@pulumi/pulumi", "yaml", "zod"],
  "program/": ["program/", "components/", "config/relations.ts", "lib/", "@pulumi/pulumi"],
  "cloud/": ["cloud/", "lib/", "node:", "@aws-sdk/", "@octokit/", "@smithy/"],
  "functions/": ["functions/", "node:", "@aws-sdk/", "@redis/client", "pg"],
  "policy/": ["policy/", "lib/", "tools/engine/node-version.mjs", "@pulumi/policy"],
  "git/": ["git/", "lib/", "node:"],
  "backend/": ["backend/", "lib/", "node:", "@aws-sdk/client-s3", "zod"],
  "plan/": [
    "plan/",
    "policy/",
    "backend/",
    "git/",
    "sandbox/",
    "cloud/account.ts",
    "cloud/offline.ts",
    "config/",
    "lib/",
    "index.ts",
    "overrides.ts",
    "node:",
    "@grpc/grpc-js",
    "@pulumi/pulumi",
    "microdiff",
  ],
  "sandbox/": [
    "sandbox/",
    "backend/",
    "cloud/findable.ts",
    "config/",
    "functions/sleep/settle.mjs",
    "lib/",
    "tools/engine/",
    "node:",
    "@grpc/",
    "@pulumi/pulumi",
    "google-protobuf",
    "yaml",
    "zod",
  ],
  "promotion/": [
    "promotion/",
    "backend/",
    "git/",
    "plan/",
    "sandbox/",
    "cloud/",
    "config/",
    "lib/",
    "tools/engine/",
    "node:",
    "microdiff",
    "yaml",
    "zod",
  ],
  "delivery/": [
    "delivery/",
    "policy/",
    "promotion/",
    "backend/",
    "git/",
    "plan/",
    "sandbox/",
    "cloud/",
    "config/",
    "lib/",
    "node:",
    "yaml",
    "zod",
  ],
  "init/": ["init/", "config/", "lib/", "node:", "yaml", "zod"],
  "operate/": ["operate/", "promotion/", "sandbox/run/", "cloud/", "config/", "lib/", "node:"],
  "map/": ["map/", "plan/", "config/", "lib/", "node:", "elkjs"],
  "bootstrap/": ["bootstrap/", "cloud/", "components/state-access.ts", "config/", "lib/", "node:"],
  "doctor/": [
    "doctor/",
    "bootstrap/",
    "plan/",
    "backend/",
    "cloud/",
    "config/",
    "lib/",
    "tools/engine/",
    "node:",
    "@pulumi/pulumi",
    "yaml",
  ],
  "cli/": [
    "cli/",
    "policy/",
    "init/",
    "doctor/",
    "operate/",
    "bootstrap/",
    "map/",
    "delivery/",
    "promotion/",
    "backend/",
    "git/",
    "plan/",
    "sandbox/",
    "cloud/",
    "config/",
    "lib/",
    "tools/engine/",
    "node:",
    "@clack/prompts",
    "cli-table3",
    "commander",
    "log-update",
    "yocto-spinner",
  ],
};

/** What a folder may know of as a type alone, beyond what it may load. */
const mayKnow: Readonly<Record<string, readonly string[]>> = {
  "components/": ["cloud/"],
  "program/": ["cloud/", "config/"],
  "sandbox/": ["cloud/"],
  "plan/": ["components/"],
};

describe("a folder", () => {
  for (const folder of Object.keys(mayLoad)) {
    it(`${folder} loads what it is built on and nothing else, so that a part can be understood without the whole`, () => {
      const sources = sourcesOf(`${folder}**/*.{ts,mjs}`);
      assert.notEqual(sources.length, 0, `${folder} is empty`);
      assert.deepEqual(
        sources.flatMap((source) => strangers(source, folder)),
        [],
      );
    });
  }

  it("that imports what it may not is told so", () => {
    const sneaky = parsed(
      "components/sneaky.ts",
      'import { load } from "../config/load.ts";\nimport type { Cloud } from "../cloud/cloud.ts";',
    );
    assert.deepEqual(strangers(sneaky, "components/"), ["components/sneaky.ts loads config/load.ts"]);
    const late = parsed("lib/late.ts", 'const { Config } = await import("@pulumi/pulumi");');
    assert.deepEqual(strangers(late, "lib/"), ["lib/late.ts loads @pulumi/pulumi"]);
  });
});

describe("the program", () => {
  const program = sourcesOf("{components,config,lib,cloud,plan,sandbox}/**/*.ts").concat(
    sourcesOf("{index,overrides}.ts"),
  );

  it("reads Pulumi's configuration in config/load.ts alone, so that everything else is told what it needs", () => {
    const readers = program.filter(({ syntax }) => nodesOf(syntax).some(isConfig)).map(({ path }) => path);
    assert.deepEqual(readers, ["config/load.ts"]);
  });

  it("loads single modules of the providers, because a whole one costs a sixth of the plan's time", () => {
    const whole = program.flatMap(({ path, imports }) =>
      imports
        .filter(({ to, typeOnly }) => !typeOnly && /^@pulumi\/(aws|docker|github|random)(\/[^.]*)?$/.test(to))
        .map(({ to }) => `${path} loads ${to}`),
    );
    assert.deepEqual(whole, []);
  });

  it("keeps components and pure functions away from the environment and the console", () => {
    const quiet = sourcesOf("{components,lib}/**/*.ts").concat(sourcesOf("{index,overrides}.ts"));
    const ambient = quiet.flatMap(({ path, syntax }) =>
      nodesOf(syntax)
        .filter(isAmbient)
        .map((node) => `${path}: ${node.getText()}`),
    );
    assert.deepEqual(ambient, []);
  });

  it("declares no resource inside `apply`, where a first preview would not show it", () => {
    const hidden = sourcesOf("components/**/*.ts").concat(sourcesOf("index.ts")).flatMap(resourcesInApply);
    assert.deepEqual(hidden, []);
  });

  it("would be caught declaring one there", () => {
    const hidden = parsed(
      "components/hidden.ts",
      'import { Topic } from "@pulumi/aws/sns/topic.js";\nexport const arn = known.apply((name) => new Topic(name).arn);',
    );
    assert.deepEqual(resourcesInApply(hidden), ["components/hidden.ts: new Topic(name)"]);
  });
});

function strangers({ path, imports }: Source, folder: string): string[] {
  const loadable = mayLoad[folder] ?? [];
  const known = [...loadable, ...(mayKnow[folder] ?? [])];
  return imports
    .filter(({ to, typeOnly }) => !(typeOnly ? known : loadable).some((allowed) => isUnder(to, allowed)))
    .map(({ to }) => `${path} loads ${to}`);
}

function isUnder(to: string, allowed: string): boolean {
  return to === allowed || to.startsWith(/[/:]$/.test(allowed) ? allowed : `${allowed}/`);
}

/** `pulumi.Config` as a value. */
function isConfig(node: ts.Node): boolean {
  return ts.isNewExpression(node) && /^(pulumi\.)?Config$/.test(node.expression.getText());
}

function isAmbient(node: ts.Node): boolean {
  if (!ts.isPropertyAccessExpression(node)) {
    return false;
  }
  const object = node.expression.getText();
  return object === "console" || (object === "process" && node.name.text === "env");
}

/** What is made inside an `apply` of something that a provider or another component exports. */
function resourcesInApply({ path, syntax }: Source): string[] {
  const nodes = nodesOf(syntax);
  const makers = new Set(
    nodes
      .filter(ts.isImportDeclaration)
      .flatMap(({ importClause, moduleSpecifier }) =>
        /@pulumi\/(?!pulumi")|^"\.\//.test(moduleSpecifier.getText()) && importClause ? namesIn(importClause) : [],
      ),
  );
  return nodes
    .filter((node) => ts.isCallExpression(node) && /\.apply$/.test(node.expression.getText()))
    .flatMap(nodesOf)
    .filter((node) => ts.isNewExpression(node) && makers.has(node.expression.getText()))
    .map((node) => `${path}: ${node.getText()}`);
}

function namesIn(clause: ts.ImportClause): string[] {
  return nodesOf(clause).flatMap((node) => (ts.isImportSpecifier(node) ? [node.name.text] : []));
}
