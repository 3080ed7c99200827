import * as z from "zod";

import { about, because, whole } from "./scalars.ts";

/** A bucket of the app. */
export const bucket = z
  .strictObject({
    versioned: z
      .boolean()
      .exactOptional()
      .describe(
        about("Keeps what is overwritten or deleted for noncurrentDays, so that it can be had back", {
          default: "true",
          effect: "inPlace",
        }),
      ),
    expireDays: whole(1, 3650)
      .exactOptional()
      .describe(about("Days after which an object is deleted by itself", { default: "never", effect: "inPlace" })),
  })
  .describe(about("A bucket of S3: private, encrypted, reached by TLS only"));

/** What a place says about a bucket of the app. */
export const bucketTuning = z.strictObject({
  noncurrentDays: whole(1, 3650)
    .exactOptional()
    .describe(
      about("Days that an overwritten or deleted object can be had back", { default: "30", effect: "inPlace" }),
    ),
  deletable: because.exactOptional().describe(
    about("May be deleted, with everything that is in it", {
      default: (p) => (p.protect ? "protected" : "deletable"),
      effect: "none",
    }),
  ),
});
