// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes its variables so.
import assert from "node:assert/strict";
import { join } from "node:path";
import { parse } from "yaml";
import { interpolate } from "../../init/compose/interpolate.ts";
import { readCompose } from "../../init/compose/read-compose.ts";
import { shellWords } from "../../init/compose/shell-words.ts";
import { awsSchedule } from "../../init/schedule.ts";
import { writeFiles } from "../../init/write-files.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { Folders, initiated, textOf } from "./initiated.ts";

describe("what a compose file may look like", () => {
  const folders = new Folders();
  afterEach(() => folders.remove());

  const made = (compose: string, more: Readonly<Record<string, string>> = {}) => {
    const folder = folders.make({ "docker-compose.yml": compose, ...more });
    const result = initiated(join(folder, "docker-compose.yml"), folder);
    const staging = parse(textOf(result, "Pulumi.staging.yaml")).config;
    return { ...result, app: staging["slipway:app"], environment: staging["slipway:environment"] };
  };
  const saysOf = ({ findings }: ReturnType<typeof made>, about: string) =>
    [...findings.assumed, ...findings.left].filter((finding) => finding.about === about).map(({ says }) => says);

  it("puts values in where compose does, so that names and images are the right ones", () => {
    const given = new Map([
      ["A", "1"],
      ["EMPTY", ""],
    ]);
    const cases: readonly (readonly [string, string])[] = [
      ["$A-${A}", "1-1"],
      ["$$A", "$A"],
      ["${B:-x}", "x"],
      ["${EMPTY:-x}${EMPTY-y}", "x"],
      ["${B:-${A}}", "1"],
      ["${A:+set}${B:+set}", "set"],
      ["${B:?must be set}", ""],
      ["${unclosed", "${unclosed"],
      ["a $ b", "a $ b"],
    ];
    for (const [text, expected] of cases) {
      assert.equal(interpolate(text, given).text, expected, text);
    }
    assert.deepEqual(interpolate("${B} $C", given).unset, ["B", "C"]);
  });

  it("splits a command as compose does, because no shell reads it", () => {
    assert.deepEqual(shellWords(`sh -c 'a && b' "c d" e\\ f`), ["sh", "-c", "a && b", "c d", "e f"]);
    assert.deepEqual(shellWords(`a=""  b \\\n c`), ["a=", "b", "c"]);
  });

  it("never writes a value of what looks like a secret, wherever the file has it", () => {
    const result = made(
      `services:
  web:
    build: .
    ports: ["8000:8000"]
    env_file: .env
    environment:
      - SECRET_KEY=hunter2-in-clear
      - STRIPE_SECRET_KEY=\${STRIPE}
      - SMTP_URL=smtp://user:swordfish@mail.example.com
      - DEBUG=false
`,
      { ".env": "STRIPE=sk_live_swordfish123456789\nADMIN_PASSWORD=swordfish\nPLAIN=1\n" },
    );
    assert.doesNotMatch(JSON.stringify(result), /swordfish|hunter2/);
    assert.deepEqual(result.app.services.web.secrets, [
      "ADMIN_PASSWORD",
      "SECRET_KEY",
      "SMTP_URL",
      "STRIPE",
      "STRIPE_SECRET_KEY",
    ]);
    assert.deepEqual(result.app.services.web.env, { PLAIN: "1", DEBUG: "false" });
    assert.equal(result.app.secrets.SECRET_KEY, "generated");
    assert.equal(result.app.secrets.STRIPE_SECRET_KEY, "given");
  });

  it("reads the names of a file of variables from what stands in its place, where the team does not commit it", () => {
    const result = made("services: {web: {build: ., ports: ['80'], env_file: .env}}", {
      ".env.example": "API_TOKEN=\nMODE=x\nGREETING=\n",
    });
    assert.deepEqual(result.app.services.web.env, { MODE: "x", GREETING: { per: "environment", default: "" } });
    assert.deepEqual(result.app.services.web.secrets, ["API_TOKEN"]);
    assert.deepEqual(saysOf(result, "web.env_file"), [".env is not there: its names were read from .env.example"]);
  });

  it("makes jobs of the labels that schedulers read, and refuses a schedule that EventBridge has not", () => {
    const result = made(`services:
  web: {image: acme/web, ports: ["80"]}
  report:
    image: acme/web
    command: report --all
    labels: {swarm.cronjob.schedule: "30 2 * * 1-5"}
  sweep:
    image: acme/web
    command: serve
    labels: ["ofelia.job-exec.odd.schedule=0 0 1 * 1", "ofelia.job-exec.odd.command=sweep"]
`);
    assert.equal(result.app.jobs.report.schedule, "cron(30 2 ? * 2-6 *)");
    assert.deepEqual(result.app.jobs.report.command, ["report", "--all"]);
    assert.deepEqual(saysOf(result, "sweep.labels.ofelia.job-exec.odd.schedule"), [
      '"0 0 1 * 1" is no schedule that EventBridge has: write app.jobs.odd.schedule yourself',
    ]);
    assert.equal(awsSchedule("@every 2h"), "rate(2 hours)");
    assert.equal(awsSchedule("@daily"), "cron(0 0 * * ? *)");
    assert.equal(awsSchedule("whenever"), undefined);
  });

  it("gives a service that others call a name, because containers call each other by theirs", () => {
    const result = made(`services:
  web: {image: acme/web, ports: ["80"], environment: {API: "http://api_server:9000/v1", TIKA_URL: "http://tika:9998"}}
  api_server: {image: acme/api, expose: [9000]}
  tika: {image: apache/tika, expose: [9998]}
`);
    assert.deepEqual(result.app.services.web.uses, ["api-server", "tika"]);
    assert.equal(result.app.services.web.env.API, "http://api-server:9000/v1");
    assert.deepEqual([result.app.services.tika.discoverable, result.app.services.tika.port], [true, 9998]);
  });

  it("keeps what a service keeps, and says of other mounts why not", () => {
    const result = made(`services:
  web:
    image: acme/web
    ports: ["80"]
    tmpfs: /run/cache
    volumes: [uploads:/srv/uploads, "./data:/srv/data", "./conf.yml:/etc/conf.yml:ro", "/var/run/docker.sock:/var/run/docker.sock"]
`);
    assert.deepEqual(result.app.services.web.volumes, {
      uploads: { path: "/srv/uploads" },
      data: { path: "/srv/data" },
    });
    assert.deepEqual(result.app.services.web.writable, ["/run/cache", "/tmp"]);
    assert.deepEqual(saysOf(result, "web.volumes"), [
      "./conf.yml: is of the developer's machine: put what the app needs of it into the image",
      "/var/run/docker.sock: Fargate has no Docker to talk to: leave it out",
    ]);
  });

  it("takes sizes over as Fargate has them, and addresses of the developer's machine as each place's own", () => {
    const result = made(`services:
  web: {image: acme/web, ports: ["3000:80"], environment: {PUBLIC_URL: "http://localhost:3000", API_URL: "http://localhost:4000/v1"}}
  api:
    image: acme/api
    ports: ["4000:80"]
    deploy: {replicas: 3, resources: {limits: {cpus: "0.5", memory: 1G}}}
`);
    assert.deepEqual(result.environment.services, {
      web: { env: { API_URL: "https://api.staging.shop.example.com/v1" } },
      api: { cpu: 512, memoryMiB: 1024, min: 3, max: 6 },
    });
    assert.deepEqual(result.app.services.web.env, {
      PUBLIC_URL: { from: "stack.url" },
      API_URL: { per: "environment" },
    });
  });

  it("quotes what other readers of YAML would take for something else", () => {
    const result = made(
      `services: {web: {image: acme/web, ports: ["80"], environment: {DAY: "2026-01-01", ON: "yes", ODD: "0755"}}}`,
    );
    assert.match(textOf(result, "Pulumi.staging.yaml"), /DAY: "2026-01-01"\n {10}"ON": "yes"\n {10}ODD: "0755"\n/);
  });

  it("plans what is odd in many ways at once, because a file that does not plan helps nobody", async () => {
    const folder = folders.make({ "docker-compose.yml": odd });
    const result = initiated(join(folder, "docker-compose.yml"), folder);
    writeFiles(folder, result.files);
    for (const stack of ["staging", "production"]) {
      await planStack(stack, folder);
    }
    const { services, databases } = parse(textOf(result, "Pulumi.staging.yaml")).config["slipway:app"];
    assert.deepEqual([services.gotenberg.port, services.renderer.port], [3000, 80]);
    assert.equal(services.beat.exactlyOne, true);
    assert.equal(databases.main.migrate.urlDialect, "asyncpg");
  });

  const hostile: readonly (readonly [what: string, text: string, says: RegExp])[] = [
    [
      "no YAML",
      "services: [",
      /^docker-compose.yml is no YAML that can be read: .*: mend it, and docker compose config tells whether it is right$/,
    ],
    ["tabs", "services:\n\tweb:\n\t\timage: x", /^docker-compose.yml is no YAML that can be read: /],
    [
      "a list",
      "- a\n- b",
      /^docker-compose.yml has no services: name a compose file that has some with --from, or leave --from out$/,
    ],
    ["nothing", "", /^docker-compose.yml has no services: /],
    ["services of no form", "services: 5", /^docker-compose.yml has no services: /],
    ["anchors that grow", bomb(), /^docker-compose.yml is no YAML that can be read: /],
    [
      "stores alone",
      "services: {db: {image: postgres}}",
      /^none of the services is the app's own: all are stores or tools that slipway runs in another way: add the app to the compose file, or leave --from out$/,
    ],
    [
      "more than 1 MiB",
      `# ${"x".repeat(1024 * 1024)}`,
      /^docker-compose.yml is larger than 1 MiB, so it is no compose file: name another one with --from$/,
    ],
  ];
  for (const [what, text, says] of hostile) {
    it(`refuses ${what} in a sentence, because a stack trace helps nobody`, () => {
      assert.throws(() => made(text), { name: "UserError", message: says });
    });
  }

  it("refuses a file that is not there, with the way out", () => {
    assert.throws(() => readCompose("/nowhere/compose.yml"), {
      name: "UserError",
      message: "there is no file /nowhere/compose.yml: name the app's compose file with --from",
    });
    const long = `/${"x".repeat(300)}`;
    assert.throws(() => readCompose(long), {
      name: "UserError",
      message: `cannot read ${long}: ENAMETOOLONG: name too long: name the app's compose file with --from`,
    });
  });

  it("names the compose file of a folder, because that is what was meant", () => {
    const folder = folders.make({ "docker-compose.yml": "services: {}\n", "empty/readme": "" });
    assert.throws(() => readCompose(folder), {
      name: "UserError",
      message: `${folder} is a folder: name the app's compose file in it: --from ${folder}/docker-compose.yml`,
    });
    assert.throws(() => readCompose(join(folder, "empty")), {
      name: "UserError",
      message: `${folder}/empty is a folder: name the app's compose file with --from`,
    });
  });

  it("refuses what is no file, because a device never ends", () => {
    assert.throws(() => readCompose("/dev/zero"), {
      name: "UserError",
      message: "/dev/zero is no file: name the app's compose file with --from",
    });
  });

  it("survives names that mean something to JavaScript, and values of any form", () => {
    const result = made(`services:
  __proto__: {image: acme/a, ports: [80]}
  constructor: {image: acme/b, environment: {__proto__: x, toString: y, OK: z}}
  odd: {image: [a], ports: {a: b}, environment: 7, volumes: [{}], healthcheck: [], depends_on: {a: 1}, command: {x: y}, deploy: no}
  "network": {image: acme/c, labels: {a: null}}
`);
    assert.deepEqual(Object.keys(result.app.services), ["proto", "constructor-app", "odd", "network-app"]);
    assert.deepEqual(result.app.services["constructor-app"].env, { OK: "z" });
  });
});

