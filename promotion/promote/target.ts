import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { promotionOf } from "../../config/promotion.ts";
import { parseStackText } from "../../config/stack-file.ts";
import type { Values } from "../../config/values.ts";
import { UserError } from "../../lib/user-error.ts";
import { argumentFor } from "../../sandbox/run/workspace.ts";
import { downstreamOf, promotionIn } from "../downstream.ts";
import type { Pair } from "../effects/moves.ts";
import { slipwayCommand } from "../slipway-command.ts";
import type { Stage } from "../stage.ts";
import { pairIn } from "./chosen-freight.ts";

/** Where a promotion goes, as its stack file has it. */
export interface Target {
  /** The text of the file. */
  readonly before: string;
  /** Absent where one of the two is: nothing was promoted yet. */
  readonly declared: Pair | undefined;
  readonly environment: Values;
  readonly secrets: Values;
}

/** Reads where a promotion goes; refused when that place does not take from there. */
export function readTarget(from: Stage, to: Stage): Target {
  const [source, file] = [from.located.file, to.located.file];
  if (source === file) {
    throw new UserError(bothEnds(to));
  }
  if (dirname(source) !== dirname(file)) {
    throw new UserError(
      `${source} and ${file} are in two folders: stages of one promotion are stacks of one project, so name two stack files that are in the same folder`,
    );
  }
  const before = readFileSync(file, "utf8");
  const values = parseStackText(before, basename(file)).values;
  const environment: Values = Object(values["slipway:environment"]);
  const upstream = promotionOf(environment).from;
  if (upstream !== from.located.stack) {
    const isSwapped = downstreamOf(to).some(({ stack }) => stack === from.located.stack);
    throw new UserError(
      isSwapped
        ? `${from.located.stack} takes from ${to.located.stack}, and not the other way: ${promoteCommand(to, from)}`
        : refusal(from.located.stack, basename(file), upstream),
    );
  }
  const { app, release } = pairIn(values);
  const declared = app && release && { app, release };
  return { before, declared, environment, secrets: Object(values["slipway:secrets"]) };
}

/** What was probably meant: the stage before, or one that comes next. */
function bothEnds(stage: Stage): string {
  const { stack, file } = stage.located;
  const beside = (one: { readonly stack: string; readonly file: string }): Stage => ({
    ...stage,
    located: { ...stage.located, stack: one.stack, file: one.file },
  });
  const { from } = promotionIn(file);
  const meant = [
    ...(from === undefined
      ? []
      : [promoteCommand(beside({ stack: from, file: join(dirname(file), `Pulumi.${from}.yaml`) }), stage)]),
    ...downstreamOf(stage).map((next) => promoteCommand(stage, beside(next))),
  ];
  const instead = meant.length > 0 ? meant.join(", or ") : "name the stack that it was verified in, and the next";
  return `${stack} cannot take from itself: ${instead}`;
}

function promoteCommand(from: Stage, to: Stage): string {
  return slipwayCommand("promote", from, argumentFor(to.located));
}

function refusal(from: string, file: string, upstream: string | undefined): string {
  if (upstream !== undefined) {
    return `environment.promotion.from in ${file} is ${upstream}, so nothing comes from ${from}: promote from ${upstream}, or change that line`;
  }
  return [
    `environment.promotion.from is missing in ${file}, so nothing is promoted there: if it takes what ${from} verified, add`,
    "  slipway:environment:",
    "    promotion:",
    `      from: ${from}`,
  ].join("\n");
}
