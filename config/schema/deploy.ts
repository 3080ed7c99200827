import * as z from "zod";

import { about, whole } from "./scalars.ts";

const minutes = (what: string, usual: string) =>
  whole(0, 1440)
    .exactOptional()
    .describe(about(what, { default: usual, effect: "inPlace" }));

/** How a place deploys its services. */
export const deploy = z
  .strictObject({
    strategy: z
      .enum(["rolling", "blue-green", "canary", "linear"])
      .exactOptional()
      .describe(
        about(
          "How new tasks of web services take over: one after the other, all at once, a few per cent of the requests first, or in equal steps; workers always roll. Anything but rolling takes web services with one route each",
          {
            default: (p) => p.deploy.strategy,
            effect:
              "Changing it takes effect at the next deployment, and from or to rolling only while the requests go to the first target group",
          },
        ),
      ),
    percent: z
      .number()
      .min(0.1, "is out of range: use a number from 0.1 to 100 (linear: from 3)")
      .max(100, "is out of range: use a number from 0.1 to 100 (linear: from 3)")
      .multipleOf(0.1, "is finer than ECS takes: use steps of 0.1")
      .exactOptional()
      .describe(
        about("Share of the requests that the first step (canary) or each step (linear) moves", {
          default: (p) => p.deploy.percent,
          effect: "inPlace",
        }),
      ),
    stepMinutes: minutes("Minutes after the first step (canary) or each step (linear)", "2"),
    bakeMinutes: minutes(
      "Minutes that the old tasks stay after the new ones have all requests, so that going back takes seconds; not with rolling",
      "3, and 0 with rolling",
    ),
    maxMinutes: whole(3, 2880)
      .exactOptional()
      .describe(
        about("Minutes that a deployment may take, workers and then web services; the plan warns of a longer one", {
          default: (p) => p.maxDeployMinutes,
          effect: "none",
        }),
      ),
  })
  .exactOptional()
  .describe(about("How services are deployed", { default: "rolling" }));
