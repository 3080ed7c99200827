import { refuses } from "./refuses.ts";

const otherDigest = `sha256:${"cd".repeat(32)}`;

describe("a task's image", () => {
  refuses([
    [
      "is one that the app declares",
      {
        "app.images.web": "ghcr.io/acme/web",
        "release.images.web": otherDigest,
        "app.services.api.image": "ap",
        "app.jobs.nightly.image": "nightly",
        "app.databases.main.migrate.image": "wbe",
      },
      [
        'slipway:app.services.api.image "ap": unknown image: use one of app, web (did you mean "app"?)',
        'slipway:app.jobs.nightly.image "nightly": unknown image: use one of app, web',
        'slipway:app.databases.main.migrate.image "wbe": unknown image: use one of app, web (did you mean "web"?)',
      ],
    ],
    [
      "is the one named like the service when none is given, if there is such a one",
      { "app.services.api.image": undefined },
      ["slipway:app.services.api: has no image, and none is named like it: add image, or declare app.images.api"],
    ],
    [
      "has a digest, and every digest has an image",
      { "release.images": { ap: otherDigest }, "release.commits": { ap: "a".repeat(40) } },
      [
        "slipway:release.images.app: is missing: every image of the app needs its digest, sha256: and 64 hexadecimal digits",
        "slipway:release.images.ap: unknown image: use app",
        "slipway:release.commits.ap: unknown image: use app",
      ],
    ],
  ]);
});

describe("what a task uses", () => {
  refuses([
    [
      "is something that the app declares and that can be used",
      { "app.services.api.uses": ["mian", "worker", "cache"], "app.jobs.nightly.uses": { cahce: {} } },
      [
        'slipway:app.services.api.uses[0] "mian": unknown name: use one of main, cache (did you mean "main"?)',
        'slipway:app.services.api.uses[1] "worker": is a service that others cannot reach: add slipway:app.services.worker.discoverable: true, or remove it',
        'slipway:app.jobs.nightly.uses.cahce: unknown name: use one of main, cache (did you mean "cache"?)',
      ],
    ],
    [
      "is spoken to in a dialect that it knows",
      { "app.services.api.uses": { main: { urlDialect: "redis" }, cache: { urlDialect: "jdbc" } } },
      [
        'slipway:app.services.api.uses.cache.urlDialect "jdbc": is no dialect of a cache: use one of redis, celery',
        'slipway:app.services.api.uses.main.urlDialect "redis": is no dialect of a database: use one of libpq, asyncpg, node-postgres, jdbc',
      ],
    ],
    [
      "reads from a replica only when it only reads, and a pool is a database's alone",
      {
        "app.services.api.uses": { main: { pool: 20, replica: true }, cache: { pool: 5 } },
        "app.services.inner": { kind: "worker", image: "app", port: 9000, discoverable: true },
        "app.services.worker.uses": { inner: { replica: true } },
        "app.jobs.nightly.uses": { main: { access: "read", replica: true, pool: 1 } },
      },
      [
        "slipway:app.services.api.uses.cache.pool 5: is a word for databases: remove it, a cache has none",
        "slipway:app.services.api.uses.main.replica true: would write to a replica, which only reads: add access: read, or remove replica",
        "slipway:app.services.worker.uses.inner.replica true: is a word for stores: remove it, a service is only reached",
      ],
    ],
    [
      "has a variable of its own for each URL, since the second would win in silence",
      {
        "app.databases.other": { engine: "postgres", version: "17" },
        "app.services.api.uses": ["main", "other"],
      },
      [
        'slipway:app.services.api.uses[1] "other": sets DATABASE_URL, and so does the URL of main: give the URL another variable, uses: {other: {env: OTHER_URL}}',
      ],
    ],
    [
      "has a URL whose variable nothing else sets",
      {
        "app.env": { REDIS_URL: "redis://elsewhere" },
        "app.services.api.env": { DATABASE_URL: "postgres://elsewhere", SECRET_KEY: "plain" },
        "app.secrets.SECRET_KEY": "generated",
        "app.services.api.secrets": ["SECRET_KEY"],
        "app.databases.main.migrate.env": { DATABASE_URL: "postgres://elsewhere" },
      },
      [
        'slipway:app.services.api.secrets[0] "SECRET_KEY": sets SECRET_KEY, and so does its env: remove one of the two',
        'slipway:app.services.api.uses[0] "main": sets DATABASE_URL, and so does its env: give the URL another variable, uses: {main: {env: MAIN_URL}}',
        'slipway:app.services.api.uses[1] "cache": sets REDIS_URL, and so does app.env: give the URL another variable, uses: {cache: {env: CACHE_URL}}',
        "slipway:app.databases.main.migrate: sets DATABASE_URL, and so does its env: give the URL another variable, urlEnv",
      ],
    ],
  ]);
});

