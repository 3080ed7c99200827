import { at } from "../../config/path.ts";
import type { Values } from "../../config/values.ts";
import { canonicalJson } from "../../lib/canonical-json.ts";
import type { Pair } from "../effects/moves.ts";
import { pairOf, shortId } from "../freight.ts";
import { type Deployment, isGood, type StageHistory } from "../history/deployment.ts";
import { historyNotes } from "../history/history-notes.ts";
import { rejectionOf } from "../history/rejected-pair.ts";
import { asKept, keptSections } from "../rollback/kept.ts";

/** What is said of a change. */
export interface Judgement {
  readonly passes: boolean;
  /** It does not pass because nobody could be asked. */
  readonly isUnknown?: true;
  /** A sentence; where it does not pass, with what to do. */
  readonly says: string;
  /** What of the records was not believed. */
  readonly notes?: readonly string[];
}

/** The stacks that a judgement is about. */
export interface Names {
  readonly stack: string;
  /** The one before it. */
  readonly from: string;
  /** They are in the sandbox, and so is what people are told to type. */
  readonly isSandbox: boolean;
}

/**
 * Whether an app and a release may come to a stack: they were verified in the one before it and never rejected here, or
 * a rollback restored them.
 *
 * @param before the app that the stack had, of which a rollback keeps what it added
 */
export async function judgePair(
  pair: Pair,
  before: Values | undefined,
  names: Names,
  historyOf: (stack: string) => Promise<StageHistory>,
): Promise<Judgement> {
  const { rollbackOf } = pair.release;
  if (typeof rollbackOf === "string") {
    return judgeRollback(pair, rollbackOf, before, await historyOf(names.stack), names);
  }
  const upstream = await historyOf(names.from);
  const judged = judgeUpstream(pair, upstream, names);
  return judged.passes ? unlessRejected(pair, judged, [upstream, await historyOf(names.stack)], names) : judged;
}

/** A rollback is not taken back by a revert of its commit: what was found to be bad here stays where it is. */
function unlessRejected(
  pair: Pair,
  judged: Judgement,
  [upstream, own]: readonly [StageHistory, StageHistory],
  names: Names,
): Judgement {
  const rejected = rejectionOf(pair, own, upstream);
  if (!rejected) {
    return judged;
  }
  const { id, by, at: when, reason } = rejected;
  const promote = commandFor(`promote ${names.from} ${names.stack} --pr`, names);
  return {
    passes: false,
    says: `${shortId(id)} was rejected in ${names.stack} by ${by} at ${when}: ${reason}: take both blocks back, and let ${promote} write them for a build without that fault`,
    notes: [...(judged.notes ?? []), ...historyNotes(own)],
  };
}

function judgeUpstream({ app, release }: Pair, history: StageHistory, names: Names): Judgement {
  const pair = pairOf(app, release);
  const found = history.deployments.filter(({ freight }) => freight?.pair === pair);
  const notes = historyNotes(history);
  const good = found.find(isGood);
  if (good?.verdict && good.freight) {
    const { since, record } = good.verdict;
    return {
      passes: true,
      says: `${shortId(good.freight.id)} was verified in ${history.stack} at ${since} by ${record.by}`,
      notes,
    };
  }
  const command = commandFor(`promote ${names.from} ${names.stack} --pr`, names);
  const why = found[0] ? standing(found[0], history.stack) : `${history.stack} never had this app with this release`;
  const nothing = history.nothing === undefined ? "" : ` (${history.nothing})`;
  return {
    passes: false,
    says: `${why}${nothing}: take both blocks back, and let ${command} write them once they are verified`,
    notes,
  };
}

function standing({ at: deployed, verdict, rejected, isClean }: Deployment, stack: string): string {
  const had = `${stack} has this since ${deployed}`;
  if (rejected) {
    return `${had}, and it was rejected there: ${rejected.reason}`;
  }
  if (!isClean) {
    return `${had}, with changes that were never committed`;
  }
  return verdict ? `${had}, and its verification failed` : `${had}, and nobody has verified it`;
}

function judgeRollback(
  { app, release }: Pair,
  id: string,
  before: Values | undefined,
  history: StageHistory,
  names: Names,
): Judgement {
  const notes = historyNotes(history);
  const said = `release.rollbackOf ${shortId(id)}`;
  const run = `undo this change, and run ${commandFor(`rollback ${names.stack}`, names)}`;
  const freight = history.deployments.find((one) => one.freight?.id === id && isGood(one))?.freight;
  if (!freight) {
    return { passes: false, says: `${said} was never verified in ${history.stack}: ${run}`, notes };
  }
  // What was left may be ahead of the file, or behind it: what either declared may stay.
  const newer = [before, ...history.deployments.map((one) => one.freight?.app)];
  if (pairOf(app, release) !== pairOf(withKept(freight.app, app, newer), freight.release)) {
    return {
      passes: false,
      says: `${said} was verified in ${history.stack}, and this is not what it was: ${run}`,
      notes,
    };
  }
  return { passes: true, says: `a rollback to ${shortId(id)}, which was verified in ${history.stack}`, notes };
}

function commandFor(words: string, { isSandbox }: Names): string {
  return `npx slipway ${words}${isSandbox ? " --sandbox" : ""}`;
}

/** The restored app with what a rollback keeps: what an app before had, and still has, and the restored one lacks. */
function withKept(restored: Values, app: Values, before: readonly (Values | undefined)[]): Values {
  const collections = keptSections.flatMap((collection): [string, Values][] => {
    const own: Values = Object(restored[collection]);
    const kept = Object.entries(Object(app[collection])).filter(
      ([name, value]) =>
        !(name in own) && before.some((one) => isSame(asKept(at(one, [collection, name]), restored), value)),
    );
    return kept.length > 0 ? [[collection, { ...own, ...Object.fromEntries(kept) }]] : [];
  });
  return { ...restored, ...Object.fromEntries(collections) };
}

function isSame(a: unknown, b: unknown): boolean {
  return a !== undefined && canonicalJson(a) === canonicalJson(b);
}
