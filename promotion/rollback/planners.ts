import { basename } from "node:path";
import { parseStackText } from "../../config/stack-file.ts";
import { UserError } from "../../lib/user-error.ts";
import { earlierPlan } from "../../plan/guard-earlier.ts";
import { deployedPlan, isSameProgram } from "../effects/baseline.ts";
import { type Candidate, planCandidate } from "../effects/candidate.ts";
import type { Stage } from "../stage.ts";
import type { Planners } from "./effects.ts";

/** What plans a stage with the program of a commit: in this process where that is the one here, else in one of its own. */
export function plannersAt(here: Stage, commit: string): Planners {
  return {
    deployedPlan: (_there, deployment) => deployedPlan(here, deployment),
    planCandidate: async (there, text) =>
      (await isSameProgram(here.located.root, commit)) ? planCandidate(there, text) : candidateOf(here, commit, text),
  };
}

async function candidateOf({ located: { root, file } }: Stage, commit: string, text: string): Promise<Candidate> {
  const name = basename(file);
  const config = parseStackText(text, name).values;
  try {
    const baseline = { commit, why: "what is deployed", config };
    const plan = await earlierPlan(root, file, baseline, "its own program refuses what would come back");
    return plan?.cost
      ? { plan: { ...plan, cost: plan.cost }, problems: [], warnings: [] }
      : { problems: [{ key: name, says: `has no plan at ${commit} that could be looked at` }], warnings: [] };
  } catch (error) {
    if (!(error instanceof UserError)) {
      throw error;
    }
    return { problems: [{ key: name, says: error.message }], warnings: [] };
  }
}
