import * as z from "zod";

import { about, decimal, itemKey, text, whole } from "./scalars.ts";

const statusCode = whole(100, 599);

const request = z
  .strictObject({
    path: z
      .string()
      .regex(
        /^(@|[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)?\/[!"$-~]*$/,
        "is no path: write it like /health, or with the label of a host before it like api/health",
      )
      .describe(
        about(
          "What is asked for: a path of the stack's URL, or as in routes with the label of a host under the domain",
          {
            effect: "none",
          },
        ),
      ),
    method: z
      .enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
      .exactOptional()
      .describe(about("Method of the request, which has no body", { default: "GET", effect: "none" })),
    status: z
      .union([statusCode, z.array(statusCode).min(1, "is empty: name a status, or remove the key")])
      .exactOptional()
      .describe(about("Status of the answer, or a list of those that are right", { default: "200", effect: "none" })),
    contains: text
      .exactOptional()
      .describe(about("Text that the body contains", { default: "any body", effect: "none" })),
    header: z
      .record(
        z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, "is no name of a header: write it like content-type"),
        text.describe(about("What its value contains", { effect: "none" })),
      )
      .exactOptional()
      .describe(
        about("Headers of the answer by their names, each with text that its value contains", {
          default: "any headers",
          effect: "none",
        }),
      ),
    maxSeconds: decimal(0.1, 60)
      .exactOptional()
      .describe(about("Seconds within which the answer is there", { default: "10", effect: "none" })),
    certificateDays: whole(0, 90)
      .exactOptional()
      .describe(
        about("Days for which the certificate has to hold yet, where the place has a domain", {
          default: "14",
          effect: "none",
        }),
      ),
  })
  .describe(about("A request that is answered as it says"));

const command = z
  .strictObject({
    service: itemKey.describe(
      about("Service or job whose image, variables, secrets and stores the command has", { effect: "none" }),
    ),
    run: z
      .array(text)
      .min(1, "is empty: write the command and its arguments, like [python, -m, smoke]")
      .describe(about("Command that ends with 0 when all is well, run as a task of its own", { effect: "none" })),
    timeoutSeconds: whole(1, 1800)
      .exactOptional()
      .describe(about("Seconds that the command may take", { default: "60", effect: "none" })),
  })
  .describe(about("A command that ends well"));

/** `app.checks`: what is asked of a stack before its release counts as verified. */
export const checks = z
  .record(itemKey, z.union([request, command]))
  .exactOptional()
  .describe(
    about("What `verify` asks of a stack, by name, beside its tasks, health and alarms", { default: "nothing more" }),
  );
