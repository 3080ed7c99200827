import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cloud } from "../../cloud/cloud.ts";
import { sandboxCloud } from "../../cloud/sandbox.ts";
import { Faults } from "../../sandbox/faults.ts";
import { snapshotNamed } from "../../sandbox/models/database-snapshots.ts";
import { instanceNamed } from "../../sandbox/models/database-source.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server/serve.ts";
import { place, worldWithLegacy } from "./legacy-database.ts";

const world = worldWithLegacy({ port: 5432, username: "postgres" });
const wanted = { database: "legacy", name: "legacy-before-1", timeoutMinutes: 1 };

describe("the sandbox's run-time side of databases, asked by the program's own client", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-run-time-databases-"));
  let sandbox: Sandbox;
  let cloud: Cloud;
  const account = () => sandbox.accounts.get(place.accountId);
  const become = (status: string) => {
    const instance = instanceNamed(account(), place, "legacy") ?? assert.fail("it is not there");
    account().put({ ...instance, outputs: { ...instance.outputs, status } });
  };

  before(async () => {
    sandbox = await startSandbox({ folder, world, faults: new Faults([]), pace: 0, port: 0, note: () => {} });
    cloud = sandboxCloud(sandbox.environment.SLIPWAY_CLOUD_URL ?? "", place);
  });
  after(() => {
    sandbox.close();
    rmSync(folder, { recursive: true });
  });

  it("tells what a database does and what runs", async () => {
    assert.deepEqual(await cloud.database("legacy"), { status: "available", engineVersion: "16.10" });
    assert.equal(await cloud.database("shop-main"), undefined);
  });

  it("takes a snapshot that a new database can start with, once", async () => {
    await cloud.snapshot(wanted, () => {});
    become("stopped");
    await cloud.snapshot(wanted, () => {});
    assert.equal(snapshotNamed(account(), place, wanted.name)?.version, "16.10");
  });

  it("takes none of a database that is stopped or not there, like RDS", async () => {
    await assert.rejects(
      cloud.snapshot({ ...wanted, name: "legacy-before-2" }, () => {}),
      /it is stopped: start it first/,
    );
    await assert.rejects(
      cloud.snapshot({ ...wanted, database: "none", name: "n" }, () => {}),
      /DBInstanceNotFound/,
    );
  });
});
