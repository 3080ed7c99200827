import * as z from "zod";

import { type Match, matchOf } from "./alternatives.ts";
import { type BlockName, blocks } from "./blocks.ts";
import { at, formatPath, type Path } from "./path.ts";
import { oneOf, type Problem, problemAt } from "./problem.ts";
import { alternativesAt, keysAt, nodeAt, requiredKeys, type SchemaNode } from "./schema-walk.ts";

type Issue = z.core.$ZodIssue;

/** A problem, and the place inside its block. */
export interface Found {
  readonly path: Path;
  readonly problem: Problem;
  /** The key itself does not belong there, so nothing can stand in for its value. */
  readonly strayKey: boolean;
}

/** An issue at its whole path, out of the unions that it was found in. */
interface Flat {
  readonly issue: Issue;
  readonly path: Path;
}

/** What zod found in one of the four keys, in our words. */
export function problemsOf(
  block: BlockName,
  schema: z.core.$ZodType,
  whole: unknown,
  issues: readonly Issue[],
): readonly Found[] {
  const matchAt = (path: Path) => matchOf(alternativesAt(schema, path, whole), at(whole, path));
  return issues
    .flatMap((issue) => flatten(issue, [], matchAt))
    .flatMap(({ issue, path }) => {
      const match = issue.code === "unrecognized_keys" || issue.code === "invalid_union" ? matchAt(path) : undefined;
      if (match && "says" in match) {
        const where = match.key === undefined ? path : [...path, match.key];
        return [{ path, problem: problemAt([block, ...where], undefined, match.says), strayKey: false }];
      }
      if (issue.code === "unrecognized_keys") {
        const node = nodeAt(schema, path, whole);
        return issue.keys.map((key) => unknownKey(block, [...path, key], node));
      }
      const value = at(whole, path);
      const strayKey = issue.code === "invalid_key";
      const says = wording(issue, value, () => nodeAt(schema, path, whole));
      return [{ path, problem: problemAt([block, ...path], strayKey ? undefined : value, says), strayKey }];
    });
}

/** What another of the four keys has at the same place was only written into the wrong one. */
function unknownKey(block: BlockName, path: Path, node: SchemaNode | undefined): Found {
  const key = path.at(-1);
  const others = (["app", "release", "environment"] as const).filter((other) => other !== block);
  const owner = others.find((other) => keysAt(blocks[other], path.slice(0, -1)).some((one) => one === key));
  const known = node?.schema instanceof z.ZodObject ? Object.keys(node.schema.shape) : [];
  const says = owner === undefined ? oneOf(key, known) : `it belongs to ${formatPath([owner, ...path])}`;
  return { path, problem: problemAt([block, ...path], undefined, `unknown key: ${says}`), strayKey: true };
}

/** Follows the alternative of a union that the value was most likely meant to be. */
function flatten(issue: Issue, base: Path, matchAt: (path: Path) => Match | undefined): Flat[] {
  const path = [...base, ...issue.path.filter((part) => typeof part !== "symbol")];
  if (issue.code !== "invalid_union" || issue.errors.length === 0) {
    return [{ issue, path }];
  }
  const match = matchAt(path);
  if (match && "says" in match) {
    return [{ issue, path }];
  }
  const meant = issue.errors
    .filter((_, index) => match?.meant.includes(index) ?? true)
    .filter((issues) => !issues.some(isOfAnotherKind))
    .sort((a, b) => strayKeys(a) - strayKeys(b) || a.length - b.length)[0];
  return meant ? meant.flatMap((inner) => flatten(inner, path, matchAt)) : [{ issue, path }];
}

/** Keys tell better than values what was meant: whoever writes `slack` means Slack, however wrong what is below it. */
function strayKeys(issues: readonly Issue[]): number {
  return issues.filter(({ code, path }) => code === "unrecognized_keys" && path.length === 0).length;
}

function isOfAnotherKind(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === "invalid_type" || issue.code === "invalid_value");
}

/** `<what is wrong>: <what to do>`. */
function wording(issue: Issue, value: unknown, node: () => SchemaNode | undefined): string {
  if (issue.code === "invalid_union" && issue.errors.length === 0) {
    // The field that tells the alternatives apart, such as `kind`.
    const allowed = "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
    return `${value === undefined ? "is missing" : "unknown value"}: ${oneOf(value, allowed)}`;
  }
  if (value === undefined && issue.code !== "invalid_key") {
    const what = node()?.description?.split(/\. |\.$/)[0];
    return `is missing: add it${what === undefined ? "" : ` (${what})`}`;
  }
  switch (issue.code) {
    case "invalid_type":
      return wrongKind(value, [issue.expected], requiredKeys(node()));
    case "invalid_value":
      return `unknown value: ${oneOf(value, issue.values.map(String))}`;
    case "invalid_key":
      return issue.issues[0]?.message ?? issue.message;
    case "invalid_union":
      return wrongKind(value, issue.errors.flatMap(expectedKinds));
    default:
      return issue.message;
  }
}

function expectedKinds(issues: readonly Issue[]): string[] {
  return issues.flatMap((issue) => {
    if (issue.code === "invalid_type") {
      return [issue.expected];
    }
    return issue.code === "invalid_value" ? issue.values.map((value) => JSON.stringify(value)) : [];
  });
}

/** Kinds of values in the words of someone who writes YAML, and how each is written. */
const kinds: Readonly<Record<string, { readonly noun: string; readonly write: string }>> = {
  string: { noun: "text", write: "write text" },
  number: { noun: "a number", write: "write a number" },
  int: { noun: "a whole number", write: "write a whole number" },
  boolean: { noun: "true or false", write: "write true or false" },
  array: { noun: "a list", write: "write a list, [a, b]" },
  object: { noun: "a mapping", write: "write keys below it" },
  record: { noun: "a mapping", write: "write keys below it" },
};

function wrongKind(value: unknown, expected: readonly string[], keys: readonly string[] = []): string {
  if (value === null) {
    return "is empty: write a value, or remove the key";
  }
  const is = kindOf(value);
  if ((typeof value === "number" || typeof value === "boolean") && expected.includes("string")) {
    return `is ${is}, not text: put it in quotes`;
  }
  const isNumeric = typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value));
  if (isNumeric && expected.some((kind) => kind === "number" || kind === "int")) {
    return "is text, not a number: write it without quotes";
  }
  if ((value === "true" || value === "false") && expected.includes("boolean")) {
    return "is text, not true or false: write it without quotes";
  }
  const words = expected.flatMap((kind) => (kind.startsWith('"') ? [kind.slice(1, -1)] : []));
  if (typeof value === "string" && words.length > 0) {
    return `unknown value: ${oneOf(value, words)}${expected.includes("object") ? ", or write keys below it" : ""}`;
  }
  return notOfKind(is, expected, keys);
}

function notOfKind(is: string, expected: readonly string[], keys: readonly string[]): string {
  if (keys.join() === "because") {
    return `takes a reason, not ${is}: write {because: <why, in a sentence>}, or remove the key`;
  }
  const below = keys.length > 0 ? `write ${keys.join(" and ")} below it` : undefined;
  const writes = [...new Set(expected.map((kind) => below ?? kinds[kind]?.write ?? `write ${kind}`))];
  const nouns = [...new Set(expected.map((kind) => kinds[kind]?.noun ?? kind))];
  return `is ${is}, not ${nouns.join(" or ")}: ${writes.join(", or ")}`;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) {
    return "a list";
  }
  return value === "" ? "empty" : (kinds[typeof value]?.noun ?? typeof value);
}
