import { UserError } from "../lib/user-error.ts";
import { missingPackage } from "./missing-package.ts";

/**
 * What a person is told of an error. A mistake of theirs is told in words, and where in our code it was noticed helps
 * nobody; of what nobody has foreseen they can see that too.
 */
export function sentenceOf(error: unknown, isDebug = Boolean(process.env.SLIPWAY_DEBUG)): string {
  if (!(error instanceof Error)) return String(error);
  if (isDebug) return error.stack ?? error.message;
  const missing = missingPackage(error);
  if (missing !== undefined) return missing;
  return error instanceof UserError ? error.message : `${error.message}\n(SLIPWAY_DEBUG=1 shows where it happened)`;
}
