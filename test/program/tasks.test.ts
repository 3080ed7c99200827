import assert from "node:assert/strict";
import { at, type Declared, declareStack } from "../support/declare-stack.ts";
import { database, job, migration, minimal, webService, worker } from "../support/minimal.ts";

/** Paths of what a resource waits for, by what it says itself. */
function waitsFor(declared: Declared, path: string): string[] {
  const paths = new Map(declared.resources.map(({ urn, path: own }) => [urn, own]));
  return at(declared, path).dependsOn.map((urn) => paths.get(urn) ?? urn);
}

describe("what runs in a stack", () => {
  let declared: Declared;
  before(async () => {
    declared = await declareStack(
      minimal({
        services: { api: webService(), mail: worker() },
        // It uses no database: what it asks a service for may need the schema all the same.
        jobs: { nightly: job() },
        databases: { main: database({ migrate: migration() }) },
      }),
    );
  });

  const record = "main-migration/main-migration-record";

  it("waits for the migration, services and jobs alike, so that nothing meets a schema that it does not know", () => {
    for (const path of ["api/api-service", "mail/mail-service", "nightly/nightly-schedule"]) {
      assert.ok(waitsFor(declared, path).includes(record), path);
    }
  });

  it("is web services after workers, so that no request makes work that nobody takes", () => {
    assert.ok(waitsFor(declared, "api/api-service").includes("mail/mail-service"));
    assert.ok(!waitsFor(declared, "mail/mail-service").includes("api/api-service"));
  });
});
