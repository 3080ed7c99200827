import assert from "node:assert/strict";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { project, SmallApp } from "../support/end-to-end/small-app.ts";
import { changes, preview } from "../support/end-to-end/steps.ts";

const version = "slipway:app.databases.main.version";
const tuning = "slipway:environment.databases.main";
const allowReplace = "slipway:environment.allowReplace";
const because = "it was tried on a copy of production";
const instanceType = "aws:rds/instance:Instance";
const snapshotType = "sandbox:rds:Snapshot";
const lastSnapshot = "shop-production-last";
const olderSnapshot = "shop-production-older";
const instanceUrn = `urn:pulumi:staging::${project}::slipway:database:Database$${instanceType}::main-instance`;

describeOnEngine("the database of a stack that runs", () => {
  let app: SmallApp;
  before(() => {
    app = new SmallApp();
    const snapshots = [lastSnapshot, olderSnapshot].map((name) => {
      return { account: "111111111111", region: "eu-north-1", name, version: "17" };
    });
    app.copy.inWorld({ snapshots });
  });
  after(() => app.remove());

  const inAccount = (type: string) => app.copy.inAccounts(project).filter((resource) => resource.type === type);

  it("starts with what a snapshot of another one holds, and its clients log in to the database in there", async () => {
    app.set(tuning, { restoreFrom: { snapshot: lastSnapshot } });
    await app.up();
    const [instance] = inAccount(instanceType);
    assert.equal(instance?.inputs.snapshotIdentifier, lastSnapshot);
    assert.deepEqual([instance?.inputs.username, instance?.inputs.dbName], [undefined, undefined]);
  });

  it("keeps what is in it when the snapshot is taken out or another one is named, and says so", async () => {
    app.set(tuning, undefined);
    assert.deepEqual(await preview(app.copy, "staging"), []);
    app.set(tuning, { restoreFrom: { snapshot: "another" } });
    const { code, stdout, stderr } = await app.copy.slipway(["sandbox", "preview", "staging"]);
    assert.equal(code, 0, stderr);
    assert.match(stdout + stderr, /databases\.main\.restoreFrom: the instance is there .* nothing is restored/);
    app.set(tuning, undefined);
  });

  it("is restored in its place where it may be replaced, with its roles and its schema brought up to date again", async () => {
    app.set(tuning, { restoreFrom: { snapshot: olderSnapshot } });
    app.set(allowReplace, [instanceUrn]);
    const made = changes((await app.up()).steps);
    for (const step of [
      "replace main-instance",
      "update main-roles-bootstrap-record",
      "update main-migration-record",
    ]) {
      assert.ok(made.includes(step), made.join());
    }
    assert.equal(inAccount(instanceType)[0]?.inputs.snapshotIdentifier, olderSnapshot);
  });

  it("is not emptied by the key that is taken out when the restore is done, also while it may still be replaced", async () => {
    const [restored] = inAccount(instanceType);
    app.set(tuning, undefined);
    const made = changes((await app.up()).steps);
    assert.ok(!made.includes("replace main-instance"), made.join());
    assert.equal(inAccount(instanceType)[0]?.id, restored?.id);
    app.set(allowReplace, undefined);
    await app.up();
    assert.equal(inAccount(instanceType)[0]?.id, restored?.id);
  });

  it("is not brought to another major version by an app that comes along", async () => {
    app.set(version, "18");
    assert.match(await app.fails(), /app\.databases\.main\.version: "18": Postgres 17\.\d+ runs.*allowMajorUpgrade/s);
  });

  it("is when the place allows it, beside a migration with a snapshot before it", async () => {
    app.set(tuning, { allowMajorUpgrade: { because }, snapshotBeforeMigration: true });
    app.release();
    const made = changes((await app.up()).steps);
    assert.ok(made.includes("update main-instance"), made.join());
    assert.ok(!made.includes("replace main-instance"), made.join());
    assert.deepEqual(
      inAccount(snapshotType).map(({ id }) => id.replace(/[0-9a-f]{8}$/, "…")),
      ["eu-north-1 shop-staging-main-before-…"],
    );
    app.set(tuning, undefined);
    await app.up();
  });

  it("gets a replica and gives it up, each time with another kind of master password, in place", async () => {
    app.set(tuning, { replicas: 1 });
    const made = changes((await app.up()).steps);
    for (const step of ["create main-replica-1", "update main-instance", "create main-master-secret"]) {
      assert.ok(made.includes(step), made.join());
    }
    app.set(tuning, { masterPassword: "made" });
    assert.ok(changes((await app.up()).steps).includes("delete main-replica-1"));
    app.set(tuning, undefined);
    await preview(app.copy, "staging");
    const undone = changes((await app.up()).steps);
    for (const step of ["update main-instance", "delete main-master-secret"]) {
      assert.ok(undone.includes(step), undone.join());
    }
  });
});
