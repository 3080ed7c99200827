// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes its variables so.
import assert from "node:assert/strict";
import { join } from "node:path";
import { parse } from "yaml";
import { writeFiles } from "../../init/write-files.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { Folders, initiated, textOf } from "./initiated.ts";

const hasRole = "a task has a role, whose rights uses and permissions say: leave credentials out";

describe("what a compose file has of stores, and what else runs there", () => {
  const folders = new Folders();
  afterEach(() => folders.remove());

  const made = (compose: string) => {
    const folder = folders.make({ "docker-compose.yml": compose });
    const result = initiated(join(folder, "docker-compose.yml"), folder);
    return { ...result, folder, app: parse(textOf(result, "Pulumi.staging.yaml")).config["slipway:app"] };
  };
  const saysOf = ({ findings }: ReturnType<typeof made>, about: string) =>
    [...findings.assumed, ...findings.left]
      .filter((finding) => finding.about.split(", ").includes(about))
      .map(({ says }) => says);

  it("tells the app its bucket in the variable that it reads, because another bucket may be somebody else's", async () => {
    const result = made(`services:
  api:
    build: .
    ports: ["8000:8000"]
    environment: {S3_BUCKET: labels, S3_ENDPOINT: "http://minio:9000", EXPORT_BUCKET_NAME: exports, BUCKET: ""}
  worker: {build: ., command: work, environment: {AWS_STORAGE_BUCKET_NAME: "\${BUCKET}"}}
  migrate: {build: ., command: alembic upgrade head, restart: "no", environment: {DATABASE_URL: "postgres://a:b@db/x", S3_BUCKET: labels, REDIS_URL: "redis://cache"}, depends_on: [more]}
  db: {image: "postgres:17"}
  cache: {image: "redis:7"}
  more: {image: "redis:7"}
  minio: {image: minio/minio, environment: {MINIO_ROOT_USER: minio, MINIO_ROOT_PASSWORD: minio12345}}
`);
    const { api, worker } = result.app.services;
    assert.deepEqual(api.uses.minio, { env: "S3_BUCKET" });
    assert.deepEqual(worker.uses.minio, { env: "AWS_STORAGE_BUCKET_NAME" });
    assert.deepEqual(api.env, { BUCKET: "" });
    assert.deepEqual(saysOf(result, "api.environment.EXPORT_BUCKET_NAME"), [
      "a task has the name of minio in one variable, S3_BUCKET: let the app read that, or give this one a bucket of its own in app.buckets and uses",
    ]);
    assert.equal(result.app.databases.main.migrate.env, undefined);
    assert.deepEqual(saysOf(result, "migrate.environment"), [
      "a migration reaches its database alone: its program has to start without REDIS_URL, S3_BUCKET",
    ]);
    writeFiles(result.folder, result.files);
    await planStack("production", result.folder);
  }).timeout(20_000);

  it("leaves the login of the file's bucket server out, because an app that is given one does not ask its role", () => {
    const result = made(`services:
  api:
    build: .
    ports: ["8000:8000"]
    environment:
      S3_ACCESS_KEY: minio
      S3_SECRET_ACCESS_KEY: minio12345
      MINIO_SECRET: \${MINIO_SECRET}
      STRIPE_KEY: minio12345
      S3_BACKUP_SECRET_KEY: of-another-account
      OWNER: minio
  minio: {image: minio/minio, environment: {MINIO_ROOT_USER: minio, MINIO_ROOT_PASSWORD: minio12345}}
`);
    assert.deepEqual(result.app.services.api.secrets, ["S3_BACKUP_SECRET_KEY", "STRIPE_KEY"]);
    assert.deepEqual(result.app.services.api.env, { OWNER: "minio" });
    for (const name of ["S3_ACCESS_KEY", "S3_SECRET_ACCESS_KEY", "MINIO_SECRET"]) {
      assert.deepEqual(saysOf(result, `api.environment.${name}`), [hasRole]);
    }
    const without = made(
      "services: {api: {build: ., ports: ['80'], environment: {S3_BUCKET: ours, S3_SECRET_KEY: x}}}",
    );
    assert.deepEqual(without.app.services.api.env, { S3_BUCKET: "ours" });
    assert.deepEqual(without.app.services.api.secrets, ["S3_SECRET_KEY"]);
  });

  it("says where a cache is not the one of the file: its version, what it drops, which database it is", () => {
    const result = made(`services:
  web: {build: ., ports: ["80"], environment: {REDIS_URL: "redis://redis:6379/1", SESSIONS: "redis://sessions:6379/0"}}
  worker: {build: ., command: work, environment: {REDIS_URL: "redis://redis:6379/0"}}
  redis: {image: "redis:7.2-alpine", command: redis-server --maxmemory-policy allkeys-lru}
  sessions: {image: "valkey/valkey:8.1", command: ["valkey-server", "--maxmemory-policy=noeviction"]}
`);
    assert.deepEqual(result.app.caches, {
      redis: { engine: "redis", version: "7.1", use: "queue" },
      sessions: { engine: "valkey", version: "8.1", use: "queue" },
    });
    assert.deepEqual(saysOf(result, "redis.image"), [
      "redis:7.2-alpine: engine is redis 7.1, which is the nearest that ElastiCache has",
    ]);
    assert.deepEqual(saysOf(result, "sessions.image"), []);
    assert.deepEqual(
      saysOf(result, "redis.command")[0],
      "the file drops keys when memory is full (allkeys-lru), but a worker uses redis: use is queue, which drops nothing; say use: cache if no work waits in it",
    );
    assert.deepEqual(saysOf(result, "web.environment.REDIS_URL"), [
      "is database 1 of the cache, and the URL that a task gets is of database 0: give what must stay apart from the rest of redis a cache of its own",
    ]);
    assert.deepEqual(saysOf(result, "worker.environment.REDIS_URL"), []);
  });

  it("writes beside a value which leads nowhere on AWS that it does, because a terminal forgets it", () => {
    const result = made(`services:
  web: {build: ., ports: ["80"], environment: {SMTP_HOST: mailpit, DOCS: "http://localhost:9999", MODE: "\${MODE}"}}
  mailpit: {image: axllent/mailpit}
`);
    for (const stack of ["staging", "production"]) {
      const text = textOf(result, `Pulumi.${stack}.yaml`);
      assert.match(
        text,
        /\n +SMTP_HOST: \{per: environment, default: mailpit\} # mailpit is not there on AWS: each place says its own value in slipway:environment.env\n +DOCS: \{per: environment, default: http:\/\/localhost:9999\} # this is the developer's machine: each place says its own value in slipway:environment.env\n +MODE: \{per: environment, default: ""\}\n/,
      );
    }
  });

  it("says which service is its own job, because it would end and be started again for ever", () => {
    const result = made(`services:
  web: {build: ., ports: ["80"]}
  nightly_run:
    build: .
    command: python -m shop.nightly
    labels: {ofelia.job-exec.night.schedule: "@daily", ofelia.job-exec.night.command: python -m shop.nightly, ofelia.job-exec.other.schedule: "@daily", ofelia.job-exec.other.command: python -m shop.other}
`);
    assert.deepEqual(saysOf(result, "nightly_run.command"), [
      "runs as a service what the job night runs: if that ends, ECS starts it again for ever, so take nightly-run out of app.services",
    ]);
  });

  it("reads every path of a rule of Traefik's, and none that a rule is not to match", () => {
    const result = made(`services:
  web: {build: ., ports: ["80"]}
  api:
    image: acme/api
    labels:
      traefik.http.routers.api.rule: "Host(\`x.example.com\`) && PathPrefix(\`/api\`, \`/webhooks/\`) || Path('/status') && !PathPrefix(\`/private\`)"
      traefik.http.services.api.loadbalancer.server.port: "8000"
`);
    assert.deepEqual(result.app.services.api.routes, ["/api", "/api/*", "/webhooks", "/webhooks/*", "/status"]);
  });

  it("says that no state was given, because nothing else says it before a workflow fails to deploy", () => {
    assert.deepEqual(saysOf(made("services: {web: {build: ., ports: ['80']}}"), "slipway:environment.aws.state"), [
      "--state was not given: bootstrap makes no bucket, and no workflow deploys, before both files say one, like s3://shop-state-111111111111?region=eu-central-1",
    ]);
  });
});
