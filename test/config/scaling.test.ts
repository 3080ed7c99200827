import { refuses } from "./refuses.ts";

const celery = { queue: { of: "cache", name: "celery", format: "celery" } };
const sqs = { queue: { of: "orders" } };

describe("the queue that a service follows", () => {
  refuses([
    ["is one in a cache, or one of SQS", { "app.queues": { orders: {} }, "app.services.worker.scaleOn": sqs }, []],
    [
      "is one that the app has",
      { "app.services.worker.scaleOn": { queue: { of: "cahce", name: "celery", format: "celery" } } },
      ['slipway:app.services.worker.scaleOn.queue.of "cahce": unknown cache or queue: use cache'],
    ],
    [
      "in a cache has a name and a form",
      { "app.services.worker.scaleOn": { queue: { of: "cache" } } },
      [
        "slipway:app.services.worker.scaleOn.queue.name: is missing: cache is a cache, so say the queue's name in the cache",
        "slipway:app.services.worker.scaleOn.queue.format: is missing: cache is a cache, so say how its library keeps it, like celery",
      ],
    ],
    [
      "of SQS needs neither",
      {
        "app.queues": { orders: {} },
        "app.services.worker.scaleOn": { queue: { of: "orders", name: "celery", format: "celery" } },
      },
      [
        'slipway:app.services.worker.scaleOn.queue.name "celery": orders is a queue of SQS, which needs no name: remove it',
        'slipway:app.services.worker.scaleOn.queue.format "celery": orders is a queue of SQS, which needs no format: remove it',
      ],
    ],
    [
      "has a name that is no pattern of keys",
      { "app.services.worker.scaleOn": { queue: { of: "cache", name: "*", format: "list" } } },
      [
        'slipway:app.services.worker.scaleOn.queue.name "*": is no name of a queue: use up to 100 letters, digits and _ . : { } / -',
      ],
    ],
    [
      "moves nothing where there is exactly one task",
      { "app.services.worker.scaleOn": celery, "app.services.worker.exactlyOne": true },
      [
        "slipway:app.services.worker.scaleOn: the service is exactlyOne, so the number of its tasks follows nothing: remove one of the two",
      ],
    ],
    [
      "is what queuePerTask counts",
      { "environment.services": { worker: { scale: { queuePerTask: 10 } } } },
      [
        "slipway:environment.services.worker.scale.queuePerTask 10: the app does not say which queue the service follows: add slipway:app.services.worker.scaleOn, or remove it",
      ],
    ],
  ]);
});

describe("a change of the number of tasks by the clock", () => {
  refuses([
    [
      "is at a moment that AWS takes, once, with bounds in order",
      {
        "environment.services": {
          worker: {
            scale: {
              schedules: [
                { at: "cron(0 20 * * ? *)", min: 1, max: 1 },
                { at: "cron(0 20 * * ? *)", timeZone: "UTC", min: 2, max: 2 },
                { at: "20:00", min: 1, max: 1 },
                { at: "at(2027-01-31T20:00:00)", timeZone: "Stockholm", min: 3, max: 2 },
              ],
            },
          },
        },
      },
      [
        'slipway:environment.services.worker.scale.schedules[1].at "cron(0 20 * * ? *)": is the moment of schedules[0] too: remove one of the two',
        'slipway:environment.services.worker.scale.schedules[2].at "20:00": is no schedule: write it like cron(0 3 * * ? *) or rate(1 hour), or at(2027-01-31T20:00:00)',
        'slipway:environment.services.worker.scale.schedules[3].timeZone "Stockholm": is no time zone: write it like Europe/Stockholm or UTC',
        "slipway:environment.services.worker.scale.schedules[3].min 3: is more than max, 2: lower min or raise max",
      ],
    ],
    [
      "is none where there is exactly one task",
      {
        "app.services.worker.exactlyOne": true,
        "environment.services": { worker: { scale: { schedules: [{ at: "rate(1 day)", min: 1, max: 1 }] } } },
      },
      [
        "slipway:environment.services.worker.scale.schedules: the app says exactlyOne: remove it (stopped: {because: …} stops the service)",
      ],
    ],
  ]);
});

