// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes its variables so.
import assert from "node:assert/strict";
import { join } from "node:path";
import { parse } from "yaml";
import { writeFiles } from "../../init/write-files.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { Folders, initiated, textOf } from "./initiated.ts";

describe("what a compose file says and AWS has not", () => {
  const folders = new Folders();
  afterEach(() => folders.remove());

  const made = (compose: string, more: Readonly<Record<string, string>> = {}) => {
    const folder = folders.make({ "docker-compose.yml": compose, ...more });
    const result = initiated(join(folder, "docker-compose.yml"), folder);
    return { ...result, folder, app: parse(textOf(result, "Pulumi.staging.yaml")).config["slipway:app"] };
  };
  const saysOf = ({ findings }: ReturnType<typeof made>, about: string) =>
    [...findings.assumed, ...findings.left]
      .filter((finding) => finding.about.split(", ").includes(about))
      .map(({ says }) => says);

  it("writes no anchor where a service and its jobs share their variables, because Pulumi takes none", async () => {
    const result = made(`services:
  api:
    build: .
    ports: ["8000:8000"]
    environment: {LOG_LEVEL: info, SECRET_KEY: x}
    labels: {ofelia.job-exec.clean.schedule: "@daily", ofelia.job-exec.clean.command: "clean --all"}
`);
    assert.deepEqual(result.app.jobs.clean.env, result.app.services.api.env);
    writeFiles(result.folder, result.files);
    assert.ok((await planStack("staging", result.folder)).resources.length > 100);
  }).timeout(20_000);

  it("writes no secret of a command, a check or a text that a variable is part of", () => {
    const result = made(leaking, { ".env": "DEPLOY_TOKEN=tok-7f6e5d4c3b2a\n" });
    assert.doesNotMatch(JSON.stringify(result), /swordfish|hunter2|tok-7f6e/);
    const { api, worker, other } = result.app.services;
    assert.deepEqual(
      [api.command, api.health, worker.entryPoint, worker.containerHealth],
      [undefined, "/health", undefined, undefined],
    );
    assert.deepEqual(api.secrets, [
      "API_KEYS",
      "BASIC_AUTH",
      "CONFIG_JSON",
      "JWT_PRIVATE_KEY_BASE64",
      "SEARCH_URL",
      "STORAGE",
      "WORKER_URL",
    ]);
    assert.deepEqual(other.command, ["run", "--password", "$DB_PASSWORD", "--token=$TOKEN", "--max-tokens", "400"]);
    assert.deepEqual(saysOf(result, "worker.healthcheck"), [
      "holds a secret: let it read a variable of the container, and write containerHealth yourself",
    ]);
    assert.deepEqual(saysOf(result, "api.labels.ofelia.job-exec.clean.schedule"), [
      "its command holds a secret: let the program read a variable that secrets gives it, and write app.jobs.clean yourself",
    ]);
  });

  it("keeps what a folder holds whose place a variable is to say, because a scratch folder loses it", () => {
    const result = made(`services:
  server:
    image: acme/photos
    ports: ["2283:2283"]
    volumes: ["\${UPLOAD_LOCATION}:/data", "\${THEME}:/etc/theme", "./gitea:/var/lib/gitea", "chowned:/srv/chowned"]
  chown: {image: ubuntu, restart: "no", command: chown -R 1000 /x, volumes: ["chowned:/x"]}
`);
    const { writable, volumes } = result.app.services.server;
    assert.deepEqual(writable, ["/tmp"]);
    assert.deepEqual(volumes, {
      data: { path: "/data" },
      gitea: { path: "/var/lib/gitea" },
      chowned: { path: "/srv/chowned" },
    });
    assert.deepEqual(saysOf(result, "server.volumes"), [
      "/etc/theme: is of the developer's machine: put what the app needs of it into the image",
    ]);
  });

  it("asks what the container's own check asks, however it names itself", () => {
    const paths = [
      "curl -s --noproxy localhost localhost:3000/health | grep -q OK",
      "curl -f http://localhost:$${PORT}/health",
      "curl -f http://localhost:${UNSET}/health",
      "wget --spider http://web/health",
    ].map((test) => {
      const compose = `services: {web: {image: acme/web, ports: ["3000:3000"], healthcheck: {test: "${test}"}}}`;
      return made(compose).app.services.web.health;
    });
    assert.deepEqual(paths, Array(4).fill("/health"));
    const { app } = made(`services:
  web: {image: acme/web, ports: ["80:80"]}
  tika: {image: acme/tika, hostname: docs, healthcheck: {test: [CMD, node, -e, "fetch('http://docs:9998/x')"]}}
`);
    assert.deepEqual(app.services.tika.containerHealth.command, ["node", "-e", "fetch('http://localhost:9998/x')"]);
  });

  it("says which settings of a store stay behind, because nobody looks for them in a new one", () => {
    const result = made(`services:
  web: {image: acme/web, ports: ["80:80"], environment: {PAPERLESS_DBHOST: db, CLICKHOUSE_DATABASE_URL: }}
  db:
    image: supabase/postgres:15
    command: postgres -c max_connections=200
    volumes: ["./seed.sql:/docker-entrypoint-initdb.d/seed.sql", "db:/var/lib/postgresql/data"]
  redis: {image: redis:7, command: redis-server --requirepass swordfish}
  queue: {image: redis:7, command: redis-server --maxmemory-policy noeviction}
`);
    assert.deepEqual(saysOf(result, "queue.command"), []);
    assert.doesNotMatch(JSON.stringify(result), /swordfish/);
    assert.deepEqual(saysOf(result, "db.command"), [
      "settings of the server are not taken over: say them in app.databases.main.parameters",
    ]);
    assert.deepEqual(saysOf(result, "redis.command"), [
      "settings of the server are not taken over: ElastiCache has its own",
    ]);
    assert.deepEqual(saysOf(result, "db.volumes"), [
      "./seed.sql runs where the image makes a database, and RDS runs nothing: let the migration do what it does",
    ]);
    assert.deepEqual(saysOf(result, "db.image"), [
      "supabase/postgres:15 may bring extensions: name those that the app needs in app.databases.main.extensions, as far as RDS has them",
    ]);
    assert.deepEqual(saysOf(result, "web.environment.PAPERLESS_DBHOST"), [
      "main wants a login, which is in DATABASE_URL alone: let the app read that",
    ]);
    assert.deepEqual(result.app.services.web.env.CLICKHOUSE_DATABASE_URL, { per: "environment", default: "" });
  });

  it("lists every key that nothing is made of, and none that a task does not miss", () => {
    const result = made(`services:
  web: {image: acme/web, ports: ["80:80"], shm_size: 1gb, platform: linux/arm64, dns: 1.1.1.1, init: true, x-note: 1}
  amd: {image: acme/amd, platform: linux/amd64}
`);
    const keys = result.findings.left.map(({ about }) => about);
    assert.deepEqual(keys, ["web.shm_size", "web.platform", "web.dns"]);
  });

  it("says where nothing can be reached, because a worker for a web service is seen too late", () => {
    const unset = made('services: {web: {image: "acme/web:${TAG}", ports: ["${PORT}:${PORT}", "9229:9229"]}}');
    assert.deepEqual(saysOf(unset, "services"), [
      "none publishes a port, so nothing is reached from outside: say kind: web, port and health of one that is",
    ]);
    assert.deepEqual(saysOf(unset, "web.ports"), [
      "one is that of a variable without a value: give it one in .env beside the file, or say kind: web, port and health",
      "9229: looks like a debugger's or TLS's, and nobody reaches it",
    ]);
    assert.equal(unset.app.images.web, "docker.io/acme/web");
    const found = made(`services:
  n8n: {image: n8nio/n8n, ports: ["5678:5678"]}
  runner: {image: n8nio/runners, environment: {BROKER_URI: "http://n8n:5679"}}
  tube: {image: acme/tube, labels: {traefik.port: "9000"}}
`);
    assert.deepEqual([found.app.services.n8n.port, found.app.services.tube.port], [5678, 9000]);
    assert.deepEqual(saysOf(found, "n8n"), [
      "others call it at 5679, and a service has one port, which is 5678: let them call that",
    ]);
    assert.deepEqual(saysOf(found, "services"), []);
  });
});

