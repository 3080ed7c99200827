import type { Standing } from "./actions/standing.ts";

/** A stack at a glance, from what is in this clone alone. */
export interface Glance {
  readonly stack: string;
  /** How many problems its file has. */
  readonly problems: number;
  /** The stack that it takes its freight from. */
  readonly from?: string;
  /** It takes its freight from another stack, and has none yet. */
  readonly isEmpty: boolean;
  /** Nothing of the clone is left to commit. */
  readonly isCommitted: boolean;
  /** What people call its release. */
  readonly version?: string;
  /** Hash of its app and its release (`pairOf`); absent where one of them is. */
  readonly pair?: string;
  /** On AWS, as the records have it. */
  readonly aws?: Standing;
  readonly sandbox?: Standing;
}

/** The one thing to do next. */
export interface NextCommand {
  readonly command: string;
  readonly why: string;
}

type Place = "aws" | "sandbox";

/** One state that a stack may be in, and what one does about it. */
type Row = (glance: Glance, place: Place, all: readonly Glance[]) => NextCommand | undefined;

/** What is wrong now, the most urgent first; of two stacks that are so, the later one has the users. */
const troubles: readonly Row[] = [inUse, leftByKilledRun, rollbackFailed, updateFailed, partlyDestroyed, failed];

/** What is still to be done, in the order in which a release goes its way. */
const steps: readonly Row[] = [uncommitted, unverified, unmerged, behindItsFile, promotable, notUp];

/** The next sensible command: what is wrong, then what is in the way, then what is still to be done. */
export function nextCommand(stacks: readonly Glance[]): NextCommand {
  const place: Place = stacks.some(({ aws }) => aws) ? "aws" : "sandbox";
  const none = stacks.every((glance) => glance[place] === undefined);
  return (
    firstOf(troubles, stacks.toReversed(), place) ??
    wrongFile(stacks) ??
    (none ? firstLook(stacks) : firstOf(steps, stacks, place)) ?? {
      command: `npx slipway status${flag(place)}`,
      why: "what really runs, and whether it is well",
    }
  );
}

function firstOf(rows: readonly Row[], stacks: readonly Glance[], place: Place): NextCommand | undefined {
  for (const row of rows) {
    for (const glance of stacks) {
      const next = row(glance, place, stacks);
      if (next) return next;
    }
  }
  return undefined;
}

/** `start` is of staging; where there is none, the first stack is brought up by itself. */
function firstLook(stacks: readonly Glance[]): NextCommand {
  const stack = stacks.some((glance) => glance.stack === "staging") ? "staging" : stacks[0]?.stack;
  const command = stack === "staging" ? "npx slipway start" : `npx slipway sandbox up ${stack}`;
  return { command, why: `brings ${stack} up on the embedded sandbox, without an account` };
}

/** One that is no YAML is looked at first: what the others say of it may follow from that. */
function wrongFile(stacks: readonly Glance[]): NextCommand | undefined {
  const wrong =
    stacks.find(({ pair, problems }) => problems > 0 && !pair) ?? stacks.find(({ problems }) => problems > 0);
  return wrong && { command: `npx slipway plan ${wrong.stack}`, why: "says what is wrong in its file" };
}

function inUse({ stack, sandbox }: Glance, place: Place): NextCommand | undefined {
  if (place !== "sandbox" || sandbox?.is !== "in use") return undefined;
  const why = `what is there so far: wait for the end of ${sandbox.usedBy}`;
  return { command: `npx slipway sandbox status ${stack}`, why };
}

function leftByKilledRun(glance: Glance, place: Place): NextCommand | undefined {
  const is = glance[place]?.is;
  return is === "left locked" || is === "cut off"
    ? { command: command("recover", glance, place), why: "puts it in order after a run that was killed" }
    : undefined;
}

/** What was begun is gone on with, and not gone back from. */
function rollbackFailed(glance: Glance, place: Place): NextCommand | undefined {
  const standing = glance[place];
  return standing?.is === "update failed" && standing.isRollback
    ? { command: command("rollback", glance, place, " --now"), why: "goes on with the rollback that did not end well" }
    : undefined;
}

