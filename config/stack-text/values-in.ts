import { isDeepStrictEqual } from "node:util";

import { UserError } from "../../lib/user-error.ts";
import { at, type Path } from "../path.ts";
import { parsed } from "../stack-file.ts";

/** Everything that a text says, secrets as they are encrypted. */
export function valuesIn(text: string, file: string): unknown {
  return parsed(text, file).values;
}

/** The same values with another one at `path`, or with none there. */
export function withValueAt(whole: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) {
    return value;
  }
  const below = withValueAt(at(whole, [key]), rest, value);
  const others = Object.entries(Object(whole)).filter(([other]) => other !== key);
  return Object.fromEntries([...others, ...(below === undefined ? [] : [[key, below]])]);
}

/** Refuses a change of a text that says anything else than it should: a stack file is worth the second look. */
export function refuseOther(changed: string, expected: unknown, what: string, file: string): void {
  if (!isDeepStrictEqual(valuesIn(changed, file), expected)) {
    throw new UserError(`${file}: ${what} cannot be written without changing what is around it: nothing was written`);
  }
}
