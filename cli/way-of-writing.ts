import { UserError } from "../lib/user-error.ts";

interface WritingFlags {
  readonly yes?: true;
  readonly pr?: true;
  readonly now?: true;
  readonly autoMerge?: true;
  readonly push?: true;
  readonly sandbox?: true;
}

/** Writing is done in one place; and what only the sandbox has found is no reason to change what others work with. */
export function refuseWays({ yes, pr, push, now, autoMerge, sandbox }: WritingFlags): void {
  if (yes && pr) {
    throw new UserError("--yes writes the stack file here and --pr writes it onto a branch: take one of them");
  }
  if (yes && now) {
    throw new UserError("--yes writes the stack file here and --now deploys it from a branch: take one of them");
  }
  if (autoMerge && !pr) {
    throw new UserError("--auto-merge merges a pull request, so it goes with --pr: add that, or leave it out");
  }
  if (push && pr) {
    throw new UserError(
      "--push writes to the default branch and --pr to the branch of a pull request: take one of them",
    );
  }
  if (sandbox && (pr || push)) {
    throw new UserError(
      `--${pr ? "pr" : "push"} writes to the repository that others work with, and --sandbox knows nothing of their stacks: leave one of them out`,
    );
  }
}
