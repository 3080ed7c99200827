import { runEngine } from "../../backend/engine-run.ts";
import { type Change, changesOf } from "../change.ts";

/** What `pulumi up` would change of a stack, after it has looked at what is really there. */
export interface EngineDrift {
  readonly changes: readonly Pick<Change, "op" | "path" | "properties">[];
  /** What kept it from telling. */
  readonly errors: readonly string[];
}

/**
 * `pulumi preview --refresh`. Its own `--expect-no-changes` would fail for what only seems to differ to a token that does
 * not see who may pass a ruleset by.
 *
 * @param folder of the stack's project
 */
export async function engineDrift(folder: string, stack: string): Promise<EngineDrift> {
  const { succeeded, steps, errors } = await runEngine(folder, stack, ["preview", "--refresh"]);
  if (!succeeded) {
    return { changes: [], errors: errors.length > 0 ? errors : ["pulumi preview failed, and says no more"] };
  }
  const changes = changesOf(steps).changes.map(({ op, path, properties }) => ({ op, path, properties }));
  return { changes, errors: [] };
}
