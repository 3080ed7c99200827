import assert from "node:assert/strict";
import { problems } from "./minimal.ts";
import { refuses } from "./refuses.ts";

const because = "it leads to the warehouse of another team, which has no certificate";

describe("a connection to a store", () => {
  refuses([
    [
      "is never told to trust whoever answers, wherever that could be said",
      {
        "app.env": { PGSSLMODE: "require" },
        "app.services.api.env": {
          REPORTS: "host=reports.example.com sslmode=disable",
          PRISMA: "postgresql://reports.example.com/main?sslaccept=accept_invalid_certs",
        },
        "app.services.worker.env": { NODE_TLS_REJECT_UNAUTHORIZED: { per: "environment", default: "0" } },
        "app.jobs.nightly.command": ["report", "--dsn=postgres://reports.example.com/main?sslmode=verify-ca"],
        "environment.services": { worker: { env: { NODE_TLS_REJECT_UNAUTHORIZED: "0" } } },
      },
      [
        "slipway:app.env.PGSSLMODE: turns off that Postgres has to prove who it is: remove it, or say verify-full. If it leads to nothing of this stack, say so: {value: …, because: …}",
        "slipway:app.services.api.env.PRISMA: says sslaccept=accept_invalid_certs, by which a store need not prove who it is: say sslaccept=strict, or take the URL that slipway gives. If it leads to nothing of this stack, say so: {value: …, because: …}",
        "slipway:app.services.api.env.REPORTS: says sslmode=disable, by which a store need not prove who it is: say sslmode=verify-full, or take the URL that slipway gives. If it leads to nothing of this stack, say so: {value: …, because: …}",
        "slipway:app.services.worker.env.NODE_TLS_REJECT_UNAUTHORIZED.default: turns off that every server has to prove who it is: remove it, or say 1",
        "slipway:environment.services.worker.env.NODE_TLS_REJECT_UNAUTHORIZED: turns off that every server has to prove who it is: remove it, or say 1",
        "slipway:app.jobs.nightly.command[1]: says sslmode=verify-ca, by which a store need not prove who it is: say sslmode=verify-full, or take the URL that slipway gives",
      ],
    ],
    [
      "to a database is by TLS whatever its parameters say",
      { "app.databases.main.parameters": { "rds.force_ssl": "0" } },
      [
        'slipway:app.databases.main.parameters["rds.force_ssl"]: is always 1, so that nobody connects without TLS: remove it',
      ],
    ],
  ]);

  it("may verify, and may be explained where it leads elsewhere", () => {
    assert.deepEqual(
      problems({
        "app.env": { PGSSLMODE: "verify-full", URL: "rediss://x?ssl_cert_reqs=required&ssl_check_hostname=true" },
        "app.services.api.env": {
          WAREHOUSE: { value: "host=warehouse.example.com sslmode=require", because },
          DSN: "postgresql+asyncpg://reports.example.com/main?ssl=verify-full",
          USE_SSL: "use_ssl=false",
        },
      }),
      [],
    );
  });

  for (const weaker of [
    "?sslmode=require",
    "?sslmode=prefer",
    "?sslfactory=org.postgresql.ssl.NonValidatingFactory",
    "?ssl=require",
    "?ssl=no-verify",
    "?ssl_cert_reqs=none",
    "?ssl_cert_reqs=CERT_OPTIONAL",
    "?ssl_check_hostname=false",
  ]) {
    it(`is refused with ${weaker}, by which a driver takes any certificate or none`, () => {
      const [problem = ""] = problems({ "app.env": { URL: `scheme://host/db${weaker}` } });
      assert.match(problem, new RegExp(`^slipway:app\\.env\\.URL: says ${weaker.slice(1)}, by which`));
    });
  }
});
