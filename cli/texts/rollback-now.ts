import { shortId } from "../../promotion/freight.ts";
import type { DeployedNow } from "../../promotion/rollback/now-result.ts";
import type { RollbackOutcome } from "../actions/rollback.ts";
import { command } from "./rollback.ts";
import { wrapped } from "./wrapped.ts";

/** What was deployed at once, how long that took, and how it comes to the default branch. */
export function deployedText(outcome: RollbackOutcome, deployed: DeployedNow): string[] {
  const { branch, commit, seconds, before, failed } = deployed;
  const from = `commit ${shortId(commit)} of branch ${branch}`;
  if (failed !== undefined) {
    return [
      ...wrapped(`the update of ${from} did not end well, after ${lasted(seconds)}: parts of both may be there`, "  "),
      ...failed.split("\n").flatMap((line) => wrapped(`  ${line}`, "    ")),
      "run it again, which goes on from there:",
      `  ${again(outcome)}`,
    ];
  }
  const done = before === "done" ? `${from} is deployed already` : `deployed ${from}, in ${lasted(seconds)}`;
  return [...wrapped(done, "  "), ...toDefaultBranch(outcome, deployed), ...toVerify(outcome)];
}

function toDefaultBranch(outcome: RollbackOutcome, { branch }: DeployedNow): string[] {
  const { written, notOpened, isSandbox } = outcome;
  if (notOpened !== undefined) {
    return [
      ...wrapped(`its pull request is not open: ${notOpened}`, "  "),
      "run it again, which only opens that:",
      `  ${again(outcome)}`,
    ];
  }
  if (written?.pullRequest) {
    const { url, isNew } = written.pullRequest;
    return [
      `the pull request is ${isNew ? "open" : "up to date"}: ${url}`,
      "until it is merged, the default branch still has what was left. If it conflicts:",
      `  git fetch && git switch ${branch}`,
      "  git merge --strategy-option ours origin/HEAD && git push",
    ];
  }
  return [
    "until the files here say so too, the next update brings back what was left:",
    `  git merge ${branch}`,
    ...(isSandbox ? [] : ["or as a pull request:", `  ${again(outcome)} --pr`]),
  ];
}

function toVerify({ stage: { argument }, isSandbox }: RollbackOutcome): string[] {
  return ["whether what is there now is good:", `  npx slipway verify ${argument}${isSandbox ? " --sandbox" : ""}`];
}

function again(outcome: RollbackOutcome): string {
  return `${command(outcome)} --now${outcome.isPullRequest ? " --pr" : ""}`;
}

/** `42 s`, `3 min 12 s` */
function lasted(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
