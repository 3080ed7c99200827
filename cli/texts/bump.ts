import { endOfRollback } from "../../promotion/bump/words.ts";
import type { BumpResult } from "../actions/bump.ts";
import { mergingText } from "./auto-promote.ts";
import { wrapped } from "./wrapped.ts";

/** What `bump` came to, for a person. */
export function bumpText(result: BumpResult): string {
  const { stack, image, repository, endsRollbackOf, next } = result;
  return [
    ...wrapped(`${image} of ${stack}, ${repository}`, "  "),
    ...changeLines(result).flatMap((line) => wrapped(line, " ".repeat(11))),
    "",
    ...outcomeLines(result).flatMap((line) => wrapped(line, "  ")),
    ...(endsRollbackOf === undefined ? [] : ["", ...wrapped(endOfRollback(endsRollbackOf), "  ")]),
    ...(result.lacksCommit ? ["", ...wrapped(lacksCommit(result), "  ")] : []),
    ...(next.length === 0 ? [] : ["", "next:", ...next.map((command) => `  ${command}`)]),
    "",
  ].join("\n");
}

function lacksCommit({ stack }: BumpResult): string {
  return `without --commit nobody can tell which release contains this build: the gate hotfix refuses the next promotion to ${stack}, and only force passes it; run this again with --commit to add it`;
}

function changeLines({ before, after, platform, forced, outcome }: BumpResult): string[] {
  if (outcome.is === "same") {
    return [`  is       ${buildOf(after)}`];
  }
  return [
    `  before   ${buildOf(before)}`,
    `  now      ${buildOf(after)}, in its registry for ${platform}`,
    ...(after.version === undefined || before.version === after.version
      ? []
      : [`  version  ${before.version ?? "none"} → ${after.version}`]),
    ...(forced === undefined ? [] : [`  by force: ${forced}`]),
  ];
}

function outcomeLines({ file, stack, outcome }: BumpResult): string[] {
  switch (outcome.is) {
    case "same":
      return ["there is nothing to do: the release says so already"];
    case "shown":
      return ["nothing is written, as --dry-run asks"];
    case "written":
      return [`wrote ${file}`];
    case "pushed":
      return [`pushed to ${outcome.branch}; ${file} here is as it was`];
    case "proposed": {
      const { url, isNew, autoMerge, branch, others, leftOut } = outcome;
      return [
        `${isNew ? "opened" : "updated"} ${url} (branch ${branch})${mergingText(autoMerge)}`,
        ...(others.length === 0 ? [] : [`it bumps ${others.join(", ")} of ${stack} too`]),
        ...(leftOut.length === 0 ? [] : [`${leftOut.join(", ")} left it: the default branch has another build by now`]),
      ];
    }
  }
}

/** `sha256:50b2820bc39c…, built from 1234567890ab`. */
function buildOf({ digest, commit }: { readonly digest?: string; readonly commit?: string }): string {
  const shown = digest === undefined ? "none" : `${digest.slice(0, "sha256:".length + 12)}…`;
  return commit === undefined ? shown : `${shown}, built from ${commit.slice(0, 12)}`;
}
