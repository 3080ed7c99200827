import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { functionCode } from "../../components/restore-test-function.ts";
import { type FakeAws, refused, startFakeAws } from "../cloud/fake-aws.ts";
import { serviceModel } from "../support/service-model.ts";
import { describeOnPostgres } from "./on-postgres.ts";

const root = join(import.meta.dirname, "..", "..");
const instanceArn = "arn:aws:rds:eu-north-1:111111111111:db:shop-production-main";
const planArn = "arn:aws:backup:eu-north-1:111111111111:restore-testing-plan:shop_production_restore_test-1";
const day = 24 * 3600;
const daysAgo = (days: number) => Date.now() / 1000 - days * day;

const copied = {
  RestoreJobId: "job-1",
  Status: "COMPLETED",
  SourceResourceArn: instanceArn,
  CreatedResourceArn: "arn:aws:rds:eu-north-1:111111111111:db:awsbackup-restore-test-1",
  CompletionDate: daysAgo(0),
  ValidationStatus: "VALIDATING",
};

describeOnPostgres("the judge of restored databases, on a Postgres engine behind TLS", (on) => {
  let aws: FakeAws;
  let lambda = "";
  const passwords: Record<string, string | undefined> = {};

  before(async () => {
    aws = await startFakeAws();
    lambda = unpacked(on.caFile);
    await on.engine.exec(`
      CREATE ROLE slipway_restore_test LOGIN;
      CREATE TABLE orders (id int, customer text);
      CREATE TABLE secrets (value text);
      INSERT INTO orders VALUES (1, 'a customer of somebody');
      GRANT SELECT ON orders TO slipway_restore_test;
      CREATE FUNCTION goes_down() RETURNS int LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'terminating connection' USING ERRCODE = '57P01'; END $$;
      SET SESSION AUTHORIZATION slipway_restore_test;
    `);
  });
  beforeEach(() => {
    on.login = { user: "slipway_restore_test", password: "of-today" };
    passwords.AWSCURRENT = "of-today";
    passwords.AWSPREVIOUS = undefined;
  });
  after(async () => {
    await aws.stop();
    rmSync(lambda, { recursive: true, force: true });
  });

  /** Runs the function as Lambda would, in a process of its own, with these restore jobs. */
  async function run(query: string, jobs: readonly object[] = [copied], own: Record<string, string> = {}) {
    aws.answer({
      "GET /restore-jobs": () => JSON.stringify({ RestoreJobs: jobs }),
      "GET /restore-testing/plans/shop_production_restore_test/selections/restore_test_main": () =>
        JSON.stringify({ RestoreTestingSelection: { CreationTime: daysAgo(4) } }),
      "PUT /restore-jobs/job-1/validations": () => "",
      GetSecretValue: ({ VersionStage }) => {
        const password = passwords[String(VersionStage)];
        if (password === undefined) throw refused("ResourceNotFoundException");
        return { SecretString: JSON.stringify({ username: "slipway_restore_test", password }) };
      },
      DescribeDBInstances: () =>
        `<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances><DBInstance><Endpoint><Address>localhost</Address><Port>${on.port}</Port></Endpoint></DBInstance></DBInstances></DescribeDBInstancesResult></DescribeDBInstancesResponse>`,
    });
    const database = { name: "main", instanceArn, databaseName: "postgres", secretArn: "arn:secret", query };
    const env = {
      PATH: process.env.PATH,
      AWS_REGION: "eu-north-1",
      AWS_ACCESS_KEY_ID: "AKIATEST",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL: aws.url,
      AWS_MAX_ATTEMPTS: "1",
      NAMESPACE: "slipway/shop-production",
      PLAN_ARN: planArn,
      PLAN_NAME: "shop_production_restore_test",
      DATABASES: JSON.stringify([{ ...database, selection: "restore_test_main" }]),
      ...own,
    };
    const { stdout, failed } = await promisify(execFile)(process.execPath, ["run.mjs"], { cwd: lambda, env }).then(
      (ended) => ({ ...ended, failed: "" }),
      ({ stdout: written, stderr }) => ({ stdout: String(written), failed: String(stderr) }),
    );
    const told = aws.calls.find(({ operation }) => operation.startsWith("PUT"))?.body;
    const metric = stdout.split("\n").find((line) => line.startsWith("{"));
    return { told, failed, stdout, days: metric === undefined ? undefined : JSON.parse(metric).DaysSinceRestore };
  }

  const verdict = async (query: string) => {
    const { told, failed } = await run(query);
    assert.equal(failed, "");
    return told;
  };

  for (const query of ["SELECT count(*) FROM orders", "SELECT true"]) {
    it(`finds a copy good that answers ${query} with true or a number over 0`, async () => {
      assert.deepEqual(await verdict(query), {
        ValidationStatus: "SUCCESSFUL",
        ValidationStatusMessage: "the query found what it looks for",
      });
    });
  }

  for (const query of [
    "SELECT count(*) FROM orders WHERE id > 1",
    "SELECT false",
    "SELECT id FROM orders WHERE false",
    "SELECT customer FROM orders",
    "SELECT now()",
  ]) {
    it(`finds a copy bad that answers ${query} otherwise, without telling what it holds`, async () => {
      assert.deepEqual(await verdict(query), {
        ValidationStatus: "FAILED",
        ValidationStatusMessage: "the query gave neither true nor a number over 0",
      });
    });
  }

  it("finds a copy bad in which a table is missing, and says which", async () => {
    const told = await verdict("SELECT count(*) FROM invoices");
    assert.equal(told?.ValidationStatusMessage, 'the query failed: relation "invoices" does not exist');
  });

  it("changes nothing and reads nothing that its role may not", async () => {
    const written = await verdict("WITH gone AS (DELETE FROM orders RETURNING 1) SELECT count(*) FROM gone");
    assert.match(String(written?.ValidationStatusMessage), /SQLSTATE 25006|permission denied/);
    const read = await verdict("SELECT count(*) FROM secrets");
    assert.match(String(read?.ValidationStatusMessage), /permission denied for table secrets/);
  });

  it("keeps words to itself that may hold data", async () => {
    const told = await verdict("SELECT customer::int FROM orders");
    assert.equal(told?.ValidationStatusMessage, "the query failed: SQLSTATE 22P02");
  });

  it("logs in by the password of before, which a backup from before a new one has", async () => {
    passwords.AWSCURRENT = "of-tomorrow";
    passwords.AWSPREVIOUS = "of-today";
    assert.equal((await verdict("SELECT true"))?.ValidationStatus, "SUCCESSFUL");
  });

  it("finds a copy bad in which nobody can log in, and never tells a password", async () => {
    passwords.AWSCURRENT = "of-tomorrow";
    const { told, stdout, failed } = await run("SELECT true");
    assert.equal(told?.ValidationStatus, "FAILED");
    assert.match(String(told?.ValidationStatusMessage), /nobody can log in as slipway_restore_test/);
    assert.doesNotMatch(JSON.stringify(told) + stdout + failed, /of-tomorrow/);
  });

  it("tells no verdict on a copy behind a certificate that nobody vouches for, and is tried again", async () => {
    const others = unpacked(join(root, "lib/ca-bundles/eu-north-1.pem"));
    const own = lambda;
    lambda = others;
    try {
      const { told, failed } = await run("SELECT true");
      assert.equal(told, undefined);
      assert.match(failed, /main, restore job job-1: .*certificate/);
    } finally {
      lambda = own;
      rmSync(others, { recursive: true, force: true });
    }
  });

  it("tells no verdict on a copy that goes down while it is asked, and is tried again", async () => {
    const { told, failed } = await run("SELECT goes_down()");
    assert.equal(told, undefined);
    assert.match(failed, /main, restore job job-1: terminating connection/);
  });

  it("judges a copy once, and none that is deleted already or that is somebody else's", async () => {
    for (const other of [
      { ...copied, ValidationStatus: "FAILED" },
      { ...copied, DeletionStatus: "DELETING" },
      { ...copied, SourceResourceArn: `${instanceArn}-2` },
    ]) {
      assert.equal((await run("SELECT true", [other])).told, undefined);
    }
  });

  it("asks AWS Backup for the copies of its own plan that are there", async () => {
    await run("SELECT true");
    assert.deepEqual(
      aws.calls.map(({ operation }) => operation).filter((operation) => operation.includes("/restore")),
      ["GET /restore-jobs", "PUT /restore-jobs/job-1/validations"],
    );
  });

  it("counts the days since the copy that was last found good, and since the test began before there was one", async () => {
    const good = (days: number) => ({ ...copied, CompletionDate: daysAgo(days), ValidationStatus: "SUCCESSFUL" });
    const bad = { ...copied, CompletionDate: daysAgo(1), ValidationStatus: "FAILED" };
    const rounded = async (...jobs: object[]) => Math.round((await run("SELECT true", jobs)).days);
    assert.equal(await rounded(good(9), good(2), bad), 2);
    assert.equal(await rounded(bad), 4);
    assert.equal(await rounded(copied), 0);
  });

  it("speaks with AWS as its published model says", async function () {
    const model = serviceModel("backup");
    if (model === undefined) {
      assert.notEqual(process.env.CI, "true", 'moto is not set up: run "node tools/set-up.ts"');
      this.skip();
    }
    const { told } = await run("SELECT true");
    assert.deepEqual(model.inRequest("PutRestoreValidationResult", { RestoreJobId: "job-1", ...told }), []);
    assert.deepEqual(model.inAnswer("ListRestoreJobs", { RestoreJobs: [copied] }), []);
    const selection = {
      RestoreTestingSelection: {
        CreationTime: daysAgo(4),
        IamRoleArn: "arn:aws:iam::111111111111:role/restore",
        ProtectedResourceType: "RDS",
        RestoreTestingPlanName: "shop_production_restore_test",
        RestoreTestingSelectionName: "restore_test_main",
      },
    };
    assert.deepEqual(model.inAnswer("GetRestoreTestingSelection", selection), []);
  });
});

/** What the archive of the function holds, in a folder of its own, with this authority, beside the SDK that Lambda has. */
function unpacked(caFile: string): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-function-"));
  const { files, folders } = functionCode("eu-north-1");
  for (const [to, from] of Object.entries({ ...files, ...folders })) {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    cpSync(join(root, from), join(folder, to), { recursive: true });
  }
  cpSync(caFile, join(folder, "ca.pem"));
  symlinkSync(join(root, "node_modules", "@aws-sdk"), join(folder, "node_modules", "@aws-sdk"));
  writeFileSync(join(folder, "run.mjs"), 'import { handler } from "./index.mjs";\nawait handler({});\n');
  return folder;
}
