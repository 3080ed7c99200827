import * as z from "zod";

import { about, itemKey, text } from "./scalars.ts";

const metric = z
  .strictObject({
    namespace: text
      .regex(
        /^(?!AWS\/)[^:*$]{1,255}$/,
        "is no namespace of the app's own: use up to 255 characters without :, * and $, not AWS/…",
      )
      .describe(about("Namespace that the app publishes it in", { effect: "none" })),
    name: z
      .string()
      .regex(/^[\x20-\x7e]{1,255}$/, "is no name of a metric: use 1 to 255 characters of ASCII")
      .describe(about("Its name there; it has no dimensions", { effect: "none" })),
    statistic: z
      .string()
      .regex(
        /^(Sum|Average|Minimum|Maximum|SampleCount|p\d{1,2}(\.\d{1,2})?)$/,
        "is no statistic: use Sum, Average, Minimum, Maximum, SampleCount or a percentile like p95",
      )
      .describe(about("How its values of five minutes are made one", { effect: "none" })),
  })
  .describe(about("A metric that the app publishes itself, for example in the embedded metric format"));

/** `app.metrics`: what the app says of its own business. */
export const metrics = z
  .record(itemKey, metric)
  .exactOptional()
  .describe(about("Metrics of the app's own, by name, for the dashboard", { default: "none" }));
