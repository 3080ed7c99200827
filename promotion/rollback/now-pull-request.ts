import { type GitHub, openGitHub } from "../../cloud/github.ts";
import { defaultBranch, textAt } from "../../git/repository.ts";
import { type OpenedChange, pullRequestHome } from "../promote/pull-request.ts";
import { pathOf, type Stage } from "../stage.ts";
import type { DeployedNow } from "./now-result.ts";

/** Opens the pull request of what is deployed already, from the very branch, or brings the open one up to date. */
export async function openDeployed(
  stage: Stage,
  { branch, commit, title }: DeployedNow,
  body: string,
  github: GitHub = openGitHub(),
): Promise<OpenedChange> {
  const { repository } = stage;
  const text = (await textAt(repository, commit, pathOf(stage))) ?? "";
  const home = pullRequestHome({ stage, text });
  const base = await defaultBranch(repository);
  const { number: _, ...opened } = await github.pullRequest({ repository: home, branch, base, title, body });
  return opened;
}
