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
  /** What people call its release. */
  readonly version?: string;
  /** What it runs and which builds, as one text; the same for two stacks that have the same. */
  readonly freight: string;
  /** On AWS, as the records have it. */
  readonly aws?: Standing;
  readonly sandbox?: Standing;
}

/** The one thing to do next. */
export interface NextCommand {
  readonly command: string;
  readonly why: string;
}

/** The next sensible command: what is in the way first, then what the first stack that is not done yet waits for. */
export function nextCommand(stacks: readonly Glance[]): NextCommand {
  const wrong = stacks.find(({ problems }) => problems > 0);
  if (wrong) {
    return { command: `npx slipway plan ${wrong.stack}`, why: "says what is wrong in its file" };
  }
  const place = stacks.some(({ aws }) => aws) ? "aws" : "sandbox";
  if (stacks.every((glance) => glance[place] === undefined)) {
    return firstLook(stacks);
  }
  const found = stacks.map((glance) => waitingFor(glance, stacks, place)).find((next) => next !== undefined);
  const sandbox = place === "sandbox" ? " --sandbox" : "";
  return found ?? { command: `npx slipway status${sandbox}`, why: "what really runs, and whether it is well" };
}

/** `start` is of staging; where there is none, the first stack is brought up by itself. */
function firstLook(stacks: readonly Glance[]): NextCommand {
  const stack = stacks.some((glance) => glance.stack === "staging") ? "staging" : stacks[0]?.stack;
  const command = stack === "staging" ? "npx slipway start" : `npx slipway sandbox up ${stack}`;
  return { command, why: `brings ${stack} up on the embedded sandbox, without an account` };
}

function waitingFor(glance: Glance, all: readonly Glance[], place: "aws" | "sandbox"): NextCommand | undefined {
  const { stack, from, isEmpty, freight } = glance;
  const standing = glance[place];
  const sandbox = place === "sandbox" ? " --sandbox" : "";
  if (standing?.isHeld) return undefined;
  if (standing?.is === "cut off") {
    return { command: `npx slipway recover ${stack}${sandbox}`, why: "puts it in order after a run that was killed" };
  }
  if (standing?.is === "update failed") {
    return {
      command: `npx slipway logs ${stack} --errors${sandbox}`,
      why: "what its tasks said when the update failed",
    };
  }
  if (standing?.is === "failed") {
    return { command: `npx slipway rollback ${stack}${sandbox}`, why: "what going back to the last good release does" };
  }
  if (standing?.is === "deployed") {
    return { command: `npx slipway verify ${stack}${sandbox}`, why: "whether what runs there is good" };
  }
  const source = all.find((other) => other.stack === from);
  if (source?.[place]?.is === "verified" && (isEmpty || source.freight !== freight)) {
    return { command: `npx slipway promote ${from} ${stack}${sandbox}`, why: "what would move, and whether it may" };
  }
  if (standing || isEmpty) return undefined;
  return place === "sandbox"
    ? { command: `npx slipway sandbox up ${stack}`, why: "brings it up on the embedded sandbox" }
    : { command: `pulumi preview --stack ${stack}`, why: "what its first update would make" };
}
