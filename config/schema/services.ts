import * as z from "zod";

import { sidecars, volumes } from "./containers.ts";
import { about, text, whole } from "./scalars.ts";
import { objectives, rollbackOn, scaleOn } from "./signals.ts";
import { container, permissions, stopSeconds, uses } from "./workload.ts";

const healthPath = z.string().regex(/^\/\S{0,1023}$/, "is no path: write it like /health");

const health = z
  .union([
    healthPath,
    z.strictObject({
      path: healthPath.describe(about("Path that answers when the service is well", { effect: "inPlace" })),
      codes: z
        .string()
        .regex(
          /^\d{1,3}(-\d{1,3})?(,\d{1,3}(-\d{1,3})?)*$/,
          'are no codes: write them like "200", "200-299" or "200,204" (gRPC: "0" to "99")',
        )
        .exactOptional()
        .describe(about("Answers that count as healthy", { default: "200, and 0 with gRPC", effect: "inPlace" })),
      intervalSeconds: whole(5, 300)
        .exactOptional()
        .describe(about("Seconds between two checks", { default: (p) => p.health.intervalSeconds, effect: "inPlace" })),
      timeoutSeconds: whole(2, 120)
        .exactOptional()
        .describe(
          about("Seconds that an answer may take; less than intervalSeconds", {
            default: (p) => p.health.timeoutSeconds,
            effect: "inPlace",
          }),
        ),
      healthyAfter: whole(2, 10)
        .exactOptional()
        .describe(
          about("Good answers in a row until healthy", { default: (p) => p.health.healthyAfter, effect: "inPlace" }),
        ),
      unhealthyAfter: whole(2, 10)
        .exactOptional()
        .describe(
          about("Bad answers in a row until the task is replaced", {
            default: (p) => p.health.unhealthyAfter,
            effect: "inPlace",
          }),
        ),
      graceSeconds: whole(0, 3600)
        .exactOptional()
        .describe(
          about("Seconds after its start in which bad answers do not count", {
            default: (p) => p.health.graceSeconds,
            effect: "restarts",
          }),
        ),
    }),
  ])
  .describe(
    about("How the load balancer asks whether a task is well: a path, or a path with numbers", { effect: "inPlace" }),
  );

const containerHealth = z
  .strictObject({
    command: z
      .union([text, z.array(z.string()).min(1, "is empty: name the program")])
      .describe(
        about("What is run inside the container: text for a shell, a list without one; exit code 0 is healthy"),
      ),
    intervalSeconds: whole(5, 300)
      .exactOptional()
      .describe(about("Seconds between two checks", { default: "30" })),
    timeoutSeconds: whole(2, 60)
      .exactOptional()
      .describe(about("Seconds that a check may take", { default: "5" })),
    retries: whole(1, 10)
      .exactOptional()
      .describe(about("Failures in a row until the task is replaced", { default: "3" })),
    startSeconds: whole(0, 300)
      .exactOptional()
      .describe(about("Seconds after its start in which failures do not count", { default: "0" })),
  })
  .exactOptional()
  .describe(about("A check that runs inside the container", { default: "none", effect: "restarts" }));

const common = {
  ...container,
  uses: uses.exactOptional(),
  permissions,
  stopSeconds,
  containerHealth,
  sidecars,
  volumes,
  discoverable: z
    .boolean()
    .exactOptional()
    .describe(
      about("Whether other services that name it in uses reach it by its name, without the load balancer", {
        default: "false",
        effect: "restarts",
      }),
    ),
  scaleOn,
  objectives,
  rollbackOn,
};

/** The guard of a service's target groups sees to it. */
const otherTargets = "Changing it is refused on a service that runs: docs/releases.md has the steps";

const web = z
  .strictObject({
    kind: z.literal("web").describe(about("Answers requests behind the load balancer", { effect: "replaces" })),
    port: whole(1, 65_535).describe(about("Port that the container listens on", { effect: "restarts" })),
    protocol: z
      .enum(["http1", "http2", "grpc"])
      .exactOptional()
      .describe(about("What the container speaks", { default: "http1", effect: otherTargets })),
    routes: z
      .array(z.string())
      .min(1, "is empty: name a route, or remove the key for all requests")
      .exactOptional()
      .describe(
        about(
          'Requests that go here: "/api/*" on every host, "api/*" on the host api under the domain, "@/*" on the domain itself; * and ? are wildcards',
          { default: "/*, all requests that no other service takes", effect: "inPlace" },
        ),
      ),
    sticky: z
      .boolean()
      .exactOptional()
      .describe(
        about("Keeps each client at one task, for sessions in memory", { default: "false", effect: otherTargets }),
      ),
    health,
    ...common,
  })
  .describe(about("A service behind the load balancer"));

const worker = z
  .strictObject({
    kind: z
      .literal("worker")
      .describe(
        about("Takes its work from somewhere else; only services that use it connect to it, if it is discoverable"),
      ),
    exactlyOne: z
      .boolean()
      .exactOptional()
      .describe(
        about("Never two tasks at once: a deployment stops the old one before it starts the new one", {
          default: "false",
          effect: "inPlace",
        }),
      ),
    port: whole(1, 65_535)
      .exactOptional()
      .describe(
        about("Port that it listens on for the services that use it; only with discoverable", {
          default: "none",
          effect: "restarts",
        }),
      ),
    ...common,
  })
  .describe(about("A service that takes its work from somewhere else"));

/** A service of the app: `kind` says which keys it has. */
export const service = z.discriminatedUnion("kind", [web, worker]);

/** A task that runs on a schedule. */
export const job = z
  .strictObject({
    schedule: z.string().describe(
      about('When it runs: "cron(minute hour day-of-month month day-of-week year)" or "rate(5 minutes)"', {
        effect: "none",
      }),
    ),
    timeZone: text.exactOptional().describe(about("IANA time zone of cron", { default: "UTC", effect: "none" })),
    launchRetries: whole(0, 185)
      .exactOptional()
      .describe(about("How often a start that fails is tried again", { default: "2", effect: "none" })),
    missedAfterMinutes: whole(5, 10_080)
      .exactOptional()
      .describe(
        about("Minutes without a start after which an alarm says that a run was missed", {
          default:
            "the longest time between two runs and half an hour; of a rate twice its interval, at least 30; none where that is over a week, which no alarm can watch",
          effect: "inPlace",
        }),
      ),
    ...container,
    uses: uses.exactOptional(),
    permissions,
    stopSeconds,
  })
  .describe(about("A task that runs on a schedule and ends"));
