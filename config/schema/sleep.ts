import * as z from "zod";

import { weekDays } from "../../lib/week-span.ts";
import { about, text } from "./scalars.ts";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is no time of day: write it in quotes, like "19:00"');

/** When nobody needs the place. */
export const sleep = z
  .strictObject({
    from: clock.describe(about("When it goes to sleep, every day, in quotes", { effect: "inPlace" })),
    to: clock.describe(about("When it wakes, in quotes", { effect: "inPlace" })),
    timeZone: text.describe(
      about("IANA name of the zone that both are meant in, like Europe/Stockholm", { effect: "inPlace" }),
    ),
    wholeDays: z
      .array(z.enum(weekDays))
      .exactOptional()
      .describe(
        about('Days on which nothing wakes it but "up" and "npx slipway wake", like [sat, sun]', {
          default: "none",
          effect: "inPlace",
        }),
      ),
  })
  .describe(
    about("Hours in which services run no task, databases are stopped and alarms tell nobody; not in production", {
      default: "it never sleeps",
    }),
  );
