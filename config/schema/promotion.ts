import * as z from "zod";

import { localMoment } from "../../lib/freeze.ts";
import { weekMoment } from "../../lib/week-span.ts";
import { about, because, text, whole } from "./scalars.ts";

const moment = z
  .string()
  .refine(
    (text) => weekMoment.test(text) || localMoment.test(text),
    'is no moment: write it like fri 15:00 (every week) or, in quotes, "2026-12-20T00:00" (once)',
  );

const freeze = z
  .strictObject({
    from: moment.describe(about('When it begins, like fri 15:00 or "2026-12-20T00:00"', { effect: "none" })),
    to: moment.describe(about("When it ends, written like from", { effect: "none" })),
    timeZone: text
      .exactOptional()
      .describe(about("Where these are the time, like Europe/Stockholm", { default: "UTC", effect: "none" })),
    because: because.shape.because,
  })
  .describe(about("A time in which nothing is changed"));

/** A week: what takes longer to show is no matter of a deployment. */
const mostSoakMinutes = 7 * 24 * 60;

/** What moves to a place, from where and when. */
export const promotion = z
  .strictObject({
    from: text
      .exactOptional()
      .describe(
        about(
          "Name of the stack beside this one whose verified release this one takes: slipway:app and slipway:release are then written by `promote` alone, and both may be absent until the first one",
          { default: "none: people and `bump` write them", effect: "none" },
        ),
      ),
    auto: z
      .boolean()
      .exactOptional()
      .describe(
        about("Whether the promotion opens itself, once what from has is verified and has soaked", {
          default: "false",
          effect: "none",
        }),
      ),
    soakMinutes: whole(0, mostSoakMinutes, "a week has 10080")
      .exactOptional()
      .describe(
        about("Minutes for which a release has to have been verified in from before it moves", {
          default: "0",
          effect: "none",
        }),
      ),
    freeze: z
      .array(freeze)
      .exactOptional()
      .describe(
        about("Times in which nothing is changed; the maintenance of databases is kept out of those of every week", {
          default: "none",
          effect: "inPlace",
        }),
      ),
    rollbackOnFailure: z
      .boolean()
      .exactOptional()
      .describe(
        about("Whether a verification that fails here goes back to the last verified release", {
          default: "false",
          effect: "none",
        }),
      ),
    attested: z
      .boolean()
      .exactOptional()
      .describe(
        about("Whether only images with an attestation of GitHub, made in app.delivery.repository, move here", {
          default: "false",
          effect: "none",
        }),
      ),
  })
  .exactOptional()
  .describe(about("What this place takes, from where and when", { default: "anything, at any time" }));
