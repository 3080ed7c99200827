import { orMeant } from "../config/problem.ts";
import { UserError } from "../lib/user-error.ts";

/**
 * A name that nothing has.
 *
 * @param says what is not there: `staging has no service apy`
 * @param name what was typed
 * @param names what there is
 * @param advice what one does
 */
export function unknownName(
  says: string,
  name: string,
  names: readonly string[],
  advice = "name one of these",
): UserError {
  if (names.length === 0) {
    return new UserError(`${says}: there is none yet, so deploy one first`);
  }
  return new UserError(`${says}${orMeant(name, names)}: there is ${names.join(", ")}; ${advice}`);
}
