import assert from "node:assert/strict";
import type { DatabaseReport } from "../../cloud/cloud.ts";
import { runningDatabases } from "../../components/running-databases.ts";

const running: DatabaseReport = { status: "available", engineVersion: "17.6" };

function cloudWith(instances: Readonly<Record<string, DatabaseReport>>) {
  return { database: async (identifier: string) => instances[identifier] };
}

describe("runningDatabases", () => {
  it("finds an instance of ours by its name, somebody else's by its identifier, and none that is new", async () => {
    const databases = { main: {}, legacy: { existing: { identifier: "legacy-db" } }, fresh: {} };
    const cloud = cloudWith({ "shop-staging-main": running, "legacy-db": running });
    const { reports, warnings } = await runningDatabases("shop-staging", databases, cloud);
    assert.deepEqual(reports, { main: running, legacy: running });
    assert.deepEqual(warnings, []);
  });

  it("tells who wants a restore that it does not happen to an instance that is there", async () => {
    const databases = { main: { restoreFrom: { kind: "snapshot" } } };
    const { warnings } = await runningDatabases("shop-staging", databases, cloudWith({ "shop-staging-main": running }));
    assert.match(warnings.join(), /databases\.main\.restoreFrom: the instance is there .* nothing is restored/);
    assert.deepEqual((await runningDatabases("shop-staging", databases, cloudWith({}))).warnings, []);
  });

  it("keeps nobody from a preview who may not look, and says what was not checked", async () => {
    const database = () => Promise.reject(new Error("AccessDenied"));
    assert.deepEqual(await runningDatabases("shop-staging", { main: {} }, { database }), {
      reports: {},
      warnings: ["main: not checked which version runs and whether it is stopped (AccessDenied)"],
    });
  });
});