describe("a name that nobody declared", () => {
  refuses([
    [
      "is unknown even when every object of JavaScript has it",
      {
        "app.services.api.uses": ["constructor", "toString", "__proto__"],
        "app.jobs.nightly.image": "constructor",
        "app.databases.main.parameters": { constructor: "1" },
        "app.secrets.SECRET_KEY": "generated",
        "app.services.api.secrets": ["SECRET_KEY"],
      },
      [
        'slipway:app.jobs.nightly.image "constructor": unknown image: use app',
        'slipway:app.services.api.uses[0] "constructor": unknown name: use one of main, cache',
        'slipway:app.services.api.uses[1] "toString": unknown name: use one of main, cache',
        'slipway:app.services.api.uses[2] "__proto__": unknown name: use one of main, cache',
      ],
    ],
  ]);
});

describe("a variable that a driver needs", () => {
  refuses([
    [
      "is set by slipway alone",
      {
        "app.env": { NODE_EXTRA_CA_CERTS: "/etc/ca.pem" },
        "app.services.api.uses": { main: { urlDialect: "asyncpg" }, cache: {} },
        "app.services.worker.uses": ["cache"],
        "app.services.api.env": { PGSSLROOTCERT: "/etc/ca.pem" },
        "app.databases.main.migrate.env": { PGSSLROOTCERT: "/etc/ca.pem" },
      },
      [
        "slipway:app.env.NODE_EXTRA_CA_CERTS: sets NODE_EXTRA_CA_CERTS, which slipway sets to the certificates of cache for redis: leave it out",
        "slipway:app.services.api.env.PGSSLROOTCERT: sets PGSSLROOTCERT, which slipway sets to the certificates of main for asyncpg: leave it out",
      ],
    ],
    [
      "is free where the driver takes it from the URL",
      {
        "app.services.api.uses": { main: {}, cache: { urlDialect: "celery" } },
        "app.services.api.env": { PGSSLROOTCERT: "/etc/ca.pem", NODE_EXTRA_CA_CERTS: "/etc/ca.pem" },
      },
      [],
    ],
  ]);
});

describe("a login", () => {
  const worker = (store: string) => ({ kind: "worker", image: "app", uses: [store] });
  const asRole =
    "would log in to main as a role that it has already: name it otherwise, and not public, none, postgres, slipway-migrator or slipway-restore-test, nor beginning with rds";
  refuses([
    [
      "has no name that its store has already",
      {
        "app.services.default": worker("cache"),
        "app.services.public": worker("main"),
        "app.services.rdsadmin": worker("main"),
        "app.services.slipway-migrator": worker("main"),
        "app.services.slipway-restore-test": worker("main"),
        "app.jobs.postgres": { image: "app", schedule: "rate(1 day)", uses: { main: {} } },
      },
      [
        "slipway:app.services.default: would log in to cache as the user that every cache has, default: name it otherwise",
        `slipway:app.services.public: ${asRole}`,
        `slipway:app.services.rdsadmin: ${asRole}`,
        `slipway:app.services.slipway-migrator: ${asRole}`,
        `slipway:app.services.slipway-restore-test: ${asRole}`,
        `slipway:app.jobs.postgres: ${asRole}`,
      ],
    ],
    [
      "has any name in the other kind of store",
      { "app.services.default": worker("main"), "app.services.public": worker("cache") },
      [],
    ],
  ]);
});

describe("a path that a task writes to", () => {
  refuses([
    [
      "is one folder, written plainly",
      {
        "app.services.api.writable": ["/a/b", "/a-b", "/tmp", "/tmp/", "/tmp", "/var/../run", "//"],
        "environment.services.api.memoryMiB": 1024,
      },
      [
        'slipway:app.services.api.writable[3] "/tmp/": is not the shortest way to write it: write /tmp',
        'slipway:app.services.api.writable[4] "/tmp": is there twice: remove it',
        'slipway:app.services.api.writable[5] "/var/../run": is not the shortest way to write it: write /run',
        'slipway:app.services.api.writable[6] "//": is the whole root file system: name the folders that are written to, or say in readonlyRoot: {because: …} why all of it must be',
      ],
    ],
    [
      "is not slipway's or the kernel's",
      {
        "app.jobs.nightly.writable": ["/slipway/ca", "/slipway/ca/more", "/slipway", "/proc/x", "/slipways"],
        "environment.jobs.nightly.memoryMiB": 1024,
      },
      [
        'slipway:app.jobs.nightly.writable[0] "/slipway/ca": is where slipway puts the certificates of stores: use another folder',
        'slipway:app.jobs.nightly.writable[1] "/slipway/ca/more": is where slipway puts the certificates of stores: use another folder',
        'slipway:app.jobs.nightly.writable[2] "/slipway": is where slipway puts the certificates of stores: use another folder',
        'slipway:app.jobs.nightly.writable[3] "/proc/x": belongs to the kernel: use another folder',
      ],
    ],
    [
      "is absolute, and not all of them",
      { "app.databases.main.migrate.writable": ["tmp", "/"] },
      [
        'slipway:app.databases.main.migrate.writable[0] "tmp": is no absolute path: write it like /tmp',
        'slipway:app.databases.main.migrate.writable[1] "/": is no absolute path: write it like /tmp',
      ],
    ],
  ]);
});

