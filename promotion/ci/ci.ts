import { formatProblem, type Problem } from "../../config/problem.ts";
import { promotionOf } from "../../config/promotion.ts";
import { blockValues, parseStackText } from "../../config/stack-file.ts";
import type { Values } from "../../config/values.ts";
import { gitOrFail } from "../../git/git.ts";
import { type Repository, textAt } from "../../git/repository.ts";
import { canonicalJson } from "../../lib/canonical-json.ts";
import { messageOf } from "../../lib/message-of.ts";
import type { Pair } from "../effects/moves.ts";
import type { StageHistory } from "../history/deployment.ts";
import { pairIn } from "../promote/chosen-freight.ts";
import { type BaseOptions, changeBase } from "./change-base.ts";
import { type Judgement, judgePair, type Names } from "./judged-pair.ts";

/** What the check says of one stack. */
interface JudgedStack extends Judgement {
  readonly stack: string;
  /** Name of its file. */
  readonly file: string;
}

/** What the check came to. */
export interface CiResult {
  /** The commit that HEAD is compared with. */
  readonly base: string;
  /** Stacks with `promotion.from`. */
  readonly stacks: readonly JudgedStack[];
  readonly isRefused: boolean;
  /** Nobody could tell of one of them, and none is known to be wrong: it may not pass either. */
  readonly isUnknown: boolean;
}

/** What a change is compared with, and where its stacks are. */
export interface CiOptions extends BaseOptions {
  /** The stacks are those in the sandbox. */
  readonly isSandbox?: boolean;
}

/**
 * Judges a change of stack files: whether an app or a release that a stack takes from another one was verified there.
 * Where none changes, nobody is asked, so that it passes without any right too.
 *
 * @param folder of the stack files from the top of the repository, with a slash at its end; empty at the top
 * @param historyOf what is known of a stack in that folder
 */
export async function ciPromotion(
  repository: Repository,
  folder: string,
  wanted: CiOptions,
  historyOf: (stack: string) => Promise<StageHistory>,
): Promise<CiResult> {
  const base = await changeBase(repository, wanted);
  const [before, after] = await Promise.all([base, "HEAD"].map((commit) => stacksAt(repository, commit, folder)));
  const stacks: JudgedStack[] = [];
  for (const [stack, now] of after ?? []) {
    const then = before?.get(stack);
    // The file at the base counts: a change cannot take the rule away that it is judged by.
    const from = then?.values?.from ?? now.values?.from;
    if (from !== undefined) {
      stacks.push({
        stack,
        file: now.file,
        ...(await judged(then, now, { stack, from, isSandbox: wanted.isSandbox ?? false }, historyOf)),
      });
    }
  }
  const isRefused = stacks.some(({ passes, isUnknown }) => !passes && !isUnknown);
  return { base, stacks, isRefused, isUnknown: !isRefused && stacks.some(({ passes }) => !passes) };
}

async function judged(
  then: StackAt | undefined,
  now: StackAt,
  names: Names,
  historyOf: (stack: string) => Promise<StageHistory>,
): Promise<Judgement> {
  if (then?.text === now.text) {
    return { passes: true, says: "unchanged" };
  }
  if (!now.values) {
    return { passes: false, says: now.unreadable };
  }
  const [problem] = now.values.problems;
  if (problem) {
    return { passes: false, says: `${formatProblem(problem)}, so it is not known what would be deployed` };
  }
  const { pair } = now.values;
  if (then?.values && same(then.values.pair, pair)) {
    return { passes: true, says: "slipway:app and slipway:release are unchanged" };
  }
  if (!then && !pair.app && !pair.release) {
    return { passes: true, says: "nothing is promoted yet" };
  }
  if (!pair.app || !pair.release) {
    return {
      passes: false,
      says: `slipway:${pair.app ? "release" : "app"} is gone, and both move as one: put it back`,
    };
  }
  const { app, release } = pair;
  try {
    return await judgePair({ app, release }, then?.values?.pair.app, names, historyOf);
  } catch (error) {
    return { passes: false, isUnknown: true, says: `it cannot be told what was verified: ${messageOf(error)}` };
  }
}

function same(a: Partial<Pair>, b: Partial<Pair>): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

/** A stack file at a commit. */
type StackAt = { readonly file: string; readonly text: string } & (
  | {
      readonly values: { readonly pair: Partial<Pair>; readonly from?: string; readonly problems: readonly Problem[] };
    }
  | { readonly values?: undefined; readonly unreadable: string }
);

/** The engine reads a stack's file by this name alone. */
const stackFile = /^Pulumi\.(.+)\.yaml$/;

async function stacksAt(repository: Repository, commit: string, folder: string): Promise<Map<string, StackAt>> {
  const listed = await gitOrFail(repository.top, "ls-tree", "--name-only", "-z", commit, "--", folder || ".");
  const files = listed.split("\0").flatMap((path) => {
    const file = path.slice(folder.length);
    const stack = stackFile.exec(file)?.[1];
    return stack === undefined ? [] : [{ stack, file, path }];
  });
  const entries = files.map(async ({ stack, file, path }) => {
    const text = (await textAt(repository, commit, path)) ?? "";
    return [stack, { file, text, ...readStack(text, file) }] as const;
  });
  return new Map(await Promise.all(entries));
}

function readStack(text: string, file: string) {
  try {
    const { values, problems } = parseStackText(text, file);
    const environment: Values = Object(blockValues(values).environment);
    const { from } = promotionOf(environment);
    return { values: { pair: pairIn(values), problems, ...(from !== undefined && { from }) } };
  } catch (error) {
    return { unreadable: messageOf(error) };
  }
}
