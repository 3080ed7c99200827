import { dirname } from "node:path";
import { parseStackText } from "../../config/stack-file.ts";
import { git } from "../../git/git.ts";
import { textAt } from "../../git/repository.ts";
import { pairOf } from "../../promotion/freight.ts";
import { pairIn } from "../../promotion/promote/chosen-freight.ts";
import { branchFor } from "../../promotion/promote/pull-request.ts";
import type { ReleaseRecord } from "../../promotion/records/record.ts";
import { parseRecords, recordsBranch, sandboxRecordsBranch } from "../../promotion/records/records.ts";
import { pathOf } from "../../promotion/stage.ts";
import { type PastUpdate, pastUpdates } from "../../sandbox/run/past-updates.ts";
import { readState } from "../../sandbox/run/state.ts";
import { type LocatedStack, workspaceFolder } from "../../sandbox/run/workspace.ts";
import { lockStanding } from "./lock-standing.ts";

/** How a stack was when something was last written down of it in this clone. */
export interface Standing {
  readonly is:
    | "in use"
    | "left locked"
    | "cut off"
    | "update failed"
    | "partly destroyed"
    | "deployed"
    | "verified"
    | "failed"
    | "rejected";
  /** ISO 8601. */
  readonly at?: string;
  readonly isHeld: boolean;
  /** Who is at it, or was: `process 27880 (destroy)`. */
  readonly usedBy?: string;
  /** What its last update brought (`pairOf`); absent where this clone does not know. */
  readonly pair?: string;
  /** Its last update was of files that were not committed, so nobody can say what it was. */
  readonly isUncommitted?: true;
  /** Another release was verified there, which a rollback can go back to. */
  readonly hasWayBack?: true;
  /** Its last update was a rollback at once. */
  readonly isRollback?: true;
  /** The branch of that, while the files here never had what is on it. */
  readonly rollbackBranch?: string;
  /** Freight that was judged last. */
  readonly id?: string;
  /** Freights that were rejected there. */
  readonly rejected?: readonly string[];
}

/** What the records of a stack say last, as git has them here; undefined where they say nothing. */
export async function recordedStanding(located: LocatedStack): Promise<Standing | undefined> {
  const places = ["refs/remotes/origin/", "refs/heads/"];
  const told = await toldOf(located, places, recordsBranch);
  const { last, records } = told;
  if (!last) return undefined;
  const pairs = new Map<number, string | undefined>();
  for (const { update, commit } of records.filter((record) => record.event === "deployed")) {
    pairs.set(update, await pairAt(told, located, commit));
  }
  const deployed = records.findLast((record) => record.event === "deployed");
  return {
    ...last,
    ...(await ofUpdate(told, located, places, deployed && { ...deployed, pair: pairs.get(deployed.update) })),
    ...wayBack(told, (record) => pairs.get(record.update), deployed && pairs.get(deployed.update)),
  };
}

/** How a stack is in the sandbox; undefined where it is not there. */
export async function sandboxStanding(located: LocatedStack): Promise<Standing | undefined> {
  const folder = workspaceFolder(located);
  const locked = await lockStanding(located);
  if (locked) return locked;
  const state = readState({ ...located, folder });
  if (!state || state.resources.length === 0) return undefined;
  const told = await toldOf(located, ["refs/heads/"], sandboxRecordsBranch);
  const updates = [...pastUpdates(located)];
  const [newest] = updates;
  const last = newest && { ...newest, pair: pairOfUpdate(newest) };
  const pairOfRecord = ({ update, at }: Verified) => {
    // A stack that was made anew counts its updates from 1 again.
    const found = updates.find(({ number, endTime }) => number === update && endTime <= Date.parse(at));
    return found && pairOfUpdate(found);
  };
  return {
    ...sandboxWord(state.pendingOperations, last, told),
    ...(await ofUpdate(told, located, ["refs/heads/"], last)),
    ...wayBack(told, pairOfRecord, last?.pair),
    ...(last?.isDirty && { isUncommitted: true }),
  };
}

