import { firstFew } from "../../lib/first-few.ts";
import { shortId } from "../../promotion/freight.ts";
import { forceable, refusals } from "../../promotion/gates/gate.ts";
import type { Ahead } from "../../promotion/promote/chosen-freight.ts";
import type { Effects, PromotionResult } from "../../promotion/promote/promotion-result.ts";
import type { PromoteOutcome } from "../actions/promote.ts";
import { paint } from "../paint.ts";
import { openedText } from "./auto-promote.ts";
import { gatesText } from "./gates.ts";
import { impactText } from "./impact.ts";
import { inMinutes } from "./minutes.ts";
import { commitsText, migrationsText, movesText, secretsText } from "./moves.ts";
import { wrapped } from "./wrapped.ts";

/** A promotion for a person: what moves, what it does to the target, whether it may, and what to type next. */
export function promoteText(outcome: PromoteOutcome): string {
  const title = paint.bold(titleOf(outcome));
  return `${[title, ...facts(outcome), "", ...next(outcome)].join("\n")}\n`;
}

/** GitHub takes no body that is longer than 65,536 characters. */
const MOST_BODY = 60_000;

/** The same as what a pull request says: there nobody is told what to type next, but how to go back. */
export function pullRequestBody(result: PromotionResult): string {
  const text = [titleOf(result), ...facts(result)].join("\n");
  const told = text.length > MOST_BODY ? `${text.slice(0, MOST_BODY)}\n…` : text;
  // Titles of commits are in it, and must not end the block.
  const longest = Math.max(2, ...(told.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  const back = `To go back once it is deployed: \`${command("rollback", result, result.to.argument)}\``;
  return [`${fence}text`, told, fence, "", back, ""].join("\n");
}

function titleOf({ from, to }: PromotionResult): string {
  return `${from.stack} → ${to.stack}`;
}

function facts(result: PromotionResult): string[] {
  const { to, ahead, notes, effects, reason } = result;
  const sections = [
    freightText(result),
    ...ahead.map(aheadText),
    notes.flatMap((note) => wrapped(inMinutes(`note: ${note}`), "  ")),
    ...(effects ? effectsText(effects, to.stack) : []),
    reason === undefined ? [] : wrapped(`by force, because: ${reason}`, "  "),
  ];
  return sections.filter((lines) => lines.length > 0).flatMap((lines) => ["", ...lines]);
}

function freightText({ from, freight }: PromotionResult): string[] {
  const { id, version, commit, update, deployedAt, verifiedAt, verifiedBy } = freight;
  const called = version === undefined ? shortId(id) : `${shortId(id)}, version ${version}`;
  return [
    `freight   ${called}`,
    `deployed  in ${from.stack} at ${inMinutes(deployedAt)}, update ${update} of commit ${commit.slice(0, 12)}`,
    ...wrapped(
      verifiedAt === undefined ? "verified  no" : `verified  since ${inMinutes(verifiedAt)}, by ${verifiedBy}`,
      " ".repeat(10),
    ),
  ];
}

/** What stays behind is only named: it is not what is promoted. */
function aheadText({ why, moves: { app, release } }: Ahead): string[] {
  const paths = [...app, ...release].map(({ path }) => path);
  const named = paths.length > 0 ? `: ${firstFew(paths, MOST_PATHS)}` : "";
  return wrapped(`not moved: ${inMinutes(why)}${named}`, "  ");
}

const MOST_PATHS = 5;

function effectsText(effects: Effects, stack: string): string[][] {
  const { moves, commits, migrations, secrets, impact, warnings, gates } = effects;
  return [
    movesText(moves),
    commitsText(commits),
    migrationsText(migrations),
    secretsText(secrets, stack),
    impact ? impactText(impact, stack) : [`impact on ${stack}: cannot be told while its configuration has problems`],
    warnings.length > 0 ? ["warnings:", ...warnings.flatMap((warning) => wrapped(`  ${warning}`, "    "))] : [],
    ["gates:", ...gatesText(gates).map((line) => `  ${line}`)],
  ];
}

function next(outcome: PromoteOutcome): string[] {
  const { from, to, already, effects, isRefused, written } = outcome;
  const promote = command("promote", outcome, `${from.argument} ${to.argument}`);
  if (already?.isDeployed) {
    return [`nothing to promote: ${to.stack} has it already`];
  }
  if (isRefused) {
    const way = already ? `${to.file} has it already, and it is not to be deployed` : "nothing is written";
    return refusal(effects?.gates ?? [], promote, way);
  }
  const flags = outcome.reason === undefined ? "" : ` --force --reason ${JSON.stringify(outcome.reason)}`;
  if (already) {
    const isRecorded = flags === "" || written !== undefined;
    return [
      ...(isRecorded ? [] : ["what is passed by force is recorded with:", `  ${promote}${flags} --yes`]),
      `nothing moves: ${to.file} has it already; to deploy it:`,
      ...deploy(outcome),
    ];
  }
  if (written === "file") {
    return [`${to.file} is written; to deploy it:`, ...deploy(outcome)];
  }
  if (written && written !== "records") {
    return wrapped(`the pull request is ${openedText(written)}`, "  ");
  }
  return ["nothing is written yet:", ...waysToWrite(`${promote}${flags}`, outcome)];
}

/** Nothing is opened for others on the word of the sandbox. */
function waysToWrite(promote: string, { to, isSandbox }: PromoteOutcome): string[] {
  const pullRequest = [`  ${promote} --pr`, "    opens a pull request with it"];
  return [`  ${promote} --yes`, `    writes ${to.file}`, ...(isSandbox ? [] : pullRequest)];
}

function refusal(gates: Effects["gates"], promote: string, way: string): string[] {
  const refusing = refusals(gates).map(({ gate }) => gate);
  const isForceable = refusing.every((gate) => forceable.has(gate));
  return [
    ...wrapped(`refused by ${refusing.join(", ")}: ${way}`, "  "),
    ...(isForceable ? ["if it has to be all the same, which is recorded:", `  ${promote} --force --reason "…"`] : []),
  ];
}

/** The commands that bring a written file to its place. */
function deploy({ from, to, freight, isSandbox, already }: PromoteOutcome): string[] {
  const message = `Promote ${shortId(freight.id)} from ${from.stack} to ${to.stack}`;
  const where = to.argument === to.stack ? "" : ` --cwd ${to.file.slice(0, to.file.lastIndexOf("/"))}`;
  const steps = isSandbox
    ? [`npx slipway sandbox preview ${to.argument}`, `npx slipway sandbox up ${to.argument}`]
    : [`pulumi preview --stack ${to.stack}${where}`, `pulumi up --stack ${to.stack}${where}`];
  const commit = already?.isCommitted ? [] : [`git add ${to.file}`, `git commit --message "${message}"`];
  return [...commit, ...steps].map((line) => `  ${line}`);
}

function command(verb: string, { isSandbox }: PromotionResult, argument: string): string {
  return `npx slipway ${verb} ${argument}${isSandbox ? " --sandbox" : ""}`;
}
