import { ownNames } from "../../../config/checks/names.ts";
import type { Changes } from "../../config/minimal.ts";

/** One mistake: what is set, or what is made of the text, and the problem that is told for it. */
type Mistake = readonly [title: string, mistake: Changes | ((text: string) => string), says: string];

/** A delivery without a mistake. */
const delivered = { "app.delivery": { repository: "acme/shop" }, "environment.github.manageRepository": true };

/** One for each check. */
export const mistakes: readonly Mistake[] = [
  [
    "a key that there is not",
    { "environment.service": { api: { max: 3 } } },
    'slipway:environment.service: unknown key: use one of profile, aws, domain, network, images, edge, env, services, jobs, databases, caches, buckets, deploy, cost, secrets, alarms, uptime, logs, promotion, restoreTest, github, allowReplace (did you mean "services"?)',
  ],
  [
    "a value of another type",
    { "app.services.api.port": "8000" },
    'slipway:app.services.api.port "8000": is text, not a number: write it without quotes',
  ],
  [
    "a value out of range",
    { "app.services.api.port": 80000 },
    "slipway:app.services.api.port 80000: is out of range: use a whole number from 1 to 65535",
  ],
  [
    "a name that slipway uses itself",
    { "app.services.edge": { kind: "worker", image: "app" } },
    `slipway:app.services.edge: is a name that slipway uses itself (${ownNames.join(", ")}): use another one`,
  ],
  [
    "an image that the app does not have",
    { "app.services.api.image": "ap" },
    'slipway:app.services.api.image "ap": unknown image: use app',
  ],
  [
    "an image without a digest",
    { "app.images.web": "ghcr.io/acme/web" },
    "slipway:release.images.web: is missing: every image of the app needs its digest, sha256: and 64 hexadecimal digits",
  ],
  [
    "a digest of an image that the app does not have",
    { "release.images.appp": `sha256:${"cd".repeat(32)}` },
    "slipway:release.images.appp: unknown image: use app",
  ],
  [
    "a database that the app does not have",
    { "app.services.worker.uses": ["mian"] },
    'slipway:app.services.worker.uses[0] "mian": unknown name: use one of main, cache (did you mean "main"?)',
  ],
  [
    "a cache that the app does not have",
    { "app.services.worker.uses": ["cach"] },
    'slipway:app.services.worker.uses[0] "cach": unknown name: use one of main, cache (did you mean "cache"?)',
  ],
  [
    "two stores in one variable",
    { "app.databases.other": { engine: "postgres", version: "17" }, "app.services.api.uses": ["main", "other"] },
    'slipway:app.services.api.uses[1] "other": sets DATABASE_URL, and so does the URL of main: give the URL another variable, uses: {other: {env: OTHER_URL}}',
  ],
  [
    "a reference that leads nowhere",
    { "app.env": { HOST: { from: "databases.mian.host" } } },
    'slipway:app.env.HOST.from "databases.mian.host": unknown database: use main',
  ],
  [
    "a value that the place has to give and does not",
    { "app.env": { LOG_LEVEL: { per: "environment" } } },
    "slipway:environment.env.LOG_LEVEL: is missing: the app leaves this value to each place and has no default: set it with pulumi config set --stack staging --path 'slipway:environment.env.LOG_LEVEL' VALUE",
  ],
  [
    "a secret that the app does not declare",
    { "app.services.api.secrets": ["SECRET_KE"], "app.secrets.SECRET_KEY": "generated" },
    'slipway:app.services.api.secrets[0] "SECRET_KE": unknown secret: use SECRET_KEY',
  ],
  [
    "a given secret without its value",
    { "app.secrets.API_KEY": "given" },
    "slipway:secrets.API_KEY: is missing: the app needs this value from people: set it with pulumi config set --stack staging --secret --path 'slipway:secrets.API_KEY'",
  ],
  [
    "an existing secret without its ARN",
    { "app.secrets.API_KEY": "existing" },
    "slipway:environment.secrets.API_KEY: is missing: the app says that this secret exists already: say where with pulumi config set --stack staging --path 'slipway:environment.secrets.API_KEY.arn' ARN",
  ],
  [
    "a password in the file",
    { "app.env": { DB_PASSWORD: "hunter2" } },
    "slipway:app.env.DB_PASSWORD: looks like a password, and a stack file is no place for one: remove it here, declare slipway:app.secrets.DB_PASSWORD: given, name it in secrets of each task that needs it, and give the value with pulumi config set --stack staging --secret --path 'slipway:secrets.DB_PASSWORD'; if it was ever committed, replace it by a new one. If it is none, say so: {value: …, because: …}",
  ],
  [
    "a sidecar whose registry has two secrets",
    {
      "app.images": {
        app: { repository: "ghcr.io/acme/shop", pullSecret: "ONE" },
        web: { repository: "ghcr.io/acme/web", pullSecret: "TWO" },
      },
      "release.images.web": `sha256:${"cd".repeat(32)}`,
      "environment.secrets": {
        ONE: { arn: "arn:aws:secretsmanager:eu-north-1:111111111111:secret:one-AbCdEf" },
        TWO: { arn: "arn:aws:secretsmanager:eu-north-1:111111111111:secret:two-AbCdEf" },
      },
      "app.services.api.sidecars": { proxy: { image: `ghcr.io/acme/proxy@sha256:${"cd".repeat(32)}` } },
    },
    "slipway:app.services.api.sidecars.proxy.pullSecret: is missing: the app's images in ghcr.io are pulled with ONE and TWO: name the one for this image",
  ],
  [
    "a route used twice",
    {
      "app.services.api.routes": ["/*"],
      "app.services.admin": { kind: "web", image: "app", port: 80, health: "/", routes: ["/*"] },
    },
    'slipway:app.services.api.routes[0] "/*": is a route used twice, the other is slipway:app.services.admin.routes[0]: give each service routes of its own',
  ],
  [
    "a health check without time",
    { "app.services.api.health": { path: "/health", intervalSeconds: 10, timeoutSeconds: 10 } },
    "slipway:app.services.api.health.timeoutSeconds 10: is not less than intervalSeconds, 10: lower it, or raise intervalSeconds",
  ],
  [
    "CPU and memory that Fargate does not pair",
    { "environment.services.api": { cpu: 256, memoryMiB: 4096 } },
    "slipway:environment.services.api.memoryMiB 4096: Fargate has no task of 256 CPU units and 4096 MiB: the nearest are cpu: 256, memoryMiB: 2048 and cpu: 512, memoryMiB: 4096",
  ],
  [
    "more tasks at least than at most",
    { "environment.services.api": { min: 4, max: 2 } },
    "slipway:environment.services.api.min 4: is more than max, 2: lower min or raise max",
  ],
  [
    "a version that the cache's engine does not have",
    { "app.caches.cache.version": "9.9" },
    'slipway:app.caches.cache.version "9.9": unknown version of valkey: use one of 7.2, 8.0, 8.1',
  ],
  [
    "a database that would have to shrink",
    { "environment.databases.main": { storageGiB: 100, maxStorageGiB: 50 } },
    "slipway:environment.databases.main.maxStorageGiB 50: is not a tenth more than storageGiB, 100, which RDS wants for a volume that grows: raise it to 110 or more (storage never shrinks)",
  ],
  [
    "a schedule that EventBridge does not take",
    { "app.jobs.nightly.schedule": "cron(0 3 * * *)" },
    'slipway:app.jobs.nightly.schedule "cron(0 3 * * *)": has 5 fields: cron takes minutes, hours, day of month, month, day of week and year, like cron(0 3 * * ? *)',
  ],
  [
    "a network without room",
    { "environment.network": { cidr: "10.0.0.0/28" } },
    "slipway:environment.network.cidr: cannot lay out subnets in 10.0.0.0/28, which has 16 addresses: use a block from /16 (65,536, AWS's largest) to /22 (1,024: an eighth of it for a zone, and a quarter of that for its load balancer, is 32, AWS's least)",
  ],
  [
    "production without a domain",
    { "environment.profile": "production", "environment.domain": undefined },
    "slipway:environment.domain: is missing: production answers over HTTPS only: add the domain",
  ],
  [
    "a receiver without its secret",
    { "environment.alarms": { page: [{ https: "PAGER_URL" }] } },
    "slipway:environment.alarms.page[0].https \"PAGER_URL\": unknown secret: give it with pulumi config set --stack staging --secret --path 'slipway:secrets.PAGER_URL'",
  ],
  [
    "more connections than the database takes",
    { "app.services.api.uses": { main: { pool: 100 }, cache: {} } },
    "slipway:environment.databases.main: its clients may open more connections than db.t4g.micro takes, 80: api 2 tasks × 100 × 2 while it deploys (400) + migration 1 task × 1 (1) + 5 that Postgres and RDS keep = 406. Give api a smaller uses.main.pool or fewer tasks (max), take a larger class, or set app.databases.main.parameters.max_connections",
  ],
  [
    "a limit that the estimate is over",
    { "environment.cost": { maxMonthlyUsd: 50 } },
    "slipway:environment.cost.maxMonthlyUsd 50: staging is estimated at 133 USD a month; most of it: network 39, edge 31, main 15. Make that smaller, or raise the limit (npx slipway cost staging)",
  ],
  [
    "a name that GitHub keeps to itself",
    { ...delivered, "environment.github.variables.GITHUB_URL": "x" },
    "slipway:environment.github.variables.GITHUB_URL: GitHub keeps names that begin with GITHUB_ to itself: use another one, like APP_GITHUB_URL",
  ],
  [
    "a repository that no stack manages",
    { "app.delivery": delivered["app.delivery"] },
    "slipway:environment.github.manageRepository: nobody manages what the repository has once: say true",
  ],
  [
    "approval that GitHub does not have on this plan",
    { ...delivered, "environment.github.reviewers": { teams: ["platform"] } },
    "slipway:environment.github.reviewers: needs a public repository or the plan enterprise, and acme/shop (private, plan team) is neither: remove it, and let code owners review the promotion's pull request (app.delivery.reviews 1 or more)",
  ],
  [
    "a plan without any gate",
    { ...delivered, "app.delivery": { repository: { name: "acme/shop", plan: "free" } } },
    "slipway:environment.github.ungated: is missing: acme/shop (private, plan free) has neither environments nor rulesets, so nothing asks before a deployment or guards the branch: make it public, or say a higher plan in app.delivery, or say here, {because: …}, why the branch alone is gate enough",
  ],
  [
    "a reviewer who could approve nothing of their own",
    {
      "app.delivery": { repository: { name: "acme/shop", plan: "enterprise" } },
      "environment.github": { manageRepository: true, reviewers: { users: ["ann"] } },
    },
    'slipway:environment.github.reviewers.users[0] "ann": is the only reviewer, so nobody could approve what ann started: name a second one or a team, or allow it with selfReview: {because: …}',
  ],
  [
    "a required job that slipway's workflows have",
    { ...delivered, "app.delivery": { repository: "acme/shop", checks: ["check"] } },
    'slipway:app.delivery.checks[0] "check": is a job of slipway\'s own workflows in the same repository, which is required already: remove it, and name a job of the app otherwise',
  ],
  [
    "a state that is in no bucket",
    { "environment.aws.state": "acme-state" },
    'slipway:environment.aws.state "acme-state": is no bucket of S3: write it like s3://acme-pulumi-state/shop?region=eu-north-1',
  ],
  [
    "a stack to take releases from that there is not",
    { "environment.promotion": { from: "testing" } },
    'slipway:environment.promotion.from "testing": unknown stack: there is no other stack here: remove it',
  ],
  [
    "a soak without a stack to take releases from",
    { "environment.promotion": { soakMinutes: 30 } },
    "slipway:environment.promotion.soakMinutes 30: is about what is promoted, and nothing is: add from, the stack that it comes from, or remove it",
  ],
  [
    "a check in a task that the app does not have",
    { "app.checks": { smoke: { service: "apu", run: ["smoke"] } } },
    'slipway:app.checks.smoke.service "apu": unknown service or job: use one of api, worker, nightly (did you mean "api"?)',
  ],
  [
    "a secret outside of slipway:secrets",
    (text) => text.replace("name: shop", "name: {secure: v1:abc}"),
    "slipway:app.name: a secret makes all of slipway:app secret: move it to slipway:secrets (line 3)",
  ],
  [
    "a plain value among the secrets",
    (text) =>
      text.replace("  slipway:secrets: {}\n", "").replace("config:", "config:\n  slipway:secrets: {API_KEY: sk-live}"),
    "slipway:secrets.API_KEY: is not encrypted: set it with pulumi config set --secret --path 'slipway:secrets.API_KEY', and count what stood here as known (line 2)",
  ],
  [
    "a scalar that other readers of YAML take for something else",
    (text) => text.replace("name: shop", "name: 1.10"),
    'slipway:app.name 1.10: is the number 1.1 to some readers of YAML: quote it, "1.10" (line 3)',
  ],
  [
    "an anchor",
    (text) => text.replace("name: shop", "name: &name shop"),
    "slipway:app.name &name: is an anchor: remove it, and write the value wherever it is used (line 3)",
  ],
];
