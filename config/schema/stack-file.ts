import * as z from "zod";

import { app } from "./app.ts";
import { environment } from "./environment.ts";
import { release } from "./release.ts";
import { about, envName } from "./scalars.ts";

/** A whole `Pulumi.<stack>.yaml` as it is written, for editors and the reference. */
export const stackFile = z.strictObject({
  config: z
    .looseObject({
      // A stack that takes what is verified elsewhere has neither until its first promotion.
      "slipway:app": app.exactOptional(),
      "slipway:release": release.exactOptional(),
      "slipway:environment": environment,
      "slipway:secrets": z
        .record(
          envName,
          z.strictObject({
            secure: z.string().describe(about("The encrypted value, as pulumi config set --secret writes it")),
          }),
        )
        .exactOptional()
        .describe(about("Values that people give, each encrypted. Never touched by promotion", { default: "none" })),
    })
    .describe(about("Configuration of the stack")),
  secretsprovider: z
    .string()
    .exactOptional()
    .describe(about("What encrypts the secrets of the stack; Pulumi writes it")),
  encryptedkey: z.string().exactOptional().describe(about("Written by Pulumi")),
  encryptionsalt: z.string().exactOptional().describe(about("Written by Pulumi")),
  environment: z.unknown().optional().describe(about("Environments of Pulumi ESC")),
});