describe("what a compose file does not say and its app needs", () => {
  const folders = new Folders();
  afterEach(() => folders.remove());

  it("is taken for likely and told: one bot, sessions of one task, the name of the place", () => {
    const folder = folders.make({
      "docker-compose.yml": `services:
  app: {image: acme/app, command: streamlit run app.py, ports: ["8501:8501"], environment: {APP_ENV: development, NODE_ENV: production}}
  bot: {image: acme/app, command: python -m pm.telegram_bot}
  robots: {image: acme/app, command: python -m robots}
`,
    });
    const made = initiated(join(folder, "docker-compose.yml"), folder);
    const { services } = parse(textOf(made, "Pulumi.staging.yaml")).config["slipway:app"];
    assert.deepEqual(
      [services.app.sticky, services.bot.exactlyOne, services.robots.exactlyOne],
      [true, true, undefined],
    );
    assert.deepEqual(services.app.env, {
      APP_ENV: { per: "environment", default: "development" },
      NODE_ENV: "production",
    });
    const says = made.findings.assumed.map((finding) => `${finding.about}: ${finding.says}`);
    for (const told of [
      "app: keeps a session in one task: sticky, so that a browser stays with its task",
      "bot: looks like a bot: exactlyOne, so that never two tasks of it run at once",
      "app.environment.APP_ENV: development is one place's: each says its own in slipway:environment.env, or {from: stack.name} does",
    ]) {
      assert.ok(says.includes(told), told);
    }
  });
});

/** Secrets in all the places where people write them. */
const leaking = `services:
  api:
    build: .
    command: server --admin-password=swordfish
    environment:
      CONFIG_JSON: '{"token": "\${DEPLOY_TOKEN}"}'
      WORKER_URL: "http://worker:80/?key=\${DEPLOY_TOKEN}"
      SEARCH_URL: "http://search:9200/?key=\${DEPLOY_TOKEN}"
      API_KEYS: swordfish,hunter2
      JWT_PRIVATE_KEY_BASE64: c3dvcmRmaXNo-swordfish
      BASIC_AUTH: "admin:swordfish"
      STORAGE: "AccountName=x;AccountKey=swordfish-swordfish"
    healthcheck: {test: "curl http://localhost:8000/health?token=\${DEPLOY_TOKEN}"}
    ports: ["8000:8000"]
    labels: {ofelia.job-exec.clean.schedule: "@daily", ofelia.job-exec.clean.command: "clean \${DEPLOY_TOKEN}"}
  worker:
    build: .
    entrypoint: [sh, -c, "export API_TOKEN=swordfish && work"]
    healthcheck: {test: [CMD, check, --api-key, swordfish]}
  other:
    build: .
    command: [run, --password, "$$DB_PASSWORD", --token=$$TOKEN, --max-tokens, "400"]
  search: {image: elasticsearch:8}
`;