describe("a way out", () => {
  refuses([
    [
      "is a rule that AWS takes, each once, and not the one that is always there",
      {
        "app.egress": [
          { port: 443, to: "any" },
          { port: 443, to: "0.0.0.0/0" },
          { port: 587, to: "any" },
          { port: 587, to: "0.0.0.0/0" },
          { port: 22, to: "10.0.1.0/16" },
          { port: 443, to: "10.0.0.0/16" },
        ],
      },
      [
        'slipway:app.egress[0] "443 to any": is always there, every task may reach port 443 anywhere: remove it',
        'slipway:app.egress[1] "443 to 0.0.0.0/0": is always there, every task may reach port 443 anywhere: remove it',
        'slipway:app.egress[3] "587 to 0.0.0.0/0": is there twice: remove it',
        'slipway:app.egress[4].to: "10.0.1.0/16" has bits set after its prefix: write 10.0.0.0/16',
      ],
    ],
  ]);
});

describe("a list of what becomes a resource", () => {
  refuses([
    [
      "names nothing twice",
      {
        "app.services.api.uses": ["main", "cache", "main"],
        "app.secrets.SECRET_KEY": "generated",
        "app.services.api.secrets": ["SECRET_KEY", "SECRET_KEY"],
        "app.databases.main.extensions": ["pg_trgm", "pg_trgm"],
        "app.delivery": { repository: "acme/shop", branches: ["main", "main"] },
        "secrets.HOOK": "https://example.com",
        "environment.domain": { name: "shop.example.com", aliases: ["a.shop.example.com", "a.shop.example.com"] },
        "environment.alarms": {
          page: [{ email: "a@example.com" }, { https: "HOOK" }, { email: "a@example.com" }, { https: "HOOK" }],
          notify: [{ email: "a@example.com" }],
        },
        "environment.github": { branches: ["x", "x"], secrets: ["HOOK", "HOOK"] },
      },
      [
        'slipway:app.services.api.secrets[1] "SECRET_KEY": is there twice: remove it',
        'slipway:app.services.api.uses[2] "main": is there twice: remove it',
        'slipway:app.databases.main.extensions[1] "pg_trgm": is there twice: remove it',
        'slipway:app.delivery.branches[1] "main": is there twice: remove it',
        'slipway:environment.domain.aliases[1] "a.shop.example.com": is there twice: remove it',
        'slipway:environment.alarms.page[2].email "a@example.com": is there twice: remove it',
        'slipway:environment.alarms.page[3].https "HOOK": is there twice: remove it',
        'slipway:environment.github.branches[1] "x": is there twice: remove it',
        'slipway:environment.github.secrets[1] "HOOK": is there twice: remove it',
      ],
    ],
  ]);
});

describe("a variable's reference", () => {
  refuses([
    [
      "leads to something that the app has",
      { "app.services.api.env": { A: { from: "databases.mian.host" }, B: { from: "caches.cahe.port" } } },
      [
        'slipway:app.services.api.env.A.from "databases.mian.host": unknown database: use main',
        'slipway:app.services.api.env.B.from "caches.cahe.port": unknown cache: use cache',
      ],
    ],
    [
      "to the version needs a version",
      { "app.env": { VERSION: { from: "release.version" } } },
      ["slipway:release.version: is missing: a variable of the app takes its value from it: add it"],
    ],
  ]);
});

describe("a variable that each place gives", () => {
  refuses([
    [
      "is missing where neither the place nor the app gives it",
      {
        "app.env": { LEVEL: { per: "environment" } },
        "app.services.api.env": { SEATS: { per: "environment" } },
        "app.databases.main.migrate.env": { MODE: { per: "environment" } },
      },
      [
        "slipway:environment.env.LEVEL: is missing: the app leaves this value to each place and has no default: set it with pulumi config set --stack staging --path 'slipway:environment.env.LEVEL' VALUE",
        "slipway:environment.services.api.env.SEATS: is missing: the app leaves this value to each place and has no default: set it with pulumi config set --stack staging --path 'slipway:environment.services.api.env.SEATS' VALUE",
        "slipway:environment.env.MODE: is missing: the app leaves this value to each place and has no default: set it with pulumi config set --stack staging --path 'slipway:environment.env.MODE' VALUE",
      ],
    ],
    [
      "is there when the place gives it, for all or for one, or the app has a default",
      {
        "app.env": { LEVEL: { per: "environment" }, COLOUR: { per: "environment", default: "red" } },
        "app.services.api.env": { SEATS: { per: "environment" } },
        "environment.env": { LEVEL: "debug" },
        "environment.services.api": { env: { SEATS: "5" } },
      },
      [],
    ],
    [
      "is none that ECS sets itself",
      {
        "app.env": { AWS_SESSION_TOKEN: "x" },
        "app.services.api.sidecars": {
          proxy: { image: `ghcr.io/acme/proxy@${otherDigest}`, env: { ECS_CLUSTER: "x" } },
        },
      },
      [
        "slipway:app.env.AWS_SESSION_TOKEN: is set by ECS itself: use another name",
        "slipway:app.services.api.sidecars.proxy.env.ECS_CLUSTER: is set by ECS itself: use another name",
      ],
    ],
  ]);
});
