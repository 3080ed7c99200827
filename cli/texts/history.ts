import { shortId } from "../../promotion/freight.ts";
import type { Deployment, StageHistory } from "../../promotion/history/deployment.ts";
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
    ...section("since then", unsettled ? [unsettled] : []),
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
const header = ["", "when (UTC)", "version", "freight", "commit", "what", "who"];

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
  const { update, at, freight, commit = "", by = "" } = deployment;
  const version = freight?.release.version;
  return [
    `${update}`,
    minute(at),
    typeof version === "string" ? version : "",
    freight ? shortId(freight.id) : "",
    commit.slice(0, 8),
    whatOf(deployment, history),
    name(by),
  ];
}

/** `rollback of 0123456789ab, verified, rejected, forced soak` */
function whatOf({ freight, verdict, rejected, rollbackOf }: Deployment, { forced }: StageHistory): string {
  const gates = forced.filter(({ id }) => id === freight?.id).map(({ gate }) => gate);
  return [
    ...(rollbackOf ? [`rollback of ${shortId(rollbackOf)}`] : []),
    freight ? (verdict?.is ?? "deployed") : "not known",
    ...(rejected ? ["rejected"] : []),
    ...(gates.length > 0 ? [`forced ${[...new Set(gates)].join(" and ")}`] : []),
  ].join(", ");
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
