import type { Update } from "../../backend/history.ts";
import type { Values } from "../../config/values.ts";
import { UserError } from "../../lib/user-error.ts";
import { type Freight, freightOf } from "../freight.ts";
import { programAt } from "../program.ts";

/**
 * What an update deployed, or why that cannot be known.
 *
 * @param root the checkout
 */
export async function updateFreight(
  root: string,
  { commit, isDirty, isPartial, config }: Update,
): Promise<{ readonly freight: Freight } | { readonly unknown: string }> {
  const [app, release] = [config["slipway:app"], config["slipway:release"]];
  if (!isValues(app) || !isValues(release)) {
    return { unknown: "its configuration has no slipway:app and slipway:release that can be read" };
  }
  if (isPartial) {
    return { unknown: "it was of some resources alone (--target or --exclude): run pulumi up without that" };
  }
  if (commit === undefined) {
    return { unknown: "it was not deployed from a git repository: deploy from a clone" };
  }
  if (isDirty) {
    return { unknown: "it was deployed with changes that were not committed: commit them, and deploy again" };
  }
  try {
    return { freight: freightOf({ app, release, program: await programAt(root, commit) }) };
  } catch (error) {
    if (error instanceof UserError) return { unknown: error.message };
    throw error;
  }
}

/** Whether a block of the configuration is one, and not a scalar or a list. */
export function isValues(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
