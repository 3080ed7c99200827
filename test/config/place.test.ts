import assert from "node:assert/strict";
import { caBundleRegions } from "../../lib/ca-bundle.ts";
import { problems, warnings } from "./minimal.ts";
import { refuses } from "./refuses.ts";

describe("an account that stacks share", () => {
  const siblings = [{ stack: "production", accountId: "111111111111" }];
  const owner = [{ stack: "production", accountId: "111111111111", sharedAccountOwner: true }];

  it("has an owner of what it has once", () => {
    assert.deepEqual(problems({}, { siblings }), [
      "slipway:environment.aws.sharedAccountOwner: nobody owns what the account has once, and production, staging share it: say true in exactly one of them",
    ]);
    assert.deepEqual(problems({}, { siblings: owner }), []);
  });

  it("has no two owners", () => {
    assert.deepEqual(problems({ "environment.aws.sharedAccountOwner": true }, { siblings: owner }), [
      "slipway:environment.aws.sharedAccountOwner true: is also said by production, which has the same account: say true in one of them only",
    ]);
    assert.deepEqual(problems({ "environment.aws.sharedAccountOwner": true }, { siblings }), []);
  });

  it("is nobody's concern when the accounts differ", () => {
    assert.deepEqual(problems({}, { siblings: [{ stack: "production", accountId: "222222222222" }] }), []);
  });
});

describe("names of stacks in one account", () => {
  it("do not begin with each other's, since the role that deploys one finds what is its own by that", () => {
    const delivery = { "app.delivery": { repository: "acme/shop" } };
    const manages = { managesRepository: true, sharedAccountOwner: true };
    const beside = (stack: string, accountId: string) => ({ siblings: [{ stack, accountId, ...manages }] });
    assert.deepEqual(warnings(delivery, beside("staging-eu", "111111111111")), [
      "slipway:environment.aws.accountId: staging-eu is in the same account, and whoever may deploy staging may change its roles too, as its name begins with staging-: give one of them another name or account",
    ]);
    assert.deepEqual(warnings(delivery, beside("staging-eu", "222222222222")), []);
    assert.deepEqual(warnings(delivery, beside("stagingeu", "111111111111")), []);
    assert.deepEqual(warnings({}, beside("staging-eu", "111111111111")), []);
  });
});

describe("what a place tunes", () => {
  it("and the app does not have is a warning, because a promotion must not need the place to be edited", () => {
    assert.deepEqual(
      warnings({
        "environment.services": { ap: { min: 1 }, api: { env: { LEVEL: "debug" } } },
        "environment.databases": { old: { backupDays: 3 } },
        "environment.env": { COLOUR: "red" },
        "environment.github": { branches: ["main"] },
      }),
      [
        "slipway:environment.env.COLOUR: has no effect: the app does not leave this value to the place, {per: environment}",
        "slipway:environment.services.api.env.LEVEL: has no effect: the app does not leave this value to the place, {per: environment}",
        'slipway:environment.services.ap: has no effect: the app has no service of this name (did you mean "api"?)',
        "slipway:environment.databases.old: has no effect: the app has no database of this name",
        "slipway:environment.github: has no effect: the app has no delivery.repository",
      ],
    );
  });

  it("is told of an extension that is like none that slipway knows, since its list may lag behind AWS's", () => {
    assert.deepEqual(warnings({ "app.databases.main.extensions": ["timescaledb"] }), [
      'slipway:app.databases.main.extensions[0]: "timescaledb" is not among the extensions that slipway knows of RDS: if RDS has none, the bootstrap task fails',
    ]);
  });

  it("without anybody who hears of alarms is a warning in production", () => {
    assert.deepEqual(warnings({ "environment.profile": "production" }), [
      "slipway:environment.alarms: nobody hears of an alarm: add page or notify",
    ]);
  });
});

