import { runEngine } from "../../backend/engine-run.ts";
import { allUpdates } from "../../backend/history.ts";
import { pulumiIn } from "../../backend/pulumi.ts";
import { messageOf } from "../../lib/message-of.ts";
import { type Change, changesOf } from "../change.ts";

/** What `pulumi up` would change of a stack, after it has looked at what is really there. */
export interface EngineDrift {
  readonly changes: readonly Pick<Change, "op" | "path" | "properties">[];
  /** What kept it from telling. */
  readonly errors: readonly string[];
}

/**
 * `pulumi preview --refresh`; undefined of a stack that nobody has brought up yet. Its own `--expect-no-changes` would fail
 * for what only seems to differ to a token that does not see who may pass a ruleset by.
 *
 * @param folder of the stack's project
 */
export async function engineDrift(folder: string, stack: string): Promise<EngineDrift | undefined> {
  try {
    if ((await allUpdates(pulumiIn(folder, stack))).length === 0) {
      return undefined;
    }
  } catch (error) {
    const says = messageOf(error);
    return says.includes("no stack named") ? undefined : { changes: [], errors: [says] };
  }
  const { succeeded, steps, errors } = await runEngine(folder, stack, ["preview", "--refresh"]);
  if (!succeeded) {
    return { changes: [], errors: errors.length > 0 ? errors : ["pulumi preview failed, and says no more"] };
  }
  const changes = changesOf(steps).changes.map(({ op, path, properties }) => ({ op, path, properties }));
  return { changes, errors: [] };
}
