import assert from "node:assert/strict";
import { check } from "../../config/check.ts";
import { formatProblem } from "../../config/problem.ts";
import { changed } from "./minimal.ts";

const urn = "urn:pulumi:production::shop::slipway:database:Database$aws:rds/instance:Instance::main-instance";

/** What is said of production with these URNs, problems first. */
function said(urns: readonly string[], profile = "production"): readonly string[] {
  const alarms = { page: [{ email: "ops@example.com" }] };
  const values = changed({
    "environment.allowReplace": urns,
    "environment.profile": profile,
    "environment.alarms": alarms,
  });
  const checked = check(values, { stack: "production" });
  const problems = "problems" in checked ? checked.problems.map(formatProblem) : [];
  return [...problems, ...checked.warnings].filter((line) => line.includes("allowReplace"));
}

describe("what may be replaced", () => {
  it("is told with the steps that are left, since nothing protects it meanwhile", () => {
    assert.deepEqual(said([urn]), [
      'slipway:environment.allowReplace[0]: nothing protects main-instance while this stands: run "pulumi up" without the change first, which takes its protections off; then "pulumi up" with the change; then remove this line',
    ]);
  });

  it("is named by its URN, because a name alone may be that of several things", () => {
    assert.deepEqual(said(["main-instance"]), [
      'slipway:environment.allowReplace[0] "main-instance": is no URN: write it as npx slipway guard prints it, like urn:pulumi:production::shop::aws:rds/instance:Instance::main-instance',
    ]);
  });

  it("is something of this stack, once, and no component", () => {
    const elsewhere = urn.replace("production", "staging");
    const component = "urn:pulumi:production::shop::slipway:database:Database::main";
    assert.deepEqual(said([elsewhere, component, urn, urn]), [
      `slipway:environment.allowReplace[0]: ${elsewhere} is of the stack staging: name something of production`,
      `slipway:environment.allowReplace[1]: ${component} is a component, which holds nothing itself: name the resource in it`,
      `slipway:environment.allowReplace[3]: ${urn} is named twice: name it once`,
      said([urn])[0]?.replace("[0]", "[2]"),
    ]);
  });

  it("needs no line where nothing is protected", () => {
    const cache =
      "urn:pulumi:production::shop::slipway:cache:Cache$aws:elasticache/replicationGroup:ReplicationGroup::cache-nodes";
    assert.deepEqual(said([cache], "staging"), [
      "slipway:environment.allowReplace[0]: has no effect: in the staging profile cache-nodes is not protected",
    ]);
  });

  it("is a database also where nothing is protected, since only then it is restored in its place", () => {
    assert.deepEqual(said([urn], "staging"), [
      "slipway:environment.allowReplace[0]: while this stands, another restoreFrom replaces main-instance: remove this line when that is done",
    ]);
  });
});