describe("an objective", () => {
  refuses([
    [
      "of requests is one of a web service, since a worker gets none",
      { "app.services.worker.objectives": { errorPercent: 1, p95Seconds: 2 } },
      [
        "slipway:app.services.worker.objectives.errorPercent 1: a worker gets no requests: remove it",
        "slipway:app.services.worker.objectives.p95Seconds 2: a worker gets no requests: remove it",
      ],
    ],
    [
      "of a queue's age needs a queue",
      { "app.services.worker.objectives": { queueAgeSeconds: 60 } },
      ["slipway:app.services.worker.objectives.queueAgeSeconds: the service names no queue: add scaleOn, or remove it"],
    ],
    [
      "of a queue's age needs messages that say when they came",
      { "app.services.worker.scaleOn": celery, "app.services.worker.objectives": { queueAgeSeconds: 60 } },
      [
        "slipway:app.services.worker.objectives.queueAgeSeconds: messages of celery do not say when they came, so nobody knows how old they are: remove it, or use a queue of SQS or one of stream, bullmq, sidekiq, rq, arq",
      ],
    ],
    [
      "of a queue's age may be said of SQS",
      {
        "app.queues": { orders: { fifo: true } },
        "app.services.worker.scaleOn": sqs,
        "app.services.worker.objectives": { queueAgeSeconds: { above: 300, minutes: 10 } },
        "app.services.worker.rollbackOn": ["restarts", "queueAge"],
      },
      [],
    ],
  ]);
});

describe("what takes a deployment back", () => {
  refuses([
    [
      "is a signal that the kind of service has",
      {
        "app.services.api.rollbackOn": ["restarts", "databaseDown"],
        "app.services.worker.rollbackOn": ["errors", "databaseDown", "queueAge", "restarts", "restarts"],
      },
      [
        'slipway:app.services.worker.rollbackOn[4] "restarts": is there twice: remove it',
        'slipway:app.services.api.rollbackOn[0] "restarts": is no signal of a web service: use errors, latency, unhealthyTasks, queueAge, databaseDown',
        'slipway:app.services.worker.rollbackOn[0] "errors": is no signal of a worker: use restarts, queueAge, databaseDown',
        'slipway:app.services.worker.rollbackOn[1] "databaseDown": the service uses no database: remove it',
        'slipway:app.services.worker.rollbackOn[2] "queueAge": nothing says how old a message may be: add objectives.queueAgeSeconds, or remove it',
      ],
    ],
  ]);
});

describe("a missed run", () => {
  refuses([
    [
      "is not told between two runs, in any place",
      {
        "app.jobs.nightly.missedAfterMinutes": 1440,
        "app.jobs.hourly": { image: "app", schedule: "rate(1 hour)", missedAfterMinutes: 90 },
        "app.jobs.last": { image: "app", schedule: "cron(0 3 * * ? 2027)", missedAfterMinutes: 1500 },
        "environment.jobs": { hourly: { schedule: "rate(2 hours)" } },
      },
      [
        "slipway:app.jobs.hourly.missedAfterMinutes 90: two runs of rate(2 hours) are up to 120 minutes apart, so the alarm would ring for nothing: raise it, or remove it",
        "slipway:app.jobs.last.missedAfterMinutes 1500: cron(0 3 * * ? 2027) ends, so the alarm would ring for nothing: raise it, or remove it",
        "slipway:app.jobs.nightly.missedAfterMinutes 1440: two runs of cron(0 3 * * ? *) are up to 1440 minutes apart, so the alarm would ring for nothing: raise it, or remove it",
      ],
    ],
  ]);
});
