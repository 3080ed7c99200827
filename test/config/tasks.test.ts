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
      "is a database or cache of the app",
      { "app.services.api.uses": ["mian", "worker", "cache"], "app.jobs.nightly.uses": { cahce: {} } },
      [
        'slipway:app.services.api.uses[0] "mian": unknown database or cache: use one of main, cache (did you mean "main"?)',
        'slipway:app.services.api.uses[1] "worker": is no store: use one of main, cache',
        'slipway:app.jobs.nightly.uses.cahce: unknown database or cache: use one of main, cache (did you mean "cache"?)',
      ],
    ],
    [
      "is spoken to in a dialect that it knows",
      { "app.services.api.uses": { main: { urlDialect: "redis" }, cache: { urlDialect: "jdbc", pool: 5 } } },
      [
        'slipway:app.services.api.uses.main.urlDialect "redis": is no dialect of a database: use one of libpq, asyncpg, node-postgres, jdbc',
        'slipway:app.services.api.uses.cache.urlDialect "jdbc": is no dialect of a cache: use one of redis, celery',
        "slipway:app.services.api.uses.cache.pool 5: only a database has a pool: remove it",
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
        "slipway:environment.env.LEVEL: is missing: the app leaves this value to each place and has no default (slipway:app says {per: environment}): add it",
        "slipway:environment.services.api.env.SEATS: is missing: the app leaves this value to each place and has no default (slipway:app says {per: environment}): add it",
        "slipway:environment.env.MODE: is missing: the app leaves this value to each place and has no default (slipway:app says {per: environment}): add it",
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
      { "app.env": { AWS_SESSION_TOKEN: "x" } },
      ["slipway:app.env.AWS_SESSION_TOKEN: is set by ECS itself: use another name"],
    ],
  ]);
});
