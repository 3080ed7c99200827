import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { git } from "../../git/git.ts";
import { textAt } from "../../git/repository.ts";
import { parseRecords, recordsBranch, sandboxRecordsBranch } from "../../promotion/records/records.ts";
import { readState } from "../../sandbox/run/state.ts";
import { type LocatedStack, parts, workspaceFolder } from "../../sandbox/run/workspace.ts";

/** How a stack was when something was last written down of it in this clone. */
export interface Standing {
  readonly is: "deployed" | "verified" | "failed" | "rejected" | "update failed" | "cut off";
  /** ISO 8601. */
  readonly at?: string;
  readonly isHeld: boolean;
}

/** What the records of a stack say last, as git has them here; undefined where they say nothing. */
export function recordedStanding(located: LocatedStack): Promise<Standing | undefined> {
  return standingIn(located, ["refs/remotes/origin/", "refs/heads/"], recordsBranch);
}

/** How a stack is in the sandbox; undefined where it is not there. */
export async function sandboxStanding(located: LocatedStack): Promise<Standing | undefined> {
  const folder = workspaceFolder(located);
  const state = readState({ ...located, folder });
  if (!state || state.resources.length === 0) return undefined;
  const recorded = await standingIn(located, ["refs/heads/"], sandboxRecordsBranch);
  const isHeld = recorded?.isHeld ?? false;
  const last = lastUpdate(located);
  if (state.pendingOperations > 0) return { is: "cut off", isHeld };
  if (last?.result !== "succeeded") return { is: "update failed", isHeld };
  const isOfLast = recorded?.at !== undefined && Date.parse(recorded.at) / 1000 >= last.endTime;
  return isOfLast ? recorded : { is: "deployed", isHeld };
}

async function standingIn(
  { file, stack }: LocatedStack,
  places: readonly string[],
  branch: string,
): Promise<Standing | undefined> {
  const beside = dirname(file);
  const top = await git(beside, "rev-parse", "--show-toplevel");
  if (top === undefined) return undefined;
  const folder = (await git(beside, "rev-parse", "--show-prefix")) ?? "";
  const texts = await Promise.all(
    places.map((place) => textAt({ top }, `${place}${branch}`, `releases/${folder}${stack}.jsonl`)),
  );
  const { records } = parseRecords(texts.find((text) => text !== undefined) ?? "");
  const last = records.findLast(({ event }) => isStanding(event));
  const isHeld = records.findLast(({ event }) => event === "held" || event === "unheld")?.event === "held";
  return last && isStanding(last.event) ? { is: last.event, at: last.at, isHeld } : undefined;
}

function isStanding(event: string): event is "deployed" | "verified" | "failed" | "rejected" {
  return ["deployed", "verified", "failed", "rejected"].includes(event);
}

/** The newest update in the history of the sandbox's own backend, which names its files by their time. */
function lastUpdate({ root, project, stack }: LocatedStack): { result: string; endTime: number } | undefined {
  const backend = parts.backend(workspaceFolder({ root, project }));
  const folder = join(backend, ".pulumi", "history", project, stack);
  if (!existsSync(folder)) return undefined;
  const entries = readdirSync(folder)
    .filter((name) => name.endsWith(".history.json"))
    .toSorted()
    .toReversed();
  for (const name of entries) {
    const { kind, result, endTime } = Object(JSON.parse(readFileSync(join(folder, name), "utf8")));
    if (kind === "update") return { result: String(result), endTime: Number(endTime) };
  }
  return undefined;
}
