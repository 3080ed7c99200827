import * as z from "zod";

import { about, whole } from "./scalars.ts";

/** A queue of the app. */
export const queue = z
  .strictObject({
    fifo: z
      .boolean()
      .exactOptional()
      .describe(about("Keeps the order of messages and takes none twice", { default: "false", effect: "replaces" })),
    maxReceives: whole(1, 1000)
      .exactOptional()
      .describe(
        about("How often a message is received before it goes to the dead-letter queue", {
          default: "5",
          effect: "inPlace",
        }),
      ),
    visibilitySeconds: whole(0, 43_200)
      .exactOptional()
      .describe(
        about("Seconds that a received message is out of sight; longer than the work on it takes", {
          default: "30",
          effect: "inPlace",
        }),
      ),
  })
  .describe(about("A queue of SQS"));
