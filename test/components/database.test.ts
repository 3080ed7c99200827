import assert from "node:assert/strict";
import { answered, at, declareStack, ofType, paths } from "../support/declare-stack.ts";
import { database, minimal } from "../support/minimal.ts";

const { deletable, ...lasting } = database();
const withDatabase = (own: Partial<typeof lasting> = {}) =>
  declareStack(minimal({ databases: { main: { ...lasting, ...own } } }));
const throwaway = () => declareStack(minimal({ databases: { main: { ...lasting, ...(deletable && { deletable }) } } }));

describe("Database", () => {
  it("is protected in Pulumi and in RDS, and leaves a snapshot whose name nobody has taken", async () => {
    const { protect, inputs } = at(await withDatabase(), "main/main-instance");
    assert.equal(protect, true);
    assert.deepEqual(
      [inputs.deletionProtection, inputs.skipFinalSnapshot, inputs.deleteAutomatedBackups],
      [true, false, false],
    );
    assert.match(String(inputs.finalSnapshotIdentifier), /^shop-staging-main-final-[0-9a-f]{8}$/);
  });

  it("goes without a trace where somebody said why it may", async () => {
    const { protect, inputs } = at(await throwaway(), "main/main-instance");
    assert.equal(protect, false);
    assert.deepEqual([inputs.deletionProtection, inputs.skipFinalSnapshot], [false, true]);
  });

  it("refuses connections without TLS, also when a parameter says otherwise", async () => {
    const declared = await withDatabase({ parameters: { "rds.force_ssl": "0", work_mem: "16384" } });
    const { parameters } = at(declared, "main/main-parameters").inputs;
    assert.deepEqual(parameters, [
      { name: "log_min_duration_statement", value: "500", applyMethod: "immediate" },
      { name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" },
      { name: "work_mem", value: "16384", applyMethod: "pending-reboot" },
    ]);
  });

  it("takes a static parameter, and has one value for each where the app's and ours meet", async () => {
    const parameters = { max_connections: "200", log_min_duration_statement: "-1" };
    assert.deepEqual(at(await withDatabase({ parameters }), "main/main-parameters").inputs.parameters, [
      { name: "log_min_duration_statement", value: "500", applyMethod: "immediate" },
      { name: "max_connections", value: "200", applyMethod: "pending-reboot" },
      { name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" },
    ]);
  });

  it("pages about space only where RDS has not grown the volume, which it does below 10 % by itself", async () => {
    const { inputs } = at(await withDatabase({ storageGiB: 40 }), "main/main-storage");
    assert.deepEqual(
      [inputs.metricName, inputs.statistic, inputs.threshold, inputs.period, inputs.evaluationPeriods],
      ["FreeStorageSpace", "Minimum", 2 * 1024 ** 3, 300, 3],
    );
  });

  it("is down when it says nothing any more: RDS counts connections, none included, as long as it answers", async () => {
    const { inputs } = at(await withDatabase(), "main/main-down");
    assert.deepEqual(
      [
        inputs.metricName,
        inputs.comparisonOperator,
        inputs.threshold,
        inputs.treatMissingData,
        inputs.evaluationPeriods,
      ],
      ["DatabaseConnections", "LessThanThreshold", 0, "breaching", 3],
    );
  });

  it("has a master password that RDS makes and rotates, so that it never passes through the program", async () => {
    const { inputs } = at(await withDatabase(), "main/main-instance");
    assert.deepEqual([inputs.manageMasterUserPassword, inputs.password], [true, undefined]);
  });

  it("is encrypted and in data subnets only, with no public address", async () => {
    const declared = await withDatabase();
    const { inputs } = at(declared, "main/main-instance");
    assert.deepEqual([inputs.storageEncrypted, inputs.publiclyAccessible], [true, false]);
    assert.deepEqual(
      at(declared, "main/main-subnets").inputs.subnetIds,
      ["eu-north-1a", "eu-north-1b"].map((zone) => answered(declared, `network/network-data-${zone}`).id),
    );
  });

  it("lets nobody in by itself: each client brings its own rule", async () => {
    const declared = await withDatabase();
    const firewall = answered(declared, "main/main-firewall").id;
    const into = ofType(declared, "SecurityGroupIngressRule").filter(
      ({ inputs }) => inputs.securityGroupId === firewall,
    );
    assert.deepEqual(paths(into), ["main-roles/main-roles-bootstrap/main-roles-bootstrap-into-database"]);
  });

  it("has its log groups before it, since RDS would make them itself and keep what is in them for ever", async () => {
    const declared = await withDatabase({ logRetentionDays: 30 });
    const { dependsOn } = at(declared, "main/main-instance");
    for (const log of ["postgresql", "upgrade"]) {
      const { inputs, urn } = at(declared, `main/main-logs-${log}`);
      assert.deepEqual([inputs.name, inputs.retentionInDays], [`/aws/rds/instance/shop-staging-main/${log}`, 30]);
      assert(dependsOn.includes(urn));
    }
  });

  it("gets a second parameter group for a major upgrade, which needs both at once", async () => {
    const name = async (version: string) => at(await withDatabase({ version }), "main/main-parameters").inputs.name;
    assert.notEqual(await name("16"), await name("17"));
  });

  it("waits for the maintenance window with changes, unless the place says otherwise", async () => {
    const waits = async (applyImmediately: boolean) =>
      at(await withDatabase({ applyImmediately }), "main/main-instance").inputs.applyImmediately;
    assert.deepEqual([await waits(false), await waits(true)], [false, true]);
  });
});
