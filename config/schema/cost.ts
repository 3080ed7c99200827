import * as z from "zod";

import { about, arn, whole } from "./scalars.ts";
import { sleep } from "./sleep.ts";

/** What the place may cost. */
export const cost = z
  .strictObject({
    maxMonthlyUsd: whole(1, 1_000_000)
      .exactOptional()
      .describe(
        about(
          "Most US dollars a month, without tax: a plan whose estimate is over it is refused, and AWS Budgets tells when they are spent",
          { default: "no limit", effect: "inPlace" },
        ),
      ),
    anomalyMonitor: arn("ce", "arn:aws:ce::111111111111:anomalymonitor/0a1b2c3d")
      .exactOptional()
      .describe(
        about(
          "Monitor of AWS Cost Anomaly Detection that the account has already, for example the one that AWS makes with Cost Explorer: an account takes one over its services",
          {
            default: "the stack that owns what its account has once makes one, if it has a maxMonthlyUsd",
            effect: "inPlace",
          },
        ),
      ),
    sleep: sleep.exactOptional(),
  })
  .describe(about("What it may cost", { default: "no limit" }));
