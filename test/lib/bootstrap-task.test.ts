import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BootstrapArgs, bootstrapSql } from "../../lib/bootstrap-sql.ts";
import { bootstrapCommand, bootstrapHash, bootstrapSqlEnv } from "../../lib/bootstrap-task.ts";

const args: BootstrapArgs = {
  database: "app",
  migrator: "migrator",
  roles: [
    { name: "api", access: "write" },
    { name: "nightly-report", access: "read" },
  ],
  extensions: [],
};
const versions = { migrator: "1", api: "1", "nightly-report": "1" };

describe("bootstrapCommand", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-"));
  const environment = {
    PATH: `${folder}:/usr/bin:/bin`,
    PGDATABASE: "app",
    [bootstrapSqlEnv]: "SELECT '100%' AS \"a\\n\"",
    PASSWORD_MIGRATOR: "Aa1",
    PASSWORD_API: "Bb2",
    PASSWORD_NIGHTLY_REPORT: "Cc3",
  };
  const [shell = "", ...rest] = bootstrapCommand(args);
  const start = (env: Record<string, string>) => spawnSync(shell, rest, { env, encoding: "utf8" });
  const psql = (body: string) => {
    writeFileSync(join(folder, "psql"), `#!/bin/sh\n${body}\n`);
    chmodSync(join(folder, "psql"), 0o755);
  };

  after(() => rmSync(folder, { recursive: true }));

  it("gives psql the script as it is and the passwords as parameters of the connection", () => {
    psql('echo "$@"; echo "$PGOPTIONS"; cat');
    const { status, stdout } = start(environment);
    assert.equal(status, 0);
    assert.deepEqual(stdout.split("\n").slice(0, 3), [
      "--no-psqlrc --quiet --no-password --single-transaction --set=ON_ERROR_STOP=1 --file=-",
      "-c slipway.password_api=Bb2 -c slipway.password_migrator=Aa1 -c slipway.password_nightly_report=Cc3",
      "SELECT '100%' AS \"a\\n\"database app: roles, grants and extensions are as declared",
    ]);
  });

  it("ends with psql's exit code, which the engine waits for", () => {
    psql("cat > /dev/null; exit 3");
    assert.equal(start(environment).status, 3);
  });

  it("refuses a password that would become an option of its own", () => {
    psql("echo reached");
    const { status, stdout, stderr } = start({ ...environment, PASSWORD_API: "x -c log_statement=all" });
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.equal(stderr, "a password holds more than letters and digits: generate it without special characters\n");
  });

  it("refuses a secret that is not there", () => {
    const { PASSWORD_API: _, ...without } = environment;
    const { status, stderr } = start(without);
    assert.notEqual(status, 0);
    assert.match(stderr, /PASSWORD_API/);
  });

  it("leaves room in a task definition of 64 KiB with 30 roles", () => {
    const roles = Array.from({ length: 30 }, (_, index) => ({
      name: `service-number-${index}`,
      access: "write" as const,
    }));
    const many = { ...args, roles };
    assert(JSON.stringify([bootstrapSql(many), bootstrapCommand(many)]).length < 20_000);
  });
});

describe("bootstrapHash", () => {
  const hash = bootstrapHash(args, versions, "db-A");

  it("is the same for the same declaration in another order, so that nothing is run", () => {
    assert.equal(bootstrapHash({ ...args, roles: [...args.roles].reverse() }, versions, "db-A"), hash);
    assert.match(hash, /^[0-9a-f]{64}$/);
  });

  it("changes with roles, access, extensions, secret versions and the instance itself", () => {
    const others = [
      bootstrapHash({ ...args, roles: args.roles.slice(1) }, versions, "db-A"),
      bootstrapHash(
        { ...args, roles: args.roles.map((role) => ({ ...role, access: "read" as const })) },
        versions,
        "db-A",
      ),
      bootstrapHash({ ...args, extensions: ["citext"] }, versions, "db-A"),
      bootstrapHash(args, { ...versions, api: "2" }, "db-A"),
      bootstrapHash(args, versions, "db-B"),
    ];
    assert.equal(new Set([hash, ...others]).size, 6);
  });

  it("refuses a role without a secret version, whose rotation would go unseen", () => {
    assert.throws(
      () => bootstrapHash(args, { migrator: "1", api: "1" }, "db-A"),
      /role "nightly-report" of database "app" has no secret version: pass it by role name/,
    );
  });
});
