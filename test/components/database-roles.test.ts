import assert from "node:assert/strict";
import type { Stack } from "../../config/stack.ts";
import type { BootstrapArgs } from "../../lib/bootstrap-sql.ts";
import { bootstrapHash } from "../../lib/bootstrap-task.ts";
import { answered, at, type Declared, declareStack, ofType, paths } from "../support/declare-stack.ts";
import { containersOf, statementsOf, variablesOf } from "../support/json-inputs.ts";
import { database, databaseUse, job, migration, minimal, worker } from "../support/minimal.ts";

const uses = { main: databaseUse() };

function withClients(own: Partial<Stack> = {}): Promise<Declared> {
  return declareStack(
    minimal({
      services: { mail: worker({ uses }) },
      jobs: { report: job({ uses: { main: databaseUse({ access: "read", env: "REPORT_URL" }) } }) },
      databases: { main: database({ migrate: migration(), extensions: ["pg_trgm"] }) },
      ...own,
    }),
  );
}

const bootstrap = "main-roles/main-roles-bootstrap";

/** What a role's secret holds. */
function login(declared: Declared, client: string): { url: string; username: string } {
  return JSON.parse(String(answered(declared, `main-roles/main-roles-${client}-value`).secretString));
}

describe("DatabaseRoles", () => {
  it("lets only the task that makes the roles read the master's password", async () => {
    const declared = await withClients();
    const [master] = Object(answered(declared, "main/main-instance").masterUserSecrets);
    const readers = ofType(declared, "RolePolicy").filter((policy) =>
      statementsOf(policy).some(({ Resource }) => JSON.stringify(Resource).includes(master.secretArn)),
    );
    assert.deepEqual(paths(readers), [`${bootstrap}/main-roles-bootstrap-execution-policy`]);
  });

  it("gives each client a role, a secret and a URL of its own", async () => {
    const declared = await withClients();
    assert.deepEqual(
      paths(ofType(declared, "Secret")),
      ["mail", "report", "slipway-migrator"].map((client) => `main-roles/main-roles-${client}-secret`),
    );
    for (const client of ["mail", "report"]) {
      assert.equal(login(declared, client).username, client);
      assert.match(
        login(declared, client).url,
        new RegExp(`^postgresql://${client}:[A-Za-z0-9]{48}@.*sslmode=verify-full`),
      );
    }
    const passwords = ofType(declared, "RandomPassword").map(({ path }) => answered(declared, path).result);
    assert.equal(new Set(passwords).size, 3);
  });

  it("puts each client's URL where that client asked for it, and nowhere else", async () => {
    const declared = await withClients();
    const [container] = containersOf(at(declared, "report/report/report-definition"));
    assert(container);
    const arn = String(answered(declared, "main-roles/main-roles-report-secret").arn);
    const version = String(answered(declared, "main-roles/main-roles-report-value").versionId);
    assert.deepEqual(container.secrets, [{ name: "REPORT_URL", valueFrom: `${arn}:url::${version}` }]);
  });

  it("lets the migration log in as the one role that may change the schema", async () => {
    const declared = await withClients();
    assert.equal(login(declared, "slipway-migrator").username, "slipway_migrator");
    const [container] = containersOf(at(declared, "main-migration/main-migration-task/main-migration-task-definition"));
    const arn = String(answered(declared, "main-roles/main-roles-slipway-migrator-secret").arn);
    assert(container && variablesOf(container).DATABASE_URL?.startsWith(arn));
  });

  it("passes the SQL no password: they come as variables that ECS reads", async () => {
    const declared = await withClients();
    const containers = containersOf(at(declared, `${bootstrap}/main-roles-bootstrap-definition`));
    const main = containers.find(({ name }) => name === "main-roles-bootstrap");
    assert.deepEqual(
      main?.secrets?.map(({ name }) => name).sort(),
      ["PASSWORD_MAIL", "PASSWORD_REPORT", "PASSWORD_SLIPWAY_MIGRATOR", "PGPASSWORD", "PGUSER"].sort(),
    );
  });

  it("proves which server it speaks to before it says the master's password", async () => {
    const declared = await withClients();
    const containers = containersOf(at(declared, `${bootstrap}/main-roles-bootstrap-definition`));
    const main = containers.find(({ name }) => name === "main-roles-bootstrap");
    assert.equal(main && variablesOf(main).PGSSLMODE, "verify-full");
  });

  it("logs in as the master that the secret names, which is another one's in a database that was restored", async () => {
    const declared = await withClients();
    const [master] = Object(answered(declared, "main/main-instance").masterUserSecrets);
    const containers = containersOf(at(declared, `${bootstrap}/main-roles-bootstrap-definition`));
    const main = containers.find(({ name }) => name === "main-roles-bootstrap");
    const reads = Object.fromEntries((main?.secrets ?? []).map(({ name, valueFrom }) => [name, valueFrom]));
    assert.deepEqual(
      [reads.PGUSER, reads.PGPASSWORD],
      [`${master.secretArn}:username::`, `${master.secretArn}:password::`],
    );
  });

  it("sends to a replica those who say so, and everybody to the instance where there is none", async () => {
    const reader = job({ uses: { main: databaseUse({ access: "read", env: "REPORT_URL", replica: true }) } });
    const hosts = async (replicas: number) => {
      const main = database({ replicas, backupDays: 7, ...(replicas > 0 && { masterPassword: "made" }) });
      const declared = await withClients({ jobs: { report: reader }, databases: { main } });
      const host = (client: string) => new URL(login(declared, client).url).hostname.split(".")[0];
      return [host("mail"), host("report"), host("slipway-migrator")];
    };
    assert.deepEqual(await hosts(0), ["shop-staging-main", "shop-staging-main", "shop-staging-main"]);
    assert.deepEqual(await hosts(1), ["shop-staging-main", "shop-staging-main-replica-1", "shop-staging-main"]);
  });

  it("spreads readers over replicas by their names, so that one that comes moves no other", async () => {
    const reader = (env: string) => job({ uses: { main: databaseUse({ access: "read", env, replica: true }) } });
    const hosts = async (names: readonly string[]) => {
      const jobs = Object.fromEntries(names.map((name) => [name, reader("URL")]));
      const main = database({ replicas: 3, backupDays: 7, masterPassword: "made" });
      const declared = await withClients({ jobs, databases: { main } });
      return Object.fromEntries(names.map((name) => [name, new URL(login(declared, name).url).hostname]));
    };
    const few = await hosts(["alpha", "beta", "gamma", "delta"]);
    assert.ok(new Set(Object.values(few)).size > 1);
    const { omega, ...same } = await hosts(["alpha", "beta", "gamma", "delta", "omega"]);
    assert.ok(omega);
    assert.deepEqual(same, few);
  });

  it("has one more role that reads where restores are tested, whose login no task gets", async () => {
    const declared = await withClients({ restoreTest: { everyDays: 7, queries: { main: "SELECT true" } } });
    assert.equal(login(declared, "slipway-restore-test").username, "slipway_restore_test");
    const arn = String(answered(declared, "main-roles/main-roles-slipway-restore-test-secret").arn);
    const readers = ofType(declared, "TaskDefinition").filter((definition) =>
      JSON.stringify(containersOf(definition)).includes(arn),
    );
    assert.deepEqual(paths(readers), [`${bootstrap}/main-roles-bootstrap-definition`]);
    const without = await withClients();
    assert.deepEqual(
      paths(without.resources).filter((path) => path.includes("restore-test")),
      [],
    );
  });

  it("runs again when a password or the instance itself is another one, since a new one has no roles", async () => {
    const declared = await withClients();
    const version = (client: string) => String(answered(declared, `main-roles/main-roles-${client}-value`).versionId);
    const bootstrapped: BootstrapArgs = {
      database: "main",
      migrator: "slipway_migrator",
      roles: [
        { name: "mail", access: "write" },
        { name: "report", access: "read" },
      ],
      extensions: ["pg_trgm"],
    };
    const versions = {
      mail: version("mail"),
      report: version("report"),
      slipway_migrator: version("slipway-migrator"),
    };
    const instance = String(answered(declared, "main/main-instance").resourceId);
    assert.match(instance, /^db-[A-Z0-9]{26}$/);
    const { insecureValue } = at(declared, "main-roles/main-roles-bootstrap-record").inputs;
    assert.equal(insecureValue, bootstrapHash(bootstrapped, versions, instance));
  });

  it("runs again when a role comes, and when an extension does", async () => {
    const record = async (own: Partial<Stack> = {}) =>
      at(await withClients(own), "main-roles/main-roles-bootstrap-record").inputs.insecureValue;
    const usual = await record();
    assert.notEqual(await record({ jobs: {} }), usual);
    assert.notEqual(await record({ databases: { main: database({ extensions: [] }) } }), usual);
    assert.equal(await record({ databases: { main: database({ extensions: ["pg_trgm"], storageGiB: 30 }) } }), usual);
  });

  it("runs by a hook, before anything that logs in", async () => {
    const declared = await withClients();
    const record = at(declared, "main-roles/main-roles-bootstrap-record");
    assert.deepEqual(record.hooks, {
      beforeCreate: ["main-roles-bootstrap-run"],
      beforeUpdate: ["main-roles-bootstrap-run"],
    });
    const migrationRecord = at(declared, "main-migration/main-migration-record");
    assert(migrationRecord.dependsOn.includes(record.urn));
    const withoutMigration = await withClients({ databases: { main: database() } });
    for (const path of ["mail/mail-service", "report/report-schedule"]) {
      assert(at(withoutMigration, path).dependsOn.includes(at(withoutMigration, record.path).urn), path);
    }
  });

  it("does not touch one client's secret when another comes", async () => {
    const [one, two] = [await withClients({ jobs: {} }), await withClients()];
    for (const path of [
      "main-roles/main-roles-mail-secret",
      "main-roles/main-roles-mail-value",
      "mail/mail/mail-definition",
    ]) {
      assert.deepEqual(at(two, path).inputs, at(one, path).inputs);
    }
  });
});
