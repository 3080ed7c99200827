import * as z from "zod";

import { localMoment } from "../../lib/freeze.ts";
import { weekMoment } from "../../lib/week-span.ts";
import { about, because, text } from "./scalars.ts";

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

/** What moves to a place, and when. */
export const promotion = z
  .strictObject({
    freeze: z
      .array(freeze)
      .exactOptional()
      .describe(
        about("Times in which nothing is changed; the maintenance of databases is kept out of those of every week", {
          default: "none",
          effect: "inPlace",
        }),
      ),
  })
  .exactOptional()
  .describe(about("When this place takes what was verified", { default: "at any time" }));
