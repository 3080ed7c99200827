import * as z from "zod";

import { about, because, whole } from "./scalars.ts";
import { scaleSchedules } from "./signals.ts";
import { placeEnv } from "./workload.ts";

const size = {
  cpu: z
    .int()
    .exactOptional()
    .describe(
      about("CPU units of one task, 1024 for a whole one: 256, 512, 1024, 2048, 4096, 8192 or 16384", {
        default: (p) => p.task.cpu,
        effect: "restarts",
      }),
    ),
  memoryMiB: z
    .int()
    .exactOptional()
    .describe(
      about("Memory of one task in MiB, as Fargate pairs it with cpu", {
        default: (p) => p.task.memoryMiB,
        effect: "restarts",
      }),
    ),
};

const ownEnv = placeEnv.exactOptional().describe(
  about("Values of variables that the app declares with {per: environment} for this one", {
    default: "none",
    effect: "restarts",
  }),
);

/** What a place says about a service of the app. */
export const serviceTuning = z.strictObject({
  ...size,
  ephemeralGiB: whole(20, 200)
    .exactOptional()
    .describe(about("Disk of one task in GiB; 20 cost nothing", { default: "20", effect: "restarts" })),
  min: whole(1, 1000, "stopped: {because: …} stops the service")
    .exactOptional()
    .describe(about("Fewest tasks", { default: (p) => p.service.min, effect: "inPlace" })),
  max: whole(1, 1000)
    .exactOptional()
    .describe(about("Most tasks", { default: (p) => p.service.max, effect: "inPlace" })),
  scale: z
    .strictObject({
      cpuPercent: whole(10, 100)
        .exactOptional()
        .describe(about("CPU that scaling holds", { default: (p) => p.service.cpuPercent, effect: "inPlace" })),
      memoryPercent: whole(10, 100)
        .exactOptional()
        .describe(about("Memory that scaling holds", { default: "not watched", effect: "inPlace" })),
      requestsPerTask: whole(1, 1_000_000)
        .exactOptional()
        .describe(
          about("Requests a minute for one task that scaling holds; web only", {
            default: "not watched",
            effect: "inPlace",
          }),
        ),
      queuePerTask: whole(1, 1_000_000)
        .exactOptional()
        .describe(
          about("Messages that wait for one task, which scaling holds; with scaleOn of the app", {
            default: "100 with scaleOn",
            effect: "inPlace",
          }),
        ),
      schedules: scaleSchedules,
      cooldownSeconds: whole(0, 3600)
        .exactOptional()
        .describe(
          about("Seconds between two steps down", { default: (p) => p.service.cooldownSeconds, effect: "inPlace" }),
        ),
    })
    .exactOptional()
    .describe(about("What scaling between min and max holds")),
  spot: because.exactOptional().describe(
    about("Runs on Fargate Spot, where AWS may stop a task with two minutes' notice", {
      default: "on demand",
      effect: "restarts",
    }),
  ),
  env: ownEnv,
  exec: because
    .exactOptional()
    .describe(about("Lets people open a shell in the tasks", { default: "nobody", effect: "restarts" })),
  stopped: because.exactOptional().describe(about("No task at all", { default: "runs", effect: "inPlace" })),
});

/** What a place says about a job of the app. */
export const jobTuning = z.strictObject({
  ...size,
  schedule: z
    .string()
    .exactOptional()
    .describe(about("When it runs here", { default: "the app's", effect: "none" })),
  paused: because.exactOptional().describe(about("Does not run here", { default: "runs", effect: "none" })),
  env: ownEnv,
});
