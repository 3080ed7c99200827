import { basename } from "node:path";
import type { Problem } from "../../config/problem.ts";
import { problemsIn } from "../../config/problems-in.ts";
import { UserError } from "../../lib/user-error.ts";
import type { ComparedPlan } from "../../plan/impact.ts";
import { planStack } from "../../plan/plan-stack.ts";
import type { Stage } from "../stage.ts";
import { filesBeside, inPlanFolder } from "./plan-folder.ts";

/** What a stack file that is not written yet comes to. */
export interface Candidate {
  /** Absent where there are problems. */
  readonly plan?: ComparedPlan;
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/**
 * Plans the stage as if `text` were its stack file, beside the other stack files as they are. Nothing of the checkout is
 * written but below `.slipway/`.
 */
export async function planCandidate({ located }: Pick<Stage, "located">, text: string): Promise<Candidate> {
  const name = basename(located.file);
  const files = { ...filesBeside(located), [name]: text };
  return await inPlanFolder(located, files, async (file) => {
    try {
      const problems = problemsIn(file);
      if (problems.length > 0) {
        return { problems, warnings: [] };
      }
      const plan = await planStack(file);
      return { plan, problems: [], warnings: plan.warnings };
    } catch (error) {
      if (!(error instanceof UserError)) {
        throw error;
      }
      return { problems: [{ key: name, says: error.message }], warnings: [] };
    }
  });
}
