import assert from "node:assert/strict";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { argumentFor, parts, readSources, removeWorkspace, writeWorkspace } from "../../sandbox/run/workspace.ts";
import { copyTinyProject } from "../support/tiny.ts";

describe("The copy of a project that the sandbox works on", () => {
  const { folder, remove } = copyTinyProject();
  const located = {
    root: folder,
    project: "other",
    stack: "dev",
    file: join(folder, "Pulumi.dev.yaml"),
    worldFile: join(folder, "world.yaml"),
  };
  after(remove);

  it("has the project's own name, and leads back to the program of the checkout", () => {
    const copy = writeWorkspace(readSources(located));
    const project = parse(readFileSync(join(copy.folder, "Pulumi.yaml"), "utf8"));
    assert.equal(project.name, "other");
    assert.equal(project.main, "../../index.ts");
    assert.equal(project.options.refresh, "always");
  });

  it("holds the world's value of each given secret, encrypted", () => {
    const copy = writeWorkspace(readSources(located));
    const text = readFileSync(join(copy.folder, "Pulumi.dev.yaml"), "utf8");
    const { config, encryptionsalt } = parse(text);
    assert.match(config["slipway:secrets"].TOKEN.secure, /^v1:[\w+/]{16}:[\w+/=]+$/);
    assert.match(encryptionsalt, /^v1:[\w+/=]+:v1:/);
    assert.equal(config["tiny:groupName"], "fixed");
    assert.doesNotMatch(text, /canary/);
  });

  it("keeps its salt, because the state was encrypted with it", () => {
    const saltOf = () => {
      const copy = writeWorkspace(readSources(located));
      return parse(readFileSync(join(copy.folder, "Pulumi.dev.yaml"), "utf8")).encryptionsalt;
    };
    assert.equal(saltOf(), saltOf());
  });

  it("has a passphrase that only this user can read", () => {
    const copy = writeWorkspace(readSources(located));
    assert.equal(statSync(parts.passphrase(copy.folder)).mode & 0o777, 0o600);
  });

  it("leaves the stack file of the checkout as it is", () => {
    assert.match(readFileSync(located.file, "utf8"), /TOKEN: \{ ?secure: v1:placeholder ?\}/);
  });

  it("refuses a world that lacks a value, with the line to add, before anything is written", () => {
    removeWorkspace(located);
    const world = readFileSync(located.worldFile, "utf8");
    writeFileSync(located.worldFile, world.replace(/^secrets:.*$/m, ""));
    assert.throws(() => readSources(located), {
      message:
        "sandbox world world.yaml has no value for TOKEN of slipway:secrets in Pulumi.dev.yaml: add\n" +
        "    secrets:\n      TOKEN: value-for-the-sandbox",
    });
    assert.equal(removeWorkspace(located), false);
    rmSync(located.worldFile);
    assert.throws(() => readSources(located), {
      name: "UserError",
      message:
        "sandbox world world.yaml is missing: it says what exists beforehand (zones, images, secrets …). npx slipway init writes one, and docs/sandbox.md says what is in it",
    });
  });
});

describe("The argument for a stack", () => {
  it("is its name here and the path of its file elsewhere, since another project's stack of that name is not meant", () => {
    const here = process.cwd();
    assert.equal(argumentFor({ stack: "staging", file: join(here, "Pulumi.staging.yaml") }), "staging");
    const given = join("examples", "maria", "Pulumi.staging.yaml");
    assert.equal(argumentFor({ stack: "staging", file: join(here, given) }), given);
  });
});
