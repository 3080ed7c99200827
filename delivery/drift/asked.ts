import type { Cloud } from "../../cloud/cloud.ts";
import type { GitHubSettings } from "../../cloud/github-settings.ts";
import type { GitHub } from "../../config/stack-delivery.ts";
import type { PlannedResource } from "../../plan/plan.ts";

/** What one stack declares, and whom to ask what there really is. */
export interface Asked {
  readonly github: GitHub;
  readonly resources: readonly PlannedResource[];
  readonly settings: GitHubSettings;
  readonly cloud: Pick<Cloud, "roleTrust">;
  readonly now: Date;
}
