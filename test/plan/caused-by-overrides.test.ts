import assert from "node:assert/strict";
import { causedByOverrides } from "../../plan/caused-by-overrides.ts";
import type { Finding } from "../../policy/judge.ts";

const because = "we upgrade by hand on Tuesdays";

function finding(rule: string, path: string, own: Partial<Finding> = {}): Finding {
  const [urn, says, wayOut, enforcement] = [`urn:${path}`, "it is so", "Set it.", "mandatory"] as const;
  return { rule, urn, path, says, wayOut, enforcement, ...own };
}

describe("the reason of an override", () => {
  const [upgrades, logs] = ["database-minor-upgrades", "database-logs-exported"];
  const overrides = [{ path: "main/main-instance", because }];
  const explained = async (found: readonly Finding[], without: readonly Finding[]) =>
    (await causedByOverrides(found, overrides, async () => without)).map((one) => one.because);

  it("explains what is found of its resource only with it", async () => {
    assert.deepEqual(await explained([finding(upgrades, "main/main-instance")], []), [because]);
  });

  it("explains nothing that is found without it too, which would be hidden by a harmless change", async () => {
    const found = [upgrades, logs].map((rule) => finding(rule, "main/main-instance"));
    assert.deepEqual(await explained(found, [finding(logs, "main/main-instance")]), [because, undefined]);
  });

  it("explains nothing of another resource, of the same name or not", async () => {
    assert.deepEqual(await explained([finding(upgrades, "other/main-instance")], []), [undefined]);
  });

  it("takes the place of no reason that the configuration says itself", async () => {
    const found = finding(upgrades, "main/main-instance", { because: "the stack file says so" });
    assert.deepEqual(await explained([found], []), ["the stack file says so"]);
  });

  it("takes no second plan where it has nothing to explain, because that would take as long as the first", async () => {
    const found = [finding(logs, "other/main-instance"), finding(upgrades, "main/main-instance", { because })];
    assert.equal(await causedByOverrides(found, overrides, () => assert.fail("planned again")), found);
  });
});
