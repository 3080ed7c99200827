import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isMap, parseDocument } from "yaml";
import { declaredIn } from "../../doctor/declared.ts";

describe("the stack that the doctor looks at", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-doctor-"));
    for (const name of ["Pulumi.yaml", "Pulumi.staging.yaml", "Pulumi.production.yaml"]) {
      writeFileSync(join(folder, name), readFileSync(name));
    }
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const production = () => join(folder, "Pulumi.production.yaml");

  it("is the one of its file", async () => {
    const declared = await declaredIn(production());
    assert.ok("stack" in declared);
    assert.equal(declared.stack.name, "production");
    assert.equal(declared.lentBy, undefined);
  });

  it("has the app of the stack that is promoted to it, where nothing was yet: its account is to be ready by then", async () => {
    const document = parseDocument(readFileSync(production(), "utf8"));
    const config = document.get("config");
    assert.ok(isMap(config));
    config.delete("slipway:app");
    config.delete("slipway:release");
    document.setIn(["config", "slipway:environment", "promotion"], { from: "staging" });
    writeFileSync(production(), document.toString());
    const declared = await declaredIn(production());
    assert.ok("stack" in declared, JSON.stringify(declared));
    assert.equal(declared.lentBy, "staging");
    assert.deepEqual(Object.keys(declared.stack.services), ["api", "web", "worker"]);
    assert.equal(declared.stack.account.accountId, "222222222222");
  });

  it("is what is wrong with its file, in the words of a plan", async () => {
    writeFileSync(
      production(),
      readFileSync(production(), "utf8").replace('accountId: "222222222222"', "accountId: 12"),
    );
    const declared = await declaredIn(production());
    assert.ok("problem" in declared);
    assert.match(declared.problem, /accountId/);
  });
});
