import * as z from "zod";

import { hasTime, type RedisQueueFormat } from "../../lib/redis-queue.ts";
import { about, decimal, text, whole } from "./scalars.ts";

/** Forms of a queue in Redis or Valkey whose depth the publisher can read. */
const formats = [
  "list",
  "stream",
  "celery",
  "bullmq",
  "sidekiq",
  "rq",
  "arq",
] as const satisfies readonly RedisQueueFormat[];

/** Forms that say when a message came: with the others nobody can know how old one is. */
export const timedQueueFormats: readonly RedisQueueFormat[] = formats.filter(hasTime);

/** What takes a deployment back. */
const rollbackSignals = ["errors", "latency", "unhealthyTasks", "restarts", "queueAge", "databaseDown"] as const;

/** The signal that scaling follows; numbers belong to the place. */
export const scaleOn = z
  .strictObject({
    queue: z
      .strictObject({
        of: z.string().describe(about("Cache or queue of the app that holds it", { effect: "inPlace" })),
        name: z
          .string()
          // It goes into the rights of the user that looks at the queue, where * and ? are wildcards.
          .regex(
            /^[A-Za-z0-9_.:{}/-]{1,100}$/,
            "is no name of a queue: use up to 100 letters, digits and _ . : { } / -",
          )
          .exactOptional()
          .describe(
            about(
              "Name of the queue in the cache, as its library calls it; of list, stream and arq it is the key; required of a cache",
              {
                default: "none: a queue of SQS needs none",
                effect: "inPlace",
              },
            ),
          ),
        format: z
          .enum(formats)
          .exactOptional()
          .describe(
            about(
              `How the library keeps the queue in the cache; required of a cache. Messages of ${timedQueueFormats.join(", ")} say when they came, so that their age can be told`,
              { default: "none: a queue of SQS needs none", effect: "inPlace" },
            ),
          ),
      })
      .describe(about("A queue whose depth is followed")),
  })
  .exactOptional()
  .describe(
    about("What the number of tasks follows besides CPU and memory", { default: "nothing", effect: "inPlace" }),
  );

/** What a service promises. */
export const objectives = z
  .strictObject({
    errorPercent: decimal(0.01, 100)
      .exactOptional()
      .describe(
        about("Most of its requests that it may fail, in per cent; web only", {
          default: (p) => p.objectives.errorPercent,
          effect: "inPlace",
        }),
      ),
    p95Seconds: decimal(0.01, 4000)
      .exactOptional()
      .describe(
        about("Seconds within which 95 per cent of its requests are answered; web only", {
          default: (p) => p.objectives.p95Seconds,
          effect: "inPlace",
        }),
      ),
    queueAgeSeconds: z
      .union([
        whole(1, 604_800).describe(about("Seconds, for five minutes")),
        z
          .strictObject({
            above: whole(1, 604_800).describe(about("Seconds")),
            minutes: whole(1, 1440).describe(about("Minutes in a row that it must last")),
          })
          .describe(about("Seconds, and for how long")),
      ])
      .exactOptional()
      .describe(
        about("How old the oldest message that waits in the queue of scaleOn may be", {
          default: "not watched",
          effect: "inPlace",
        }),
      ),
  })
  .exactOptional()
  .describe(about("What the service promises; alarms and rollbacks follow it"));

/** What ends a deployment. */
export const rollbackOn = z
  .array(z.enum(rollbackSignals))
  .exactOptional()
  .describe(
    about(
      "What takes a deployment back to the version before: errors, latency and unhealthyTasks of a web service, restarts of a worker, queueAge of a service with that objective, databaseDown of one that uses a database",
      {
        default: "errors, latency, unhealthyTasks (web); restarts, and queueAge with its objective (worker)",
        effect: "restarts",
      },
    ),
  );

/** Changes of the number of tasks by the clock. */
export const scaleSchedules = z
  .array(
    z
      .strictObject({
        at: z
          .string()
          .describe(
            about(
              'When: "cron(minute hour day-of-month month day-of-week year)", "rate(…)" or "at(2027-01-31T20:00:00)"',
            ),
          ),
        timeZone: text.exactOptional().describe(about("IANA time zone", { default: "UTC" })),
        min: whole(1, 1000).describe(about("Fewest tasks from then on")),
        max: whole(1, 1000).describe(about("Most tasks from then on")),
      })
      .describe(about("From a moment on, other numbers of tasks")),
  )
  .exactOptional()
  .describe(
    about(
      "Changes of min and max by the clock; each holds until the next, so there is one for the way back too. With any, a later change of min or max in the file waits for the next of them",
      { default: "none", effect: "inPlace" },
    ),
  );
