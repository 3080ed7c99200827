import { shortId } from "../../promotion/freight.ts";
import type { StageStatus } from "../../promotion/status.ts";
import { columns as terminalColumns } from "../columns.ts";
import { paint } from "../paint.ts";
import { inMinutes } from "./minutes.ts";
import { usd } from "./table.ts";
import { wrapped } from "./wrapped.ts";

const labelWidth = 11;
/** Two of them and the labels are 100 columns. */
const widest = 43;
const gap = 2;

/** As many stacks side by side as fit, and below them what could not be read. */
export function statusText(all: readonly StageStatus[]): string {
  const room = terminalColumns() - labelWidth;
  const width = Math.min(widest, room);
  const perBlock = Math.max(1, Math.floor((room + gap) / (width + gap)));
  const blocks: string[][] = [];
  for (let at = 0; at < all.length; at += perBlock) {
    blocks.push(blockOf(all.slice(at, at + perBlock), width));
  }
  const problems = all.flatMap((status) => [...below(status), ...status.problems]).map(inMinutes);
  const notes = problems.flatMap((problem) =>
    problem.split("\n").flatMap((line, at) => wrapped(`${at === 0 ? "! " : "  "}${line}`, "  ")),
  );
  const lines = [...blocks, ...(notes.length > 0 ? [notes] : [])].map((block) => block.join("\n"));
  return `${lines.join("\n\n")}\n`;
}

/** What a column is too narrow for: ECS says it in a whole sentence for each service, and a page may be a long URL. */
function below({ stack, health, alarms }: StageStatus): readonly string[] {
  const pages = new Set(alarms?.ringing.flatMap(({ runbook }) => runbook ?? []));
  return [
    ...(health?.complaints ?? []).map((says) => `${stack}: ${says}`),
    ...[...pages].map((page) => `${stack}: what to do about what rings: ${page}`),
  ];
}

/** What a row says of a stack, a line each. */
const rows: Readonly<Record<string, (status: StageStatus) => readonly string[]>> = {
  declared: declaredCell,
  deployed: deployedCell,
  verified: verifiedCell,
  running: ({ services }) => services?.map(({ name, says }) => `${name}: ${says}`) ?? ["unknown"],
  health: ({ health }) => [health === undefined ? "unknown" : health.isWell ? health.says : "not well: see below"],
  alarms: alarmsCell,
  hold: holdCell,
  cost: ({ usd: range }) => [range === undefined ? "unknown" : `about ${usd(range.expected)} USD a month`],
  url: ({ url }) => (url === undefined ? [] : [url]),
};

/** Rows that only what is deployed has. */
const ofDeployed = new Set(["verified", "running", "health", "alarms", "url"]);

function blockOf(columns: readonly StageStatus[], width: number): string[] {
  const heading = line(
    "",
    columns.map(({ stack }) => stack),
    width,
  );
  const body = Object.entries(rows).flatMap(([label, cell]) => {
    const cells = columns.map((status) =>
      ofDeployed.has(label) && status.deployed === undefined
        ? []
        : cell(status).flatMap((text) => inColumn(text, width)),
    );
    const height = Math.max(...cells.map(({ length }) => length));
    return Array.from({ length: height }, (_, row) =>
      line(
        row === 0 ? label : "",
        cells.map((lines) => lines[row] ?? ""),
        width,
      ),
    );
  });
  return [paint.bold(heading), ...body];
}

function line(label: string, cells: readonly string[], width: number): string {
  return `${label.padEnd(labelWidth)}${cells.map((cell) => cell.padEnd(width + gap)).join("")}`.trimEnd();
}

/** In lines that fit into a column; what follows the first is indented, and a word that is too long is cut. */
function inColumn(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).flatMap((whole) => whole.match(new RegExp(`.{1,${width - 2}}`, "g")) ?? [])) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(last === undefined ? word : `  ${word}`);
    }
  }
  return lines;
}

function declaredCell({ declared, nothingPromotedFrom }: StageStatus): string[] {
  if (declared === undefined) {
    return [nothingPromotedFrom === undefined ? "unknown" : `nothing promoted from ${nothingPromotedFrom} yet`];
  }
  const { version, pair, isDeployed } = declared;
  return [`${version ?? `pair ${shortId(pair)}`}, ${isDeployed ? "as deployed" : "not deployed"}`];
}

function deployedCell({ deployed, nothing }: StageStatus): string[] {
  if (deployed === undefined) {
    return [nothing === undefined ? "unknown" : `never: ${nothing}`];
  }
  const { id, version, at, update, commit, commitBy, unknown, isRollback } = deployed;
  const called = version === undefined ? "" : ` (${version})`;
  return [
    id === undefined ? `unknown: ${unknown}` : `${shortId(id)}${called}${isRollback ? ", a rollback" : ""}`,
    `${minuteOf(at)}, update ${update}`,
    ...(commit === undefined
      ? []
      : [`commit ${shortId(commit)}${commitBy === undefined ? "" : ` by ${nameOf(commitBy)}`}`]),
  ];
}

function verifiedCell({ verdict, deployed }: StageStatus): string[] {
  if (verdict === undefined) {
    return ["not yet"];
  }
  const { is, since, by } = verdict;
  const isEarlier = deployed !== undefined && Date.parse(since) < Date.parse(deployed.at);
  return [
    `${is} since ${minuteOf(since)}`,
    `${is === "failed" ? "found by" : "by"} ${nameOf(by)}`,
    ...(isEarlier ? ["before it was deployed again"] : []),
  ];
}

/** Whoever could not read the records does not know that nobody holds it. */
function holdCell({ held, deployed, nothing }: StageStatus): string[] {
  if (held) {
    return [`since ${minuteOf(held.since)}, by ${nameOf(held.by)}:`, held.reason];
  }
  return [deployed === undefined && nothing === undefined ? "unknown" : "none"];
}

function alarmsCell({ alarms }: StageStatus): string[] {
  if (alarms === undefined) {
    return ["unknown"];
  }
  return alarms.ringing.length === 0
    ? [`none of ${alarms.all} rings`]
    : alarms.ringing.map(({ name, since }) => `${name} rings${since === undefined ? "" : ` since ${minuteOf(since)}`}`);
}

/** `2026-11-21 18:44 UTC` */
function minuteOf(at: string): string {
  return inMinutes(new Date(at).toISOString());
}

/** Without the address. */
function nameOf(by: string): string {
  return by.replace(/ <.*>$/, "");
}