describe("what workflows of a place get", () => {
  refuses([
    [
      "has names that GitHub takes and slipway does not use",
      {
        "app.delivery": { repository: "acme/shop" },
        "secrets.GITHUB_TOKEN_2": "x",
        "environment.github": { secrets: ["GITHUB_TOKEN_2"], variables: { AWS_REGION: "eu-west-1" } },
      },
      [
        'slipway:environment.github.secrets[0] "GITHUB_TOKEN_2": GitHub keeps names that begin with GITHUB_ to itself: use another one, like APP_GITHUB_TOKEN_2',
        "slipway:environment.github.variables.AWS_REGION: slipway sets this variable itself: use another name",
      ],
    ],
  ]);
});

describe("a database", () => {
  refuses([
    [
      "has a name that RDS takes for a database",
      {
        "app.databases.postgres": { engine: "postgres", version: "17" },
        "app.databases.user": { engine: "postgres", version: "17" },
        "app.databases.current-user": { engine: "postgres", version: "17" },
        "app.databases.users": { engine: "postgres", version: "17" },
      },
      ["current-user", "postgres", "user"].map(
        (name) =>
          `slipway:app.databases.${name}: is a name that RDS keeps to itself or Postgres reserves: use another one, like main`,
      ),
    ],
    [
      "has extensions that RDS has",
      { "app.databases.main.extensions": ["pg_trgm", "pg_tgrm", "pgvector", "uuid-ossp"] },
      [
        'slipway:app.databases.main.extensions[1] "pg_tgrm": unknown extension: use one that RDS for PostgreSQL has (did you mean "pg_trgm"?)',
        'slipway:app.databases.main.extensions[2] "pgvector": unknown extension: use one that RDS for PostgreSQL has (did you mean "vector"?)',
      ],
    ],
    [
      "has a class that runs its version",
      {
        "app.databases.other": { engine: "postgres", version: "16" },
        "environment.databases": { main: { class: "db.t2.micro" }, other: { class: "db.m7g.small" } },
      },
      [
        'slipway:environment.databases.main.class "db.t2.micro": does not run Postgres 17 (db.t2 runs PostgreSQL 10 to 12): use a class like db.t4g.micro or db.m7g.large',
        'slipway:environment.databases.other.class "db.m7g.small": is no class that RDS has: size "small" of db.m7g is not one of large, xlarge, 2xlarge, 4xlarge, 8xlarge, 12xlarge, 16xlarge, 24xlarge',
      ],
    ],
    [
      "may grow to no less than it begins with",
      { "environment.databases": { main: { storageGiB: 100, maxStorageGiB: 50 } } },
      [
        "slipway:environment.databases.main.maxStorageGiB 50: is not a tenth more than storageGiB, 100, which RDS wants for a volume that grows: raise it to 110 or more (storage never shrinks)",
      ],
    ],
    [
      "keeps its TLS",
      { "app.databases.main.parameters": { "rds.force_ssl": "0", work_mem: "8192" } },
      [
        'slipway:app.databases.main.parameters["rds.force_ssl"]: is always 1, so that nobody connects without TLS: remove it',
      ],
    ],
  ]);
});

describe("the region of a place", () => {
  const region = { "environment.aws.region": "eu-north-2" };
  refuses([
    [
      "is one whose certificates are at hand, since tasks check those of their stores",
      region,
      [
        `slipway:environment.aws.region "eu-north-2": is a region whose certificates slipway does not have, and the app uses a store: use one of ${caBundleRegions().join(", ")} (did you mean "eu-north-1"?)`,
      ],
    ],
    [
      "is any where there is no store",
      {
        ...region,
        "app.databases": undefined,
        "app.caches": undefined,
        "app.services.api.uses": undefined,
      },
      [],
    ],
  ]);
});

