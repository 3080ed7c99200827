import * as z from "zod";

import { about, because, envName } from "./scalars.ts";

const email = z
  .strictObject({
    email: z
      .email("is no e-mail address: write it like ops@example.com")
      .describe(about("E-mail address; AWS asks it to confirm")),
  })
  .describe(about("E-mail"));

const slack = z
  .strictObject({
    slack: z
      .strictObject({
        workspaceId: z
          .string()
          .regex(/^T[0-9A-Z]{1,254}$/, "is no workspace of Slack: write its id, like T0123ABCD")
          .describe(
            about("Id of the workspace, which was authorised once for Amazon Q Developer in chat applications"),
          ),
        channelId: z
          .string()
          .regex(/^[CG][0-9A-Z]{1,254}$/, "is no channel of Slack: write its id, like C0123ABCD, and not its name")
          .describe(about("Id of the channel; one that no other stack of the account has")),
      })
      .describe(about("Where in Slack")),
  })
  .describe(about("A channel of Slack, through Amazon Q Developer in chat applications"));

const pagerduty = z
  .strictObject({
    pagerduty: envName.describe(
      about("Name in slipway:secrets whose value is the integration key of a service, of the kind Amazon CloudWatch"),
    ),
  })
  .describe(about("A service of PagerDuty"));

const telegram = z
  .strictObject({
    telegram: envName.describe(
      about("Name of the secret that holds the token of a bot, which is a member of the chat"),
    ),
    chat: z
      .string()
      .regex(
        /^(-?\d{1,20}|@[A-Za-z]\w{3,31})$/,
        'is no chat of Telegram: write its number in quotes, like "-1001234", or @name',
      )
      .describe(about("Number of the chat in quotes, or @name of a public channel")),
  })
  .describe(about("A chat of Telegram, through a function"));

const https = z
  .strictObject({ https: envName.describe(about("Name in slipway:secrets whose value is the URL")) })
  .describe(about("A web hook"));

const receiver = z.union([email, slack, pagerduty, telegram, https]);

const receivers = (what: string, usual: string) =>
  z
    .array(receiver)
    .exactOptional()
    .describe(about(what, { default: usual, effect: "inPlace" }));

const threshold = z.number().min(0, "is less than 0: use 0 or more");

const thresholds = z
  .record(
    z.string(),
    z.union([
      threshold.describe(about("The threshold, in the unit of docs/alarms.md")),
      z
        .strictObject({
          value: threshold.describe(about("The threshold, in the unit of docs/alarms.md")),
          because: because.shape.because,
        })
        .describe(about("The threshold, and why")),
    ]),
  )
  .exactOptional()
  .describe(
    about("Thresholds of alarms by their names without the prefix, like main-cpu; docs/alarms.md lists them", {
      default: "those of docs/alarms.md",
      effect: "inPlace",
    }),
  );

/** Who hears of alarms, and from which number on. */
export const alarms = z
  .strictObject({
    page: receivers("Who is woken up", "those of notify hear of it"),
    notify: receivers("Who is told", "none"),
    thresholds,
  })
  .exactOptional()
  .describe(about("Alarms", { default: "nobody hears of them" }));

/** A look at the app from outside of AWS's network of the stack. */
export const uptime = z
  .union([
    z.literal("none"),
    z.strictObject({
      path: z
        .string()
        .regex(/^\/\S{0,254}$/, "is no path: begin with a slash, use up to 255 characters without spaces")
        .describe(about("Path on the apex that answers with 200 to 399", { effect: "inPlace" })),
    }),
  ])
  .exactOptional()
  .describe(
    about(
      "Whether Route 53 asks the apex of the domain every 30 seconds, from outside, and pages when it does not answer; none turns it off",
      {
        default:
          "none (staging), the health path of the web service that answers it on the apex (production with a domain)",
        effect: "inPlace",
      },
    ),
  );
