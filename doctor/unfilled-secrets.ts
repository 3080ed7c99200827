import { readFileSync } from "node:fs";
import { at } from "../config/path.ts";
import { parsed } from "../config/stack-file.ts";
import { UserError } from "../lib/user-error.ts";

/** What stands where a value is to come; Pulumi cannot read it, and says no more than `bad value`. */
const placeholder = "placeholder";

/** Secrets of a stack file that have a placeholder and no value; undefined where the file does not parse. */
export function unfilledSecrets(path: string): readonly string[] | undefined {
  try {
    const file: unknown = parsed(readFileSync(path, "utf8"), path).values;
    const secrets: object = Object(at(file, ["config", "slipway:secrets"]));
    return Object.entries(secrets).flatMap(([name, value]) => (at(value, ["secure"]) === placeholder ? [name] : []));
  } catch (error) {
    if (error instanceof UserError) {
      return undefined;
    }
    throw error;
  }
}