describe("a restore test", () => {
  const asks = (queries: Record<string, string>) => ({ "environment.restoreTest": { queries } });
  const long = `SELECT ${"1 + ".repeat(240)}1`;
  refuses([
    [
      "asks a database of the stack",
      asks({ mian: "SELECT true" }),
      ["slipway:environment.restoreTest.queries.mian: unknown database: use main"],
    ],
    [
      "asks one question, which changes nothing",
      asks({ main: "DELETE FROM orders" }),
      [
        'slipway:environment.restoreTest.queries.main "DELETE FROM orders": is no question: write one SELECT, without a semicolon',
      ],
    ],
    [
      "asks no more than one function takes",
      {
        "app.databases.other": { engine: "postgres", version: "17" },
        "app.databases.third": { engine: "postgres", version: "17" },
        ...asks({ main: long, other: long, third: long }),
      },
      [
        "slipway:environment.restoreTest: asks more than one function takes, 3 databases with their queries: let the queries be short, and ask a view of the app's",
      ],
    ],
    [
      "is done once a week or more often, since AWS Backup keeps its copies for three days",
      { "environment.restoreTest": { everyDays: 8 } },
      ["slipway:environment.restoreTest.everyDays 8: is out of range: use a whole number from 1 to 7"],
    ],
  ]);

  it("of nothing has no effect", () => {
    const none = { "app.databases": undefined, "app.services.api.uses": ["cache"] };
    assert.deepEqual(warnings({ ...none, "environment.restoreTest": {} }), [
      "slipway:environment.restoreTest: has no effect: the stack has no database of its own",
    ]);
  });
});

describe("a bucket", () => {
  refuses([
    [
      "has not the name of the one with access logs",
      { "app.buckets": { "edge-logs": {} } },
      [
        "slipway:app.buckets.edge-logs: is the name of the bucket with the load balancer's access logs: use another one",
      ],
    ],
    [
      "has a name that nothing else has",
      { "app.buckets": { main: {} } },
      ["slipway:app.buckets.main: is the name of slipway:app.databases.main too: use another one"],
    ],
    [
      "keeps objects for a day or more",
      { "app.buckets": { uploads: { expireDays: 0 } } },
      ["slipway:app.buckets.uploads.expireDays 0: is out of range: use a whole number from 1 to 3650"],
    ],
  ]);

  it("that keeps no versions is not told for how long", () => {
    const changes = {
      "app.buckets": { uploads: { versioned: false } },
      "app.services.worker.uses": ["uploads"],
      "environment.buckets": { uploads: { noncurrentDays: 7 } },
    };
    assert.deepEqual(warnings(changes), [
      "slipway:environment.buckets.uploads.noncurrentDays: counts for versions from before only: slipway:app.buckets.uploads.versioned is false, so an overwritten or deleted object is gone at once",
    ]);
  });

  it("that the app has not is tuned without effect", () => {
    const used = { "app.buckets": { uploads: {} }, "app.services.worker.uses": ["uploads"] };
    assert.deepEqual(warnings({ ...used, "environment.buckets": { upload: {} } }), [
      'slipway:environment.buckets.upload: has no effect: the app has no bucket of this name (did you mean "uploads"?)',
    ]);
  });
});

describe("a cache", () => {
  refuses([
    [
      "has a version of its engine",
      { "app.caches.cache.version": "9", "app.caches.old": { engine: "redis", version: "5.0.6" } },
      [
        'slipway:app.caches.cache.version "9": unknown version of valkey: use one of 7.2, 8.0, 8.1',
        'slipway:app.caches.old.version "5.0.6": unknown version of redis: use one of 6.2, 7.0, 7.1',
      ],
    ],
    [
      "evicts nothing where a service follows a queue in it",
      {
        "app.caches.cache.use": undefined,
        "app.services.worker.scaleOn": { queue: { of: "cache", name: "mail", format: "bullmq" } },
      },
      [
        "slipway:app.caches.cache.use: evicts keys when its memory is full, and the queue that worker follows is in it, which would lose messages: say use: queue",
      ],
    ],
    [
      "evicts nothing where Celery keeps its messages in it",
      { "app.caches.cache.use": "cache", "app.jobs.nightly.uses": { cache: { urlDialect: "celery" } } },
      [
        'slipway:app.caches.cache.use "cache": evicts keys when its memory is full, and nightly uses it by Celery, which would lose messages: say use: queue',
      ],
    ],
  ]);
});
