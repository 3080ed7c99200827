import type { GitHub } from "../../cloud/github.ts";
import { fetched, textAt } from "../../git/repository.ts";
import type { PlannedPromotion } from "../promote/promote.ts";
import { branchFor, pullRequestHome } from "../promote/pull-request.ts";
import { pathOf } from "../stage.ts";

/** Whether the very promotion was open and somebody closed it: what people do not want does not come back by itself. */
export async function wasClosed(
  { stage, after: text }: Pick<PlannedPromotion, "stage" | "after">,
  github: Pick<GitHub, "isClosed">,
): Promise<boolean> {
  const repository = pullRequestHome({ stage, text });
  const branch = branchFor("promote", stage);
  const commit = await fetched(stage.repository, branch);
  return (
    commit !== undefined &&
    (await textAt(stage.repository, commit, pathOf(stage))) === text &&
    (await github.isClosed({ repository, branch, commit }))
  );
}
