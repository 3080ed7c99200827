import type { CommitRange } from "../../promotion/effects/commits.ts";
import type { MigrationToRun } from "../../promotion/effects/migrations.ts";
import type { Move, Moves } from "../../promotion/effects/moves.ts";
import type { SecretsParity } from "../../promotion/effects/secrets-parity.ts";
import { wrapped } from "./wrapped.ts";

/** What moves, for a person: the fields of the app, then those of the release. */
export function movesText({ isFirst, app, release }: Moves): string[] {
  // Which builds come is what one wants to see, also of the first ones.
  const builds = isFirst ? release.flatMap(inEach) : release;
  return [...blockText("app", app, isFirst), "", ...blockText("release", builds, isFirst)];
}

/** A map as a move for each of its keys. */
function inEach(move: Move): Move[] {
  const { path, to } = move;
  return isMap(to) ? Object.entries(to).map(([key, value]) => ({ path: `${path}.${key}`, to: value })) : [move];
}

function blockText(block: string, moves: readonly Move[], isFirst: boolean): string[] {
  if (moves.length === 0) {
    return [`${block}: the same`];
  }
  const lines = moves.map(({ path, from, to }) => ({
    path: path.slice(block.length + 1),
    says: isFirst ? outline(to) : `${shown(from)} → ${shown(to)}`,
  }));
  return [isFirst ? `${block}, all of it for the first time:` : `${block}:`, ...columns(lines)];
}

/** Paths and what is said of them side by side; what is longer than a line goes on below itself. */
export function columns(lines: readonly { readonly path: string; readonly says: string }[]): string[] {
  const widest = Math.max(0, ...lines.map(({ path }) => path.length));
  const width = Math.min(widest, mostPath);
  return lines.flatMap(({ path, says }) =>
    path.length > width
      ? [`  ${path}`, ...wrapped(`    ${says}`, "      ")]
      : wrapped(`  ${path.padEnd(width)}  ${says}`, " ".repeat(width + 4)),
  );
}

const mostPath = 40;

/** A value as a stack file has it, on one line; of digests and commits the first 12 digits. */
export function shown(value: unknown): string {
  return value === undefined ? "(not set)" : flow(value, false);
}

function flow(value: unknown, isInside: boolean): string {
  if (Array.isArray(value)) {
    return `[${value.map((item) => flow(item, true)).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => `${key}: ${flow(inner, true)}`);
    return `{${entries.join(", ")}}`;
  }
  // Quoted where it would be read as something else: a version, an account's number, what holds a comma.
  const isOdd =
    typeof value === "string" && (/^$|^[\d.]+$|^\s|\s$/.test(value) || (isInside && /[,[\]{}]/.test(value)));
  const text = isOdd ? JSON.stringify(value) : String(value);
  return text.replaceAll(/\b(?:[0-9a-f]{64}|[0-9a-f]{40})\b/g, (digits) => `${digits.slice(0, 12)}…`);
}

/** Of a map only what is in it: all of an app would be all of its file. */
function outline(value: unknown): string {
  return isMap(value) ? Object.keys(value).join(", ") : shown(value);
}

function isMap(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The commits that come, image by image; what cannot be told says why. */
export function commitsText(ranges: readonly CommitRange[]): string[] {
  const known = ranges.filter(({ unknown }) => unknown === undefined);
  const others = Map.groupBy(ranges, ({ unknown }) => unknown);
  const lines = [
    ...known.flatMap(rangeText),
    ...[...others].flatMap(([why, those]) =>
      why === undefined ? [] : wrapped(`  ${those.map(({ image }) => image).join(", ")}: ${why}`, "    "),
    ),
  ];
  return lines.length === 0 ? [] : ["commits:", ...lines];
}

function rangeText({ image, commits, more, leaves }: CommitRange): string[] {
  const back = leaves ? ["    and it lacks commits that the one there has: it goes back, or to another branch"] : [];
  const count = commits.length + more;
  return [
    `  ${image}: ${count} ${count === 1 ? "commit" : "commits"}`,
    ...commits.flatMap(({ sha, title }) => wrapped(`    ${sha.slice(0, 12)} ${title}`, " ".repeat(17))),
    ...(more > 0 ? [`    and ${more} more`] : []),
    ...back,
  ];
}

/** Migrations that would run; empty where none does. */
export function migrationsText(migrations: readonly MigrationToRun[]): string[] {
  const lines = migrations.flatMap(({ database, command, because }) =>
    wrapped(`  ${database}: ${command.join(" ")} (${because})`, "    "),
  );
  return lines.length === 0 ? [] : ["migrations that will run, before anything of the release starts:", ...lines];
}

/** Secrets that are new, gone, or without a value in the stage; empty where there is nothing to say. */
export function secretsText({ added, removed, missing }: SecretsParity, stack: string): string[] {
  const isMissing = new Set(missing.map(({ name }) => name));
  const isAdded = new Set(added.map(({ name }) => name));
  const lines = [
    ...missing.flatMap(({ name, kind, command }) => [
      `  ${name}: ${isAdded.has(name) ? "new, and " : ""}${stack} has no ${kind === "given" ? "value" : "ARN"} for it yet:`,
      `    ${command}`,
    ]),
    ...added.filter(({ name }) => !isMissing.has(name)).map(({ name, kind }) => `  ${name}: new, ${kind}`),
    ...removed.map((name) => `  ${name}: no longer in the app`),
  ];
  return lines.length === 0 ? [] : ["secrets:", ...lines];
}
