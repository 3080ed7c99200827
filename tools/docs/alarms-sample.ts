import type { StackValues } from "../../config/parse.ts";

/** An app that has one of everything that is watched, named after what it is. */
const app = {
  name: "alarms",
  images: { app: "ghcr.io/acme/app" },
  services: {
    service: {
      kind: "web",
      image: "app",
      port: 8000,
      health: "/healthz",
      uses: ["main", "cache"],
      objectives: { errorPercent: 1, p95Seconds: 2 },
      rollbackOn: ["errors", "latency", "unhealthyTasks"],
    },
    other: { kind: "web", image: "app", port: 8000, health: "/healthz", routes: ["/other/*"] },
    spare: { kind: "worker", image: "app", uses: ["queue"] },
    worker: {
      kind: "worker",
      image: "app",
      uses: ["main", "queue", "followed"],
      scaleOn: { queue: { of: "followed", name: "work", format: "rq" } },
      objectives: { queueAgeSeconds: 300 },
      rollbackOn: ["restarts", "queueAge"],
    },
  },
  jobs: { job: { image: "app", schedule: "cron(0 3 * * ? *)", uses: ["main"] } },
  databases: { main: { engine: "postgres", version: "17" } },
  caches: {
    cache: { engine: "valkey", version: "8.1", use: "cache" },
    followed: { engine: "valkey", version: "8.1", use: "queue" },
  },
  queues: { queue: {} },
  secrets: { TOKEN: "existing" },
} as const;

/** The four keys of a stack of that app, with everything that the place can add to it. */
export function sampleValues(profile: "staging" | "production"): StackValues {
  const arn = "arn:aws:secretsmanager:eu-north-1:111111111111:secret:token-AbCdEf";
  return {
    app: { ...app, services: { ...app.services, service: { ...app.services.service, secrets: ["TOKEN"] } } },
    release: { images: { app: `sha256:${"0".repeat(64)}` } },
    environment: {
      profile,
      aws: { accountId: "111111111111", region: "eu-north-1" },
      domain: "alarms.example.com",
      services: { worker: { scale: { queuePerTask: 50 } } },
      databases: { main: { replicas: 1, class: "db.m7g.large" } },
      caches: { cache: { replicas: 1 } },
      secrets: { TOKEN: { arn } },
      ...(profile === "staging" && { cost: { sleep: { from: "19:00", to: "07:00", timeZone: "Europe/Stockholm" } } }),
    },
    secrets: {},
  };
}
