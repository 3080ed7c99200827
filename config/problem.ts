import { didYouMean } from "../lib/did-you-mean.ts";
import { messageOf } from "../lib/message-of.ts";
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
  const shown = path[0] === "secrets" ? undefined : show(value);
  return { key: keyOf(path), ...(shown !== undefined && { value: shown }), says };
}

/** One line a problem. */
export function formatProblem({ key, value, says }: Problem): string {
  return `${key}${value === undefined ? "" : ` ${value}`}: ${says}`;
}

/** All problems of one stack, as people see them in every tool. */
export function formatProblems(problems: readonly Problem[], file: string): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return [`${file} has ${count}:`, ...problems.map((problem) => `  ${formatProblem(problem)}`)].join("\n");
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

function show(value: unknown): string | undefined {
  if (value === undefined || (typeof value === "object" && value !== null)) {
    return undefined;
  }
  const shown = JSON.stringify(value);
  return shown.length > longestShown ? `${shown.slice(0, longestShown - 1)}…` : shown;
}
