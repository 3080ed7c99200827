import { git } from "../git/git.ts";

/** What commands write about a commit is not a change of it. */
const reports = ["bench/results.md", "test/mutation/report.md"];

/** The commit that a folder is at, `-dirty` where something in it is otherwise, as a report names what it is of. */
export async function commitOf(folder: string): Promise<string> {
  const commit = await git(folder, "rev-parse", "--short=12", "HEAD");
  if (commit === undefined) {
    return "no commit";
  }
  const changed = await git(folder, "status", "--porcelain", "--", ".", ...reports.map((path) => `:(exclude)${path}`));
  return `commit ${commit}${changed === "" ? "" : "-dirty"}`;
}
