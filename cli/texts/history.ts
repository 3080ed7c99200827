import { shortId } from "../../promotion/freight.ts";
import type { Deployment, StageHistory } from "../../promotion/history/deployment.ts";
import { inMinutes } from "./minutes.ts";
import { plainTable, tableText } from "./table.ts";
import { wrapped } from "./wrapped.ts";

/** Commands that a history names. */
export interface HistoryCommands {
  /** Lifts a hold. */
  readonly lift: string;
  /** Puts in order what a run that was cut off left. */
  readonly recover: string;
}

/** What happened to a stage, for a person: a line an update, the newest first, and what else is to be known. */
export function historyText(history: StageHistory, { lift, recover }: HistoryCommands): string {
  const { nothing, deployments, unsettled, held, forced, disbelieved, damaged, pendingOperations: pending } = history;
  const operations = pending === 1 ? "1 operation" : `${pending} operations`;
  const unknown = deployments.flatMap(({ update, unknown }) => (unknown ? [`update ${update}: ${unknown}`] : []));
  return `${[
    ...(nothing === undefined ? table(history) : wrapped(`nothing is deployed: ${nothing}`, "  ")),
    ...section("since then", unsettled ? [inMinutes(unsettled)] : []),
    ...section(
      "held",
      held ? [`since ${minute(held.at)}, by ${name(held.by)}: ${held.reason}`, `to lift it: ${lift}`] : [],
    ),
    ...section("cut off", pending > 0 ? [`${operations} of an update that was interrupted: ${recover}`] : []),
    ...section(
      "passed by force",
      forced.map(
        ({ gate, id, at, by, reason }) => `${gate} of ${shortId(id)}, ${minute(at)}, by ${name(by)}: ${reason}`,
      ),
    ),
    ...section("it is not known what was deployed", unknown),
    ...section(
      "not believed",
      disbelieved.map(
        ({ record: { event, id, at, by }, why }) => `${event} of ${shortId(id)}, ${minute(at)}, by ${name(by)}: ${why}`,
      ),
    ),
    ...section(
      "damaged lines of the records",
      damaged.map(({ line, says }) => `line ${line}: ${says}`),
    ),
  ].join("\n")}\n`;
}

/** With the two blanks behind the last column, which are not printed. */
const COLUMNS = 100 + 2;
const header = ["", "when (UTC)", "version", "freight", "commit", "what", "commit by"];

function table(history: StageHistory): string[] {
  const rows = history.deployments.map((deployment) => row(deployment, history));
  const widest = (column: number, most: number) =>
    Math.min(most, Math.max(...[header, ...rows].map((cells) => cells[column]?.length ?? 0)) + 2);
  const [number, version, who] = [widest(0, 8), widest(2, 16), widest(6, 16)];
  const what = widest(5, COLUMNS - number - 18 - version - 14 - 10 - who);
  const text = plainTable(
    [number, 18, version, 14, 10, what, who],
    ["right", "left", "left", "left", "left", "left", "left"],
  );
  text.push(header, ...rows);
  return [tableText(text)];
}

function row(deployment: Deployment, history: StageHistory): string[] {
  const { update, at, freight, commit = "", commitBy = "" } = deployment;
  const version = freight?.release.version;
  return [
    `${update}`,
    minute(at),
    typeof version === "string" ? version : "",
    freight ? shortId(freight.id) : "",
    commit.slice(0, 8),
    whatOf(deployment, history),
    name(commitBy),
  ];
}

/** `back to 0123456789ab, verified, rejected, forced soak` */
function whatOf(deployment: Deployment, history: StageHistory): string {
  const { freight, verdict, rejected, rollbackOf } = deployment;
  const gates = forcedFor(deployment, history);
  return [
    ...(rollbackOf ? [`back to ${shortId(rollbackOf)}`] : []),
    freight ? verdictWord(verdict) : "not known",
    ...(rejected ? ["rejected"] : []),
    ...(gates.length > 0 ? [`forced ${[...new Set(gates)].join(" and ")}`] : []),
  ].join(", ");
}

function verdictWord(verdict: Deployment["verdict"]): string {
  return verdict?.is === "verified" ? `verified by ${name(verdict.record.by)}` : (verdict?.is ?? "deployed");
}

/** Gates that were passed for this very update: since the one before it, and before it had ended. */
function forcedFor({ freight, update, at }: Deployment, { forced, deployments }: StageHistory): string[] {
  const before = deployments.find((one) => one.update < update);
  const [since, until] = [before ? Date.parse(before.at) : 0, Date.parse(at)];
  const isBetween = (when: number) => when > since && when <= until;
  return forced.filter((one) => one.id === freight?.id && isBetween(Date.parse(one.at))).map(({ gate }) => gate);
}

function section(title: string, sentences: readonly string[]): string[] {
  return sentences.length > 0
    ? ["", `${title}:`, ...sentences.flatMap((sentence) => wrapped(`  ${sentence}`, "    "))]
    : [];
}

/** `2026-11-21 18:42` */
function minute(at: string): string {
  return new Date(at).toISOString().slice(0, 16).replace("T", " ");
}

/** `Ada Lovelace <ada@example.com>` without the address. */
function name(by: string): string {
  return by.replace(/ <[^>]*>$/, "");
}
