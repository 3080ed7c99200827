import { at } from "../../config/path.ts";
import type { Values } from "../../config/values.ts";
import { firstFew } from "../../lib/first-few.ts";
import type { GuardedPlan } from "../../plan/guard.ts";
import type { Candidate } from "../effects/candidate.ts";
import { shortId } from "../freight.ts";
import { cleanGate } from "../gates/clean.ts";
import { gateNames, passed, refused, type Verdict } from "../gates/gate.ts";
import { guardGate } from "../gates/guard.ts";
import { schemaGates } from "../gates/schema.ts";
import { programAt, programDifference } from "../program.ts";
import type { Known } from "../promote/chosen-freight.ts";
import type { Stage } from "../stage.ts";
import type { Left } from "./left.ts";

/** All that the gates of a rollback look at. */
export interface RollbackFacts {
  readonly stage: Stage;
  readonly left: Left;
  readonly target: Known;
  /** `release.rollbackOf` of the stack file as it is. */
  readonly declaredRollbackOf: string | undefined;
  /** The app of that file, which counts where nobody knows what is left. */
  readonly declaredApp: Values | undefined;
  readonly deployed: GuardedPlan | undefined;
  readonly candidate: Candidate;
  readonly isPullRequest: boolean;
}

/** All gates of a rollback, in the order in which they are told. */
export async function rollbackGates(facts: RollbackFacts): Promise<Verdict[]> {
  const { stage, left, target, declaredApp, deployed, candidate, isPullRequest } = facts;
  const verdicts = [
    rollbackGate(facts),
    rejectedGate(target),
    await programGate(stage, left),
    ...schemaGates(candidate),
    versionGate(left.freight?.app ?? declaredApp, target.freight.app),
    guardGate(deployed, candidate.plan),
    await cleanGate(stage.repository, { isPullRequest }),
  ];
  return verdicts.toSorted((a, b) => gateNames.indexOf(a.gate) - gateNames.indexOf(b.gate));
}

/** Going back twice would follow a way that nobody has tried, with a schema that is two releases ahead. */
function rollbackGate({
  stage,
  left,
  declaredRollbackOf,
}: Pick<RollbackFacts, "stage" | "left" | "declaredRollbackOf">): Verdict {
  const { stack } = stage.located;
  const where = left.rollbackOf === undefined ? `the file of ${stack}` : `what ${stack} has`;
  const of = left.rollbackOf ?? declaredRollbackOf;
  return of === undefined
    ? passed("rollback", `${stack} has no rollback now`)
    : refused("rollback", rollbackOfRollback(where, of));
}

/** Why it is not done, and what is done instead. */
export function rollbackOfRollback(where: string, of: string): string {
  return `${where} is a rollback already (release.rollbackOf: ${shortId(of)}), and none is rolled back: go forward with a build that mends it, by npx slipway promote or npx slipway bump`;
}

/** What was found to be bad is gone back to on purpose alone. */
function rejectedGate({ freight, rejected }: Known): Verdict {
  return rejected
    ? refused("rejected", `${shortId(freight.id)} was rejected by ${rejected.by} at ${rejected.at}: ${rejected.reason}`)
    : passed("rejected", "what comes back was never rejected");
}

const MOST_NAMED = 5;

/** A rollback takes the app and the release back, and not the program that deploys them. */
async function programGate({ located: { root, stack } }: Stage, { freight, commit }: Left): Promise<Verdict> {
  if (commit === undefined) {
    return refused("program", `nobody knows at which commit ${stack} was deployed last: see that this is its program`);
  }
  const [here, there] = await Promise.all([programAt(root, "HEAD"), freight?.program ?? programAt(root, commit)]);
  if (here === there) {
    return passed("program", "the program here is the one that was deployed last");
  }
  const files = await programDifference(root, commit, "HEAD");
  return refused(
    "program",
    `${firstFew(files, MOST_NAMED)} here differ from the program of ${commit.slice(0, 12)}, which was deployed last, and a rollback is no time to change it: go there first`,
    [`git switch -c rollback-${stack} ${commit}`],
  );
}

/** No engine reads the data of a newer one, and none that of another. */
function versionGate(newer: Values | undefined, older: Values): Verdict {
  const back = (["databases", "caches"] as const).flatMap((section) =>
    Object.keys(Object(older[section])).flatMap((name) => {
      const [from, to] = [newer, older].map((app) => engineOf(at(app, [section, name])));
      const isBack = from && to && (from.engine !== to.engine || isLower(to.version, from.version));
      return isBack ? [`app.${section}.${name} from ${from.engine} ${from.version} to ${to.engine} ${to.version}`] : [];
    }),
  );
  return back.length === 0
    ? passed("upgrade", "no database and no cache goes back to an older version")
    : refused(
        "upgrade",
        `${back.join("; ")}: no engine reads the data of a newer one: choose a release that had that version with --to, or go forward with a build that says it`,
      );
}

function engineOf(store: unknown): { readonly engine: string; readonly version: string } | undefined {
  const [engine, version] = ["engine", "version"].map((key) => at(store, [key]));
  return store === undefined ? undefined : { engine: `${engine}`, version: `${version}` };
}

/** Numbers between points, the first ones first: `8.1` is lower than `8.10`. */
function isLower(one: string, other: string): boolean {
  const [a, b] = [one, other].map((version) => version.split(".").map(Number));
  for (const [index, number] of (a ?? []).entries()) {
    const against = b?.[index];
    if (against === undefined || Number.isNaN(number) || Number.isNaN(against)) return false;
    if (number !== against) return number < against;
  }
  return false;
}
