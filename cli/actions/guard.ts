import { basename } from "node:path";
import { guardedStack } from "../../config/guarded-stack.ts";
import { parseUrn } from "../../lib/urn.ts";
import { type GuardedPlan, type Losses, losses } from "../../plan/guard.ts";
import { baselineOf } from "../../plan/guard-baseline.ts";
import { earlierPlan } from "../../plan/guard-earlier.ts";
import { isUnchanged } from "../../plan/guard-unchanged.ts";
import type { Plan } from "../../plan/plan.ts";
import { type NothingPlanned, planStackOrNothing } from "../../plan/plan-stack.ts";
import { pulumiOf } from "../../promotion/open-stage.ts";
import { locate, locateForSandbox } from "../../sandbox/run/locate.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../print.ts";
import { during } from "../progress.ts";
import { guardText } from "../texts/guard.ts";
import type { GuardFlags } from "../verbs/guard.ts";

/** What the guard came to. */
export interface GuardResult extends Losses {
  readonly stack: string;
  /** Name of the stack file, where a loss is allowed. */
  readonly file: string;
  readonly comparedWith: { readonly commit: string; readonly why: string };
  /** The program and the configuration are the same. */
  readonly unchanged: boolean;
  /** Whether anything of it is, or was, protected. */
  readonly protects: boolean;
  /** The file has lost what runs, so that all of it would go. */
  readonly isEmptied?: true;
  /** The project had another name then, so that what was there is in another stack to Pulumi. */
  readonly renamed?: { readonly from: string; readonly to: string };
}

/** `slipway guard`: compares, prints, and returns the exit code. */
export async function runGuard(argument: string | undefined, flags: GuardFlags): Promise<number> {
  const located = (flags.sandbox ? locateForSandbox : locate)(argument ?? guardedStack(process.cwd()));
  const { root, stack, file } = located;
  const { from, sandbox = false } = flags;
  const { baseline, planned, unchanged, before } = await during(
    `comparing ${stack} with what is deployed`,
    async ({ note }) => {
      // A commit that is asked for needs no history, nor the engine that has it.
      const pulumi = await pulumiOf(located, sandbox && from === undefined, note);
      const compared = await baselineOf(root, pulumi, from);
      const now = await planStackOrNothing(file);
      const isSame = await isUnchanged(root, file, compared);
      const earlier = isSame ? promoted(now) : await earlierPlan(root, file, compared);
      return { baseline: compared, planned: now, unchanged: isSame, before: earlier };
    },
  );
  if ("says" in planned && !before) {
    const says = `${planned.says}${flags.sandbox ? " --sandbox" : ""}`;
    print({ ...planned, says }, `${says}\n`, flags);
    return exitCodes.done;
  }
  const now: GuardedPlan | undefined = promoted(planned) ?? (before && { ...before, resources: [], allowReplace: [] });
  const renamed = before && now && renamedBetween(before, now);
  const found: Losses = before && now ? losses(before, now) : { refused: [], allowed: [] };
  const { commit } = baseline;
  const why = before ? baseline.why : `${baseline.why}; the stack was not there yet`;
  const comparedWith = { commit, why };
  const protects = [before, now].some((plan) => plan && protectsAny(plan));
  const result: GuardResult = {
    stack,
    file: basename(file),
    comparedWith,
    unchanged,
    protects,
    ...("says" in planned && { isEmptied: true }),
    ...(renamed && { renamed }),
    ...found,
  };
  print(result, guardText(result), flags);
  return found.refused.length > 0 ? exitCodes.refused : exitCodes.done;
}

function promoted(planned: Plan | NothingPlanned): Plan | undefined {
  return "says" in planned ? undefined : planned;
}

function renamedBetween(before: GuardedPlan, now: GuardedPlan): GuardResult["renamed"] {
  const [from, to] = [before, now].map(({ resources: [first] }) => parseUrn(first?.urn ?? "")?.project);
  return from === undefined || to === undefined || from === to ? undefined : { from, to };
}

function protectsAny({ resources }: GuardedPlan): boolean {
  return resources.some(({ custom, protect }) => custom && protect);
}
