import assert from "node:assert/strict";
import { answered, at, type Declared, declareStack, paths } from "../support/declare-stack.ts";
import { containersOf } from "../support/json-inputs.ts";
import { database, databaseUse, job, migration, minimal, webService, worker } from "../support/minimal.ts";

const uses = { main: databaseUse() };

function withMigration(own: Parameters<typeof migration>[0] = {}): Promise<Declared> {
  return declareStack(
    minimal({
      services: { api: webService({ uses }), mail: worker({ uses }), site: webService({ routes: [] }) },
      jobs: { report: job({ uses }) },
      databases: { main: database({ migrate: migration(own) }) },
    }),
  );
}

const record = "main-migration/main-migration-record";
const value = async (own: Parameters<typeof migration>[0] = {}) =>
  at(await withMigration(own), record).inputs.insecureValue;
const image = (digit: string) =>
  ({ uri: `ghcr.io/acme/shop@sha256:${digit.repeat(64)}`, architecture: "x86_64" }) as const;

describe("Migration", () => {
  it("runs before every service and job, so that a release whose migration failed changes nothing that runs", async () => {
    const declared = await withMigration();
    const { urn } = at(declared, record);
    const waiting = declared.resources.filter(({ dependsOn }) => dependsOn.includes(urn));
    assert.deepEqual(paths(waiting), [
      "api/api-service",
      "mail/mail-service",
      "report/report-schedule",
      "site/site-service",
    ]);
  });

  it("runs by a hook on its record, at the first time and at every change, and never on deletion", async () => {
    assert.deepEqual(at(await withMigration(), record).hooks, {
      beforeCreate: ["main-migration-run"],
      beforeUpdate: ["main-migration-run"],
    });
  });

  it("runs again for another digest and another command", async () => {
    const usual = await value({ image: image("0") });
    assert.notEqual(await value({ image: image("1") }), usual);
    assert.notEqual(await value({ image: image("0"), command: ["migrate", "--fast"] }), usual);
    assert.notEqual(await value({ image: image("0"), entryPoint: ["sh"] }), usual);
  });

  it("runs again for another instance under the same name, which has not seen it", async () => {
    const { description } = at(await withMigration(), record).inputs;
    const { resourceId } = answered(await withMigration(), "main/main-instance");
    assert.ok(String(description).endsWith(` another one than ${resourceId}`), String(description));
  });

  it("does not run again for anything else", async () => {
    const usual = await value();
    assert.equal(await value({ cpu: 1024, memoryMiB: 2048, env: { LOG_LEVEL: "debug" }, timeoutMinutes: 30 }), usual);
  });

  it("says in its record which image it was, so that a release can be told from it", async () => {
    assert.equal(JSON.parse(String(await value({ image: image("7") }))).image, image("7").uri);
  });

  it("waits for what its task needs to start: network, rights, log", async () => {
    const declared = await withMigration();
    const { dependsOn } = at(declared, record);
    const task = "main-migration/main-migration-task";
    for (const path of [
      `${task}/main-migration-task-logs`,
      `${task}/main-migration-task-execution-policy`,
      `${task}/main-migration-task-into-main`,
      "network/network-private-eu-north-1a-out",
      "cluster/cluster-capacity",
    ]) {
      assert(dependsOn.includes(at(declared, path).urn), path);
    }
  });

  it("waits for the roles of its database, since it logs in as one of them", async () => {
    const declared = await withMigration();
    const roles = at(declared, "main-roles/main-roles-bootstrap-record");
    assert(at(declared, record).dependsOn.includes(roles.urn));
  });

  it("runs what the release says, in the container that carries its name", async () => {
    const declared = await withMigration({ command: ["alembic", "upgrade", "head"] });
    const containers = containersOf(at(declared, "main-migration/main-migration-task/main-migration-task-definition"));
    const own = containers.find(({ name }) => name === "main-migration-task");
    assert.deepEqual(own?.command, ["alembic", "upgrade", "head"]);
    assert(answered(declared, record).arn);
  });

  it("writes its own record in a rollback, so that the next release does not run the old image on the newer schema", async () => {
    const around = { rollbackOf: "2026-11-20" };
    const declared = await declareStack(
      minimal({ release: around, services: {}, databases: { main: database({ migrate: migration() }) } }),
    );
    const { hooks, ignoreChanges, inputs } = at(declared, record);
    // That the hook runs nothing at such an update is in test/components/one-off-run.test.ts.
    const run = ["main-migration-run"];
    assert.deepEqual([hooks, ignoreChanges], [{ beforeCreate: run, beforeUpdate: run }, []]);
    assert.equal(inputs.insecureValue, await value());
  });
});
