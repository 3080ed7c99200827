import assert from "node:assert/strict";
import { type CacheDialect, caBundlePath, cacheUrl, type DatabaseDialect, databaseUrl } from "../../lib/store-url.ts";

const database = { host: "db.example.com", port: 5432, database: "app", user: "nightly-report", password: "Abc123" };
const cache = { host: "cache.example.com", port: 6379, user: "api", password: "Abc123" };

describe("databaseUrl", () => {
  const urls: Record<DatabaseDialect, string> = {
    libpq:
      "postgresql://nightly-report:Abc123@db.example.com:5432/app?sslmode=verify-full&sslrootcert=/slipway/ca/bundle.pem",
    asyncpg: "postgresql+asyncpg://nightly-report:Abc123@db.example.com:5432/app?ssl=verify-full",
    "node-postgres":
      "postgresql://nightly-report:Abc123@db.example.com:5432/app?sslmode=verify-full&sslrootcert=/slipway/ca/bundle.pem",
    jdbc: "jdbc:postgresql://db.example.com:5432/app?user=nightly-report&password=Abc123&sslmode=verify-full&sslrootcert=/slipway/ca/bundle.pem",
  };

  for (const dialect of ["libpq", "asyncpg", "node-postgres", "jdbc"] as const) {
    it(`verifies certificate and host name in the words of ${dialect}`, () => {
      assert.equal(databaseUrl({ ...database, dialect }).url, urls[dialect]);
    });

    it(`names the bundle for ${dialect}, in the URL or beside it, since no image trusts the CA of RDS`, () => {
      const { url, env } = databaseUrl({ ...database, dialect });
      assert(url.includes(`sslrootcert=${caBundlePath}`) || env.PGSSLROOTCERT === caBundlePath);
    });

    it(`escapes what is more than letters for ${dialect}, since a database may be an existing one`, () => {
      const { url } = databaseUrl({ ...database, user: "a@b", password: "p:/?#&= %+", dialect });
      const parsed = new URL(url.replace(/^jdbc:/, ""));
      const user = parsed.username || parsed.searchParams.get("user") || "";
      const password = parsed.password || parsed.searchParams.get("password") || "";
      assert.equal(parsed.host, "db.example.com:5432");
      assert.equal(decodeURIComponent(user), "a@b");
      assert.equal(dialect === "jdbc" ? password : decodeURIComponent(password), "p:/?#&= %+");
    });
  }

  it("gives SQLAlchemy's asyncpg neither sslmode nor sslrootcert, which it refuses as unknown arguments", () => {
    assert.doesNotMatch(databaseUrl({ ...database, dialect: "asyncpg" }).url, /sslmode|sslrootcert/);
  });
});

describe("cacheUrl", () => {
  const words: Record<CacheDialect, string> = { redis: "required", celery: "CERT_REQUIRED" };

  for (const dialect of ["redis", "celery"] as const) {
    it(`verifies certificate and host name in the words of ${dialect}`, () => {
      assert.equal(
        cacheUrl({ ...cache, dialect }).url,
        `rediss://api:Abc123@cache.example.com:6379/0?ssl_cert_reqs=${words[dialect]}&ssl_ca_certs=/slipway/ca/bundle.pem&ssl_check_hostname=true`,
      );
    });

    it(`escapes what is more than letters for ${dialect}`, () => {
      const parsed = new URL(cacheUrl({ ...cache, password: "p:/?#@", dialect }).url);
      assert.equal(parsed.host, "cache.example.com:6379");
      assert.equal(decodeURIComponent(parsed.password), "p:/?#@");
    });
  }

  it("gives Node the bundle through its own variable, since its clients take no file from the URL", () => {
    assert.deepEqual(cacheUrl({ ...cache, dialect: "redis" }).env, { NODE_EXTRA_CA_CERTS: caBundlePath });
  });
});
