import * as z from "zod";

import { about, itemKey, whole } from "./scalars.ts";

/** Whether and how backups are tested. */
export const restoreTest = z
  .union([
    z.literal("none").describe(about("Nobody tests whether backups can be restored")),
    z
      .strictObject({
        everyDays: whole(1, 7)
          .exactOptional()
          .describe(
            about("Days between two restores, or fewer at the end of a week", { default: "7", effect: "inPlace" }),
          ),
        queries: z
          .record(
            itemKey,
            z
              .string()
              .max(1000, "is too long: write it in 1000 characters or fewer, or ask a view of the app's")
              .regex(/^\s*(select|with)\s[^;]*$/i, "is no question: write one SELECT, without a semicolon"),
          )
          .exactOptional()
          .describe(
            about(
              "What a restored copy is asked, by the database: one SELECT whose first value is true or a number over 0 when the copy is good",
              { default: "how many tables there are", effect: "inPlace" },
            ),
          ),
      })
      .describe(about("Backups of every database are restored again and again, and the copies are asked a question")),
  ])
  .exactOptional()
  .describe(
    about("Shows that databases can be had back, docs/restore-tests.md", {
      default: (p) => (p.restoreTest ? "every 7 days" : "none"),
      effect: "inPlace",
    }),
  );
