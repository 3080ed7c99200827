import { shortId } from "../../promotion/freight.ts";
import type { Deployment, StageHistory } from "../../promotion/history/deployment.ts";
import { paint } from "../paint.ts";
import { inMinutes } from "./minutes.ts";
import { fittedTable } from "./table.ts";
import { textWidth, wrapped } from "./wrapped.ts";

/** Commands that a history names. */
export interface HistoryCommands {
  /** Lifts a hold. */
  readonly lift: string;
  /** Puts in order what a run that was cut off left. */
  readonly recover: string;
}

/** What happened to a stage, for a person: a line an update, the newest first, and what else is to be known. */
export function historyText(history: StageHistory, { lift, recover }: HistoryCommands): string {
  const {
    nothing,
    deployments,
    unsettled,
    held,
    rejections,
    forced,
    disbelieved,
    damaged,
    pendingOperations: pending,
  } = history;
  const operations = pending === 1 ? "1 operation" : `${pending} operations`;
  const unknown = deployments.flatMap(({ update, unknown }) => (unknown ? [`update ${update}: ${unknown}`] : []));
  return `${[
    ...(nothing === undefined ? table(history) : wrapped(`nothing is deployed: ${nothing}`, "  ")),
    ...section("since then", unsettled ? [inMinutes(unsettled)] : []),
    ...section(
      "held",
      held ? [`since ${minute(held.at)}, by ${name(held.by)}: ${held.reason}`, `to lift it: ${lift}`] : [],
    ),
    ...section(
      "rejected",
      rejections.map(({ id, at, by, reason }) => `${shortId(id)}, ${minute(at)}, by ${name(by)}: ${reason}`),
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

const header = ["", "when (UTC)", "version", "freight", "commit", "what", "commit by"];
const [version, what, who] = [2, 5, 6];
/** Versions and names are chosen by others, and may be long. */
const most = { [version]: 14, [who]: 14 };

function table(history: StageHistory): string[] {
  const rows = history.deployments.map((deployment) => row(deployment, history));
  const aligns = ["right", ...header.slice(1).map(() => "left" as const)] as const;
  return [fittedTable([header.map(paint.bold), ...rows], aligns, what, { most, width: textWidth() })];
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
  const { freight, rejected, rollbackOf } = deployment;
  const gates = forcedFor(deployment, history);
  return [
    ...(rollbackOf ? [`back to ${shortId(rollbackOf)}`] : []),
    freight ? verdictWord(deployment) : "not known: see below",
    ...(rejected ? ["rejected"] : []),
    ...(gates.length > 0 ? [`forced ${[...new Set(gates)].join(" and ")}`] : []),
  ].join(", ");
}

/** What was found of this update; what was found of its freight in another one says nothing about how this one went. */
function verdictWord({ found, verdict, at }: Deployment): string {
  if (found) {
    return `${found.event} by ${name(found.by)}`;
  }
  const isOfBefore = verdict !== undefined && Date.parse(verdict.record.at) < Date.parse(at);
  return isOfBefore ? `deployed (${verdict.is} before)` : "deployed";
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