function sandboxWord(pendingOperations: number, newest: PastUpdate | undefined, { last, isHeld }: Told): Standing {
  if (pendingOperations > 0) return { is: "cut off", isHeld };
  if (newest?.kind === "destroy") return { is: "partly destroyed", isHeld };
  if (!newest?.isSuccess) return { is: "update failed", isHeld };
  const isOfLast = last?.at !== undefined && Date.parse(last.at) >= newest.endTime;
  return isOfLast ? last : { is: "deployed", isHeld };
}

type Verified = Extract<ReleaseRecord, { event: "verified" }>;

/** What the records of a stack say, and the clone that has them. */
interface Told {
  readonly top: string;
  /** Of the stack file, with a slash at its end. */
  readonly folder: string;
  readonly records: readonly ReleaseRecord[];
  readonly last: Standing | undefined;
  readonly isHeld: boolean;
}

async function toldOf({ file, stack }: LocatedStack, places: readonly string[], branch: string): Promise<Told> {
  const beside = dirname(file);
  const top = await git(beside, "rev-parse", "--show-toplevel");
  if (top === undefined) return { top: beside, folder: "", records: [], last: undefined, isHeld: false };
  const folder = (await git(beside, "rev-parse", "--show-prefix")) ?? "";
  const texts = await Promise.all(
    places.map((place) => textAt({ top }, `${place}${branch}`, `releases/${folder}${stack}.jsonl`)),
  );
  const { records } = parseRecords(texts.find((text) => text !== undefined) ?? "");
  const last = records.findLast(({ event }) => isStanding(event));
  const isHeld = records.findLast(({ event }) => event === "held" || event === "unheld")?.event === "held";
  const rejected = records.filter(({ event }) => event === "rejected").map(({ id }) => id);
  const standing =
    last && isStanding(last.event)
      ? { is: last.event, at: last.at, isHeld, id: last.id, ...(rejected.length > 0 && { rejected }) }
      : undefined;
  return { top, folder, records, last: standing, isHeld };
}

/** What the last update brought, and whether that was a rollback at once. */
async function ofUpdate(
  { top, folder }: Told,
  located: LocatedStack,
  places: readonly string[],
  last: { readonly commit?: string; readonly pair: string | undefined } | undefined,
): Promise<Pick<Standing, "pair" | "isRollback" | "rollbackBranch">> {
  const branch = branchFor("rollback", { located, folder });
  const refs = places.map((place) => `${place}${branch}`);
  const commits = last?.commit === undefined ? [] : await Promise.all(refs.map((ref) => git(top, "rev-parse", ref)));
  const ref = refs[commits.findIndex((commit) => commit !== undefined && commit === last?.commit)];
  const pair = last?.pair === undefined ? {} : { pair: last.pair };
  if (ref === undefined) return pair;
  const path = pathOf({ located, folder });
  const blob = (await git(top, "rev-parse", `${ref}:${path}`)) ?? "";
  // A merge by squash has the text, and not the commit.
  const isMerged = await git(
    top,
    "log",
    "-1",
    "--format=%H",
    "--full-history",
    `--find-object=${blob}`,
    "HEAD",
    "--",
    path,
  );
  const rollbackBranch = ref.replace(/^refs\/(heads|remotes)\//, "");
  return { ...pair, isRollback: true, ...(!isMerged && { rollbackBranch }) };
}

/** A rollback goes to what was verified and not rejected, and is not what is there. */
function wayBack(
  { records, last }: Told,
  pairOfRecord: (record: Verified) => string | undefined,
  pair: string | undefined,
): Pick<Standing, "hasWayBack"> {
  const others = records
    .filter((record) => record.event === "verified")
    .filter(({ id }) => !last?.rejected?.includes(id))
    .map(pairOfRecord);
  return others.some((other) => other !== undefined && other !== pair) ? { hasWayBack: true } : {};
}

async function pairAt({ top, folder }: Told, located: LocatedStack, commit: string): Promise<string | undefined> {
  const path = pathOf({ located, folder });
  const text = await textAt({ top }, commit, path);
  const { app, release } = text === undefined ? {} : pairIn(parseStackText(text, path).values);
  return app && release && pairOf(app, release);
}

function pairOfUpdate({ config }: PastUpdate): string | undefined {
  const { app, release } = pairIn(config);
  return app && release && pairOf(app, release);
}

function isStanding(event: string): event is "deployed" | "verified" | "failed" | "rejected" {
  return ["deployed", "verified", "failed", "rejected"].includes(event);
}
