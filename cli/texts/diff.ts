import type { ConfigurationDiff } from "../../promotion/effects/configuration-diff.ts";
import type { Move } from "../../promotion/effects/moves.ts";
import { columns, commitsText, migrationsText, movesText, secretsText, shown } from "./moves.ts";
import { wrapped } from "./wrapped.ts";

/** What separates two stacks, for a person. */
export function diffText(diff: ConfigurationDiff): string {
  const { from, to, moves, commits, migrations, secrets, environment } = diff;
  const sections = [
    [`${from} → ${to}: what ${to} would get from ${from}, by their files`],
    moves ? movesText(moves) : [`${from} has nothing yet: its app and release come with its first promotion`],
    commitsText(commits),
    migrationsText(migrations),
    secretsText(secrets, to),
    environmentText(environment, from, to),
    whatNext(diff),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function environmentText(environment: readonly Move[], from: string, to: string): string[] {
  if (environment.length === 0) {
    return ["environment: the same"];
  }
  const lines = environment.map((move) => ({
    path: move.path.replace(/^environment\./, ""),
    says: `${shown(move.from)} | ${shown(move.to)}`,
  }));
  return [`what belongs to the place and does not move, ${from} | ${to}:`, ...columns(lines)];
}

function whatNext({ from, to, isSame, moves, upstream, command }: ConfigurationDiff): string[] {
  if (isSame) {
    return [moves ? `${to} has the app and the release of ${from}` : `neither ${from} nor ${to} has anything yet`];
  }
  if (!moves) {
    return [`nothing can move from ${from}`];
  }
  if (command !== undefined) {
    return [`to see what of this is verified in ${from}, and then to move it:`, `  ${command}`];
  }
  return wrapped(
    upstream === undefined
      ? `${to} takes no promotion yet: environment.promotion.from: ${from} in its file lets it`
      : `${to} takes its app and release from ${upstream} (environment.promotion.from), not from ${from}`,
  );
}