/** Folders over folders, hosts that end or say no port, variables that slipway sets, and two for one store. */
const odd = `services:
  web:
    image: acme/web
    ports: ["80"]
    tmpfs: [/a, /b, /c, /d, /e]
    volumes: [data:/data, "./uploads:/data", "cache:/tmp"]
    environment: {WORKER_URL: "http://renderer", MIG: "http://migrate:80/x", PGSSLROOTCERT: x, NODE_EXTRA_CA_CERTS: /x, REDIS_URL: "redis://cache:6379/0", CELERY_BROKER_URL: "redis://cache:6379/1", PGHOST: db, PGUSER: x}
    depends_on: [db]
  renderer: {image: acme/renderer}
  gotenberg: {image: gotenberg/gotenberg:8}
  paper: {image: acme/paper, environment: {GOTENBERG: "http://gotenberg:3000"}, depends_on: [db]}
  beat: {image: acme/web, command: celery beat, environment: {CELERY_BROKER_URL: "redis://cache:6379/1"}}
  migrate: {image: acme/web, command: alembic upgrade head, restart: "no", environment: {DATABASE_URL: "postgresql+asyncpg://a:b@db/x", BACK: "http://localhost:80/x"}}
  db: {image: "postgres:16"}
  cache: {image: valkey/valkey:8}
`;

/** Ten anchors, each of which is ten of the one before. */
function bomb(): string {
  const lines = Array.from(
    { length: 10 },
    (_, at) => `  a${at + 1}: &a${at + 1} [${Array(10).fill(`*a${at}`).join(", ")}]`,
  );
  return ["services:", "  a0: &a0 [x]", ...lines].join("\n");
}
