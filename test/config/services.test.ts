import { refuses } from "./refuses.ts";

const web = { kind: "web", image: "app", port: 8080, health: "/" };

describe("a route", () => {
  refuses([
    [
      "leads to one service",
      { "app.services.api.routes": ["/api/*", "/v2"], "app.services.other": { ...web, routes: ["/v2", "/other"] } },
      [
        'slipway:app.services.other.routes[0] "/v2": is a route used twice, the other is slipway:app.services.api.routes[1]: give each service routes of its own',
      ],
    ],
    [
      "to everything is what a service without routes has, so only one may have none",
      { "app.services.other": web },
      [
        "slipway:app.services.other: without routes it takes all requests, /*, and so does slipway:app.services.api: give each service routes of its own",
      ],
    ],
    [
      "to a host needs a domain",
      {
        "environment.domain": undefined,
        "environment.edge": { insecureHttp: { because: "the domain is not ours yet" } },
        "app.services.api.routes": ["api/*", "/api/*"],
      },
      [
        'slipway:app.services.api.routes[0] "api/*": names a host, and this place has no domain: add environment.domain, or begin the route with /',
      ],
    ],
    [
      "is one that a load balancer takes",
      { "app.services.api.routes": ["api", "A.b/*", "/a b", `/${"a".repeat(128)}`, "/*/*/*/*/*/*"] },
      [
        'slipway:app.services.api.routes[0] "api": has no path: write "api/*"',
        'slipway:app.services.api.routes[1] "A.b/*": has no host label before its first /: use one label of lower-case letters, digits and hyphens, @ or nothing',
        'slipway:app.services.api.routes[2] "/a b": has a path with other characters than the load balancer takes: use letters, digits and _ - . $ / ~ " \' @ : + & * ?',
        `slipway:app.services.api.routes[3] "/${"a".repeat(77)}…: has a path that is too long: use up to 128 characters`,
        'slipway:app.services.api.routes[4] "/*/*/*/*/*/*": has too many wildcards: use up to 5 of * and ?',
      ],
    ],
    [
      "is one of at most a hundred, the rules of one load balancer",
      {
        "app.services.api.routes": Array.from({ length: 98 }, (_, index) => `/${"a".repeat(index % 49)}${index}`),
        "environment.edge": { closed: ["/docs*", "/admin*"], maintenance: { because: "the data moves house" } },
      },
      [
        "slipway:app.services: need 100 rules of the load balancer (98 of routes, 2 of environment.edge.closed), and it takes 99 beside that of maintenance: write with * and ? what belongs together",
      ],
    ],
  ]);
});

describe("the size of a task", () => {
  refuses([
    [
      "is one that Fargate pairs, and the nearest are named",
      { "environment.services": { api: { cpu: 256, memoryMiB: 4096 } }, "environment.jobs": { nightly: { cpu: 300 } } },
      [
        "slipway:environment.services.api.memoryMiB 4096: Fargate has no task of 256 CPU units and 4096 MiB: the nearest are cpu: 256, memoryMiB: 2048 and cpu: 512, memoryMiB: 4096",
        "slipway:environment.jobs.nightly.cpu 300: Fargate has no task of 300 CPU units and 512 MiB: the nearest are cpu: 256, memoryMiB: 512 and cpu: 256, memoryMiB: 1024",
      ],
    ],
    [
      "may leave one half to what pairs with the other",
      { "environment.services": { api: { cpu: 4096 }, worker: { memoryMiB: 8192 } } },
      [],
    ],
  ]);
});

describe("the number of tasks", () => {
  refuses([
    [
      "has a least that is not more than the most",
      { "environment.services": { api: { min: 5, max: 3 } } },
      ["slipway:environment.services.api.min 5: is more than max, 3: lower min or raise max"],
    ],
    ["follows the one bound that is given", { "environment.services": { api: { min: 5 }, worker: { max: 1 } } }, []],
    [
      "is not tuned where the app says that there is exactly one",
      { "app.services.worker.exactlyOne": true, "environment.services": { worker: { min: 2, max: 3 } } },
      [
        "slipway:environment.services.worker.min 2: the app says exactlyOne: remove it (stopped: {because: …} stops the service)",
        "slipway:environment.services.worker.max 3: the app says exactlyOne: remove it (stopped: {because: …} stops the service)",
      ],
    ],
    [
      "is one at least, since a service of no tasks is off and says why",
      { "environment.services": { api: { min: 0 } } },
      [
        "slipway:environment.services.api.min 0: is out of range: use a whole number from 1 to 1000 (stopped: {because: …} stops the service)",
      ],
    ],
    [
      "of a worker does not follow requests, since it gets none",
      { "environment.services": { worker: { scale: { requestsPerTask: 100 } } } },
      [
        "slipway:environment.services.worker.scale.requestsPerTask 100: a worker gets no requests: scale it by cpuPercent, memoryPercent or a queue",
      ],
    ],
  ]);
});

describe("a health check", () => {
  refuses([
    [
      "is over before the next one begins, by whichever number is given",
      {
        "app.services.api.health": { path: "/", timeoutSeconds: 15 },
        "app.services.other": { ...web, routes: ["/o"], health: { path: "/", intervalSeconds: 5 } },
        "app.services.worker.containerHealth": { command: "check", timeoutSeconds: 30 },
      },
      [
        "slipway:app.services.api.health.timeoutSeconds 15: is not less than intervalSeconds, 10: lower it, or raise intervalSeconds",
        "slipway:app.services.other.health.intervalSeconds 5: is not more than timeoutSeconds, 5: raise it, or lower timeoutSeconds",
        "slipway:app.services.worker.containerHealth.timeoutSeconds 30: is not less than intervalSeconds, 30: lower it, or raise intervalSeconds",
      ],
    ],
    [
      "has codes of the protocol",
      {
        "app.services.api.health": { path: "/", codes: "200-600" },
        "app.services.rpc": { ...web, routes: ["/rpc/*"], protocol: "grpc", health: { path: "/", codes: "200" } },
      },
      [
        'slipway:app.services.api.health.codes "200-600": is out of range: use codes from 200 to 499',
        'slipway:app.services.rpc.health.codes "200": is out of range: use codes from 0 to 99',
      ],
    ],
    [
      "inside a container is a program, not Docker's form of one",
      { "app.services.worker.containerHealth": { command: ["CMD-SHELL", "check"] } },
      [
        'slipway:app.services.worker.containerHealth.command[0] "CMD-SHELL": is Docker\'s word, not a program: leave it out, and write text for a shell',
      ],
    ],
  ]);
});

describe("a schedule", () => {
  refuses([
    [
      "is one that EventBridge takes, in the app and in the place",
      {
        "app.jobs.weekly": { image: "app", schedule: "rate(1 minutes)" },
        "app.jobs.nightly.schedule": "0 3 * * *",
        "app.jobs.nightly.timeZone": "Europe/Stokholm",
        "environment.jobs": { nightly: { schedule: "cron(0 25 * * ? *)" } },
      },
      [
        'slipway:app.jobs.nightly.schedule "0 3 * * *": is no schedule: write it like cron(0 3 * * ? *) or rate(1 hour)',
        'slipway:app.jobs.nightly.timeZone "Europe/Stokholm": is no time zone: write it like Europe/Stockholm or UTC',
        'slipway:app.jobs.weekly.schedule "rate(1 minutes)": does not match its number: write rate(1 minute)',
        'slipway:environment.jobs.nightly.schedule "cron(0 25 * * ? *)": has hours that cron does not take: use 0 to 23, * or lists, ranges and steps of them',
      ],
    ],
  ]);
});
