import assert from "node:assert/strict";
import { migrationsBetween } from "../../promotion/effects/migrations.ts";
import type { Pair } from "../../promotion/effects/moves.ts";

const command = ["alembic", "upgrade", "head"];

function pair(digest: string, own: { migrate?: object | undefined; images?: object; rollbackOf?: string } = {}): Pair {
  const { migrate = { image: "api", command }, images = { api: "ghcr.io/acme/api" }, rollbackOf } = own;
  return {
    app: {
      images,
      databases: { main: { engine: "postgres", ...("migrate" in own && !own.migrate ? {} : { migrate }) }, plain: {} },
    },
    release: { images: { api: digest, web: digest }, ...(rollbackOf && { rollbackOf }) },
  };
}

const because = (from: Pair | undefined, to: Pair) => migrationsBetween(from, to).map((one) => one.because);

describe("a migration", () => {
  it("runs when its image changes, and says which", () => {
    assert.deepEqual(migrationsBetween(pair("a"), pair("b")), [
      { database: "main", image: "api", command, because: "its image api changes" },
    ]);
    assert.deepEqual(because(pair("a"), pair("a", { images: { api: { repository: "ghcr.io/acme/other" } } })), [
      "its image api changes",
    ]);
  });

  it("runs when its command changes", () => {
    const migrate = { image: "api", command: ["migrate"] };
    assert.deepEqual(because(pair("a"), pair("a", { migrate })), ["its command changes"]);
    assert.deepEqual(because(pair("a"), pair("b", { migrate })), ["its image api changes and its command changes"]);
  });

  it("does not run where neither does, or where another of the images changes", () => {
    assert.deepEqual(because(pair("a"), pair("a")), []);
    assert.deepEqual(
      because(pair("a"), pair("a", { images: { api: { repository: "ghcr.io/acme/api", architecture: "arm64" } } })),
      [],
    );
  });

  it("runs for a database that is new, and for one that had none", () => {
    assert.deepEqual(because(undefined, pair("a")), ["the database is new"]);
    assert.deepEqual(because({ app: {}, release: {} }, pair("a")), ["the database is new"]);
    assert.deepEqual(because(pair("a", { migrate: undefined }), pair("a")), ["it had no migration before"]);
  });

  it("does not run for a release that goes back, unless its database is new", () => {
    const back = pair("b", { rollbackOf: "1".repeat(64) });
    assert.deepEqual(because(pair("a"), back), []);
    assert.deepEqual(because({ app: {}, release: {} }, back), ["the database is new"]);
  });
});
