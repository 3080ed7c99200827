import { didYouMean } from "../lib/did-you-mean.ts";
import { messageOf } from "../lib/message-of.ts";
import { printable } from "../lib/printable.ts";
import { secretLike } from "../lib/secret-like.ts";
import { keyOf, type Path } from "./path.ts";

/** One thing that is wrong with a stack's configuration. */
export interface Problem {
  /** `slipway:app.services.api.image`. */
  readonly key: string;
  /** The value as it is shown; absent where there is none, where it is long, and always for a secret. */
  readonly value?: string;
  /** `<what is wrong>: <what to do>`. */
  readonly says: string;
}

/** Collects what is wrong and what is merely odd. */
export class Report {
  readonly problems: Problem[] = [];
  readonly warnings: string[] = [];

  /** Something that stops the stack; `value` is shown unless it is undefined. */
  problem(path: Path, value: unknown, says: string): void {
    this.problems.push(problemAt(path, value, says));
  }

  /** Something that has no effect, or that is legal and unwise. */
  warn(path: Path, says: string): void {
    this.warnings.push(`${keyOf(path)}: ${says}`);
  }
}

/** A problem with the value at `path`. */
export function problemAt(path: Path, value: unknown, says: string): Problem {
  // Neither the values that people give nor what somebody meant to be one of them, or wrote by a name for one.
  const name = String(path.at(-1));
  // Of masterPassword one chooses who makes it.
  const looks = typeof value === "string" && name !== "masterPassword" && secretLike(name.toUpperCase(), value);
  const isSecret = path[0] === "secrets" || name === "secure" || Boolean(looks);
  const shown = isSecret ? undefined : show(value);
  return { key: keyOf(path), ...(shown !== undefined && { value: shown }), says };
}

/** One line a problem, whatever is in the file. */
export function formatProblem({ key, value, says }: Problem): string {
  return printable(`${shortened(key, longestKey)}${value === undefined ? "" : ` ${value}`}: ${says}`);
}

/** Nobody reads more lines than these, and who mends them sees the next. */
const mostTold = 100;

/** All problems of one stack, as people see them in every tool. */
export function formatProblems(problems: readonly Problem[], file: string): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const told = problems.slice(0, mostTold).map((problem) => `  ${formatProblem(problem)}`);
  const others = problems.length - told.length;
  return [`${file} has ${count}:`, ...told, ...(others > 0 ? [`  and ${others} more: mend these first`] : [])].join(
    "\n",
  );
}

/** `use one of app, web (did you mean "app"?)`, or `none` when there is nothing to choose from. */
export function oneOf(word: unknown, allowed: readonly string[], none = "there is none to choose from"): string {
  if (allowed.length === 0) {
    return none;
  }
  if (allowed.length === 1) {
    return `use ${allowed[0]}`;
  }
  return `use one of ${allowed.join(", ")}${orMeant(word, allowed)}`;
}

/** ` (did you mean "app"?)`, or nothing when nothing is near. */
export function orMeant(word: unknown, allowed: readonly string[]): string {
  const guess = typeof word === "string" ? didYouMean(word, allowed) : undefined;
  return guess === undefined ? "" : ` (did you mean "${guess}"?)`;
}

/** What a function of `lib/` says as it fails, which is a whole sentence about the value. */
export function whyNot(tried: () => unknown): string | undefined {
  try {
    tried();
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

const longestShown = 80;
/** Names are up to twenty characters long, and none of our keys is as deep as this. */
const longestKey = 240;

function shortened(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

function show(value: unknown): string | undefined {
  if (value === undefined || (typeof value === "object" && value !== null)) {
    return undefined;
  }
  return shortened(JSON.stringify(value), longestShown);
}