function updateFailed(glance: Glance, place: Place): NextCommand | undefined {
  const standing = glance[place];
  if (standing?.is !== "update failed") return undefined;
  const back = standing.hasWayBack ? `; ${command("rollback", glance, place)} goes back` : "";
  const why = `what its tasks said when the update failed${back}`;
  return behindItsFile(glance, place) ?? { command: command("logs", glance, place, " --errors"), why };
}

function partlyDestroyed(glance: Glance, place: Place): NextCommand | undefined {
  return glance[place]?.is === "partly destroyed"
    ? { command: update(glance.stack, place), why: "makes again what was destroyed of it" }
    : undefined;
}

function failed(glance: Glance, place: Place): NextCommand | undefined {
  const standing = glance[place];
  if (standing?.is !== "failed") return undefined;
  const back = { command: command("rollback", glance, place), why: "what going back to the last good release does" };
  const again = {
    command: command("verify", glance, place),
    why: "whether it still is not good, and what to do about it",
  };
  const isWayBack = standing.hasWayBack && !standing.isRollback;
  return behindItsFile(glance, place) ?? (isWayBack ? back : again);
}

function uncommitted(glance: Glance, place: Place): NextCommand | undefined {
  const standing = glance[place];
  return standing?.is === "deployed" && standing.isUncommitted
    ? (unmerged(glance, place) ??
        deployment(glance, place, "deploys it from committed files, so that it can be verified"))
    : undefined;
}

function unverified(glance: Glance, place: Place): NextCommand | undefined {
  return glance[place]?.is === "deployed"
    ? { command: command("verify", glance, place), why: "whether what runs there is good" }
    : undefined;
}

function unmerged(glance: Glance, place: Place): NextCommand | undefined {
  return difference(glance, place) === "not merged"
    ? {
        command: `git merge ${glance[place]?.rollbackBranch}`,
        why: "until then the next update brings back what the rollback left",
      }
    : undefined;
}

function behindItsFile(glance: Glance, place: Place): NextCommand | undefined {
  return difference(glance, place) === "file ahead"
    ? deployment(glance, place, "deploys what its file has since")
    : undefined;
}

function promotable(glance: Glance, place: Place, all: readonly Glance[]): NextCommand | undefined {
  const { stack, from, isEmpty, pair } = glance;
  const source = all.find((other) => other.stack === from);
  const verified = source?.[place];
  if (!source || verified?.is !== "verified" || glance[place]?.isHeld) return undefined;
  const isSame = !isEmpty && (verified.pair ?? source.pair) === pair;
  if (isSame || (verified.id !== undefined && glance[place]?.rejected?.includes(verified.id))) return undefined;
  return {
    command: `npx slipway promote ${from} ${stack}${flag(place)}`,
    why: "what would move, and whether it may",
  };
}

function notUp({ stack, isEmpty, ...standings }: Glance, place: Place): NextCommand | undefined {
  if (standings[place] || isEmpty) return undefined;
  return place === "sandbox"
    ? { command: update(stack, place), why: "brings it up on the embedded sandbox" }
    : { command: update(stack, place), why: "what its first update would make" };
}

/** Where the file of a stack has another app or release than its last update brought: whose turn it is. */
export function difference({ pair, ...standings }: Glance, place: Place): "file ahead" | "not merged" | undefined {
  const { pair: deployed, rollbackBranch } = standings[place] ?? {};
  if (deployed === undefined || pair === undefined || deployed === pair) return undefined;
  return rollbackBranch === undefined ? "file ahead" : "not merged";
}

/** What is not committed can be deployed to the sandbox, and nobody can say afterwards what that was. */
function deployment({ stack, isCommitted }: Glance, place: Place, why: string): NextCommand {
  return isCommitted
    ? { command: update(stack, place), why }
    : { command: "git add --all && git commit", why: "what is deployed uncommitted cannot be verified" };
}

/** On AWS one looks before. */
function update(stack: string, place: Place): string {
  return place === "sandbox" ? `npx slipway sandbox up ${stack}` : `pulumi preview --stack ${stack}`;
}

function command(verb: string, { stack }: Glance, place: Place, more = ""): string {
  return `npx slipway ${verb} ${stack}${more}${flag(place)}`;
}

function flag(place: Place): string {
  return place === "sandbox" ? " --sandbox" : "";
}
