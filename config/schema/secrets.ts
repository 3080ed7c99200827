import * as z from "zod";

import { about, envName, text } from "./scalars.ts";

/** `slipway:secrets` as the program gets it: decrypted. The values are never shown. */
export const secrets = z
  .record(envName, text)
  .describe(about("Values that people give, each {secure: …}. Never touched by promotion"));
