import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sizes, writeScale } from "../../bench/scale.mts";
import { readStack } from "../../config/read-stack.ts";
import { planStack } from "../../plan/plan-stack.ts";

describe("the environments of the scale series", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-test-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const count of sizes) {
    it(`are mixed as the benchmark says at ${count} services: a fifth web, and of each kind a fifth with the database`, () => {
      const { services } = readStack(writeScale(folder, count), folder).resolved.stack;
      const web = Object.values(services).filter(({ kind }) => kind === "web");
      const workers = Object.values(services).filter(({ kind }) => kind === "worker");
      assert.deepEqual([web.length, workers.length], [count / 5, (count * 4) / 5]);
      const usersOf = (some: typeof web | typeof workers) => some.filter(({ uses }) => "main" in uses).length;
      assert.deepEqual([usersOf(web), usersOf(workers)], [Math.ceil(web.length / 5), Math.ceil(workers.length / 5)]);
    });
  }

  it("name the quota that 200 services pass, and plan: none of them is one that AWS gives nobody more of", async () => {
    const { quotas, resources } = await planStack(writeScale(folder, 200), folder);
    assert.deepEqual(
      quotas.map((quota) => quota.split(":")[0]),
      ["vCPU on Fargate"],
    );
    assert(resources.length > 3000, `${resources.length}`);
  }).timeout(120_000);

  it("have no resource for each service that all could share, so that what a service adds is the same at any size", async () => {
    const { resources: ten } = await planStack(writeScale(folder, 10), folder);
    const { resources: fifty } = await planStack(writeScale(folder, 50), folder);
    const each = (fifty.length - ten.length) / 40;
    assert(each < 25, `${each} resources for each service`);
  }).timeout(60_000);
});
