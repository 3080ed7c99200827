import { shortId } from "../../promotion/freight.ts";
import { forceable, refusals } from "../../promotion/gates/gate.ts";
import type { MovingFreight } from "../../promotion/promote/promotion-result.ts";
import type { PastMigration } from "../../promotion/rollback/past-migrations.ts";
import type { LeftFreight, RollbackEffects, RollbackResult } from "../../promotion/rollback/rollback-result.ts";
import type { RollbackOutcome } from "../actions/rollback.ts";
import { paint } from "../paint.ts";
import { gatesText } from "./gates.ts";
import { impactText } from "./impact.ts";
import { inMinutes } from "./minutes.ts";
import { movesText, shown } from "./moves.ts";
import { deployedText } from "./rollback-now.ts";
import { wrapped } from "./wrapped.ts";

/** A rollback for a person, who may have been asleep: what goes back to what, what it does, and the next command. */
export function rollbackText(outcome: RollbackOutcome): string {
  return joined([
    [...wrapped(paint.bold(title(outcome))), ...fromTo(outcome)],
    ...(outcome.effects ? effectsText(outcome.stage.stack, outcome.effects) : []),
    nextText(outcome),
  ]);
}

/** What was worked out, and what of it is deployed already. */
type Told = RollbackResult & Pick<RollbackOutcome, "deployed">;

/** The same as the body of a pull request, where nobody has to be told what to type next. */
export function rollbackBody(result: Told): string {
  const { stage, effects } = result;
  const text = joined([[title(result), ...fromTo(result)], ...(effects ? effectsText(stage.stack, effects) : [])]);
  return `\`\`\`text\n${text}\`\`\`\n`;
}

