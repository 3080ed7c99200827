import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { allChecks } from "../../doctor/checks.ts";

describe("the page on the doctor", () => {
  it("lists every check, and none that is not made, so that nobody counts on one", () => {
    const { gates, others, ofStack } = allChecks({ sendsTest: false });
    const made = [...Object.values(gates), ...others, ...ofStack].map(({ name }) => name);
    const table = readFileSync("docs/doctor.md", "utf8").split("| --- | --- | --- |")[1] ?? "";
    const listed = [...table.matchAll(/^\| ([^|]+) \|/gm)].map(([, name]) => name);
    assert.deepEqual(listed.toSorted(), made.toSorted());
  });
});