function joined(sections: readonly (readonly string[])[]): string {
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function title({ stage, left, to, deployed }: Told): string {
  if (deployed?.before !== undefined) {
    const has = deployed.before === "done" ? "has gone back" : "goes on going back";
    return `${stage.stack} ${has} to ${called(to)}`;
  }
  return `${stage.stack} goes back from ${calledLeft(left)} to ${called(to)}`;
}

function fromTo({ left, to, reason, deployed }: Told): string[] {
  const lines = [
    // Of what has gone back already, the rollback is what is there.
    `  ${deployed?.before === "done" ? "by  " : "from"}  ${stateText(left)}`,
    `  to    update ${to.update} of commit ${to.commit.slice(0, 12)}, deployed ${to.deployedAt}`,
    ...(to.verifiedAt === undefined ? [] : [`        verified since ${to.verifiedAt}, by ${to.verifiedBy}`]),
    ...(reason === undefined ? [] : [`  why   ${reason}`]),
  ];
  return lines.flatMap((line) => wrapped(inMinutes(line), " ".repeat(8)));
}

function stateText({ state, update, at, commit, unknown }: LeftFreight): string {
  const of = commit === undefined ? "" : ` of commit ${commit.slice(0, 12)}`;
  const how = {
    deployed: `update ${update}${of}, deployed ${at}`,
    failed: `update ${update}${of}, which failed ${at}: parts of it may be there`,
    "cut off": `an update${of} that was cut off: parts of it may be there`,
  }[state];
  return unknown === undefined ? how : `${how}; ${unknown}`;
}

/** `1.4.2 (50b2820bc39c)` */
function called({ id, version }: Pick<MovingFreight, "id" | "version">): string {
  return version === undefined ? shortId(id) : `${version} (${shortId(id)})`;
}

function calledLeft({ id, version }: LeftFreight): string {
  return id === undefined ? "something that nobody knows" : called({ id, ...(version !== undefined && { version }) });
}

function effectsText(stack: string, effects: RollbackEffects): string[][] {
  const { moves, kept, migrations, impact, warnings, gates } = effects;
  return [
    movesText(moves),
    listed("stays, because it holds data or a value, although the restored app does not know it:", kept),
    listed(
      "migrations that ran since are not undone; the schema stays as they left it:",
      migrations.map(migrationText),
    ),
    listed("warnings:", warnings),
    impact ? impactText(impact, stack) : [`impact on ${stack}: unknown before the gates that refuse are mended`],
    ["gates:", ...gatesText(gates).map((line) => `  ${line}`)],
  ];
}

function migrationText({ database, image, digest, command, at, isUncertain }: PastMigration): string {
  const of = digest === undefined ? "" : ` ${shown(digest)}`;
  return `${database}: ${command.join(" ")} (${image}${of}), ${at}${isUncertain ? ", if that update got so far" : ""}`;
}

function listed(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0
    ? []
    : [...wrapped(heading), ...lines.flatMap((line) => wrapped(inMinutes(`  ${line}`), "    "))];
}

function nextText(outcome: RollbackOutcome): string[] {
  const { stage, effects, isRefused, written, deployed } = outcome;
  const { file } = stage;
  if (deployed) {
    return [...deployedText(outcome, deployed), ...recordsText(outcome, "is")];
  }
  if (!effects) {
    return [`${file} says so already; to deploy it:`, ...deploy(outcome)];
  }
  if (isRefused) {
    return refusal(effects.gates, `${command(outcome)}${outcome.isNow ? " --now" : ""}`);
  }
  if (written?.pullRequest) {
    const { url, isNew } = written.pullRequest;
    return [`the pull request is ${isNew ? "open" : "up to date"}: ${url}`, ...recordsText(outcome, "is")];
  }
  if (written) {
    return [`${file} is written; to deploy it:`, ...deploy(outcome), ...recordsText(outcome, "is")];
  }
  const flags = outcome.reason === undefined ? "" : ` --reason ${JSON.stringify(outcome.reason)}`;
  const forced = effects.gates.some((gate) => gate.forced) ? " --force" : "";
  return [
    "nothing is written yet:",
    `  ${command(outcome)}${forced}${flags} --yes`,
    `    writes ${file}`,
    ...(outcome.isSandbox ? [] : [`  ${command(outcome)}${forced}${flags} --pr`, "    opens a pull request with it"]),
    `  ${command(outcome)}${forced}${flags} --now`,
    "    deploys it at once, from a branch of its own",
    ...recordsText(outcome, "will be"),
  ];
}

function refusal(gates: RollbackEffects["gates"], rollback: string): string[] {
  const refusing = refusals(gates).map(({ gate }) => gate);
  const isForceable = refusing.every((gate) => forceable.has(gate));
  return [
    ...wrapped(`refused by ${refusing.join(", ")}: nothing is written`, "  "),
    ...(isForceable ? ["if it has to be all the same, which is recorded:", `  ${rollback} --force --reason "…"`] : []),
  ];
}

export function command({ stage, asked, isSandbox }: RollbackResult): string {
  const to = asked === undefined ? "" : ` --to ${asked}`;
  return `npx slipway rollback ${stage.argument}${to}${isSandbox ? " --sandbox" : ""}`;
}

/** The commands that bring a written file to its place. */
function deploy({ stage, to, isSandbox }: RollbackOutcome): string[] {
  const { stack, argument, file } = stage;
  const where = argument === stack ? "" : ` --cwd ${file.slice(0, file.lastIndexOf("/"))}`;
  const up = isSandbox ? `npx slipway sandbox up ${argument}` : `pulumi up --stack ${stack}${where}`;
  return [`git add ${file}`, `git commit --message "Roll ${stack} back to ${shortId(to.id)}"`, up].map(
    (line) => `  ${line}`,
  );
}

/** What goes into the records, and how the hold is lifted again. */
function recordsText({ stage, isSandbox, effects }: RollbackOutcome, is: "is" | "will be"): string[] {
  const records = effects?.records ?? [];
  const rejected = records.flatMap(({ event, id }) => (event === "rejected" ? [`${shortId(id)} ${is} rejected`] : []));
  const held = records.some(({ event }) => event === "held") ? [`${stage.stack} ${is} held`] : [];
  const says = [...rejected, ...held].join(", and ");
  return [
    ...(says === "" ? [] : wrapped(`${says}, so that it does not come back by itself`, "  ")),
    ...(held.length === 0
      ? []
      : ["to lift the hold later:", `  npx slipway hold ${stage.argument} --off${isSandbox ? " --sandbox" : ""}`]),
  ];
}
