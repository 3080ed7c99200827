import { readStackText } from "../config/stack-file.ts";
import { git } from "../git/git.ts";
import { firstFew } from "../lib/first-few.ts";
import { needsAdmin } from "../lib/needs-admin.ts";
import { promotionIn } from "../promotion/downstream.ts";
import { freightOf, shortId } from "../promotion/freight.ts";
import { deployedProgramGate } from "../promotion/gates/deployed-program.ts";
import type { StageHistory } from "../promotion/history/deployment.ts";
import { rejectionOf } from "../promotion/history/rejected-pair.ts";
import { programAt } from "../promotion/program.ts";
import { pairIn } from "../promotion/promote/chosen-freight.ts";
import { pulumiCommand } from "../promotion/slipway-command.ts";
import type { Stage } from "../promotion/stage.ts";
import type { Change } from "./change.ts";

const MOST_NAMED = 5;

/** What is known of a stack beside the one in question, by its name. */
export type HistoryOf = (stack: string) => Promise<StageHistory>;

/** Why this commit may not be deployed in a stage, as far as that can be told before the engine is asked. */
export async function commitRefusals(
  stage: Pick<Stage, "located">,
  commit: string,
  historyOf: HistoryOf,
): Promise<readonly string[]> {
  return [...(await standingRefusals(stage, commit, historyOf)), ...(await programRefusals(stage, historyOf))];
}

/** Those of them that no waiting changes: only another commit may be deployed. */
export async function standingRefusals(
  stage: Pick<Stage, "located">,
  commit: string,
  historyOf: HistoryOf,
): Promise<readonly string[]> {
  // After a rollback both are so, and the first is why.
  return [...(await rejectedRefusals(stage, commit, historyOf)), ...(await olderRefusals(stage, commit, historyOf))];
}

/** Why the program here may not be deployed in a stage yet, if so. */
async function programRefusals(stage: Pick<Stage, "located">, historyOf: HistoryOf): Promise<readonly string[]> {
  const verdict = await deployedProgramGate(stage, historyOf);
  return verdict && !verdict.passes ? [verdict.says] : [];
}

/**
 * Why what stands in the stack file may not be deployed, if so: after a rollback it is what was left, until the rollback's
 * pull request is merged; and what was found bad upstream since it was promoted goes no further, but for where it is
 * already. What somebody promoted by force all the same may.
 */
async function rejectedRefusals(
  { located: { root, stack, file } }: Pick<Stage, "located">,
  commit: string,
  historyOf: HistoryOf,
): Promise<readonly string[]> {
  const { app, release } = pairIn(readStackText(file).values);
  if (!app || !release || typeof release.rollbackOf === "string") {
    return [];
  }
  const own = await historyOf(stack);
  const { from } = promotionIn(file);
  const upstream = from === undefined ? [] : [await historyOf(from)];
  const { id, pair } = freightOf({ app, release, program: await programAt(root, commit) });
  const isThere = own.deployments[0]?.freight?.pair === pair;
  return [own, ...(isThere ? [] : upstream)].flatMap((history) => {
    const rejected =
      rejectionOf({ app, release }, history, own, ...upstream) ??
      // Of an update that failed Pulumi's history has no freight to compare with.
      history.rejections.findLast((one) => one.id === id);
    return rejected === undefined || isForced(rejected, own) ? [] : [rejectedSentence(rejected, history.stack)];
  });
}

type Rejection = StageHistory["rejections"][number];

function isForced({ id, at }: Rejection, { forced }: StageHistory): boolean {
  return forced.some((record) => record.gate === "rejected" && record.id === id && record.at > at);
}

function rejectedSentence({ id, by, at, reason }: Rejection, stack: string): string {
  return `${shortId(id)} was rejected in ${stack} by ${by} at ${at}: ${reason}: merge the pull request of the rollback, or bring a build without that fault`;
}

/** Why an older commit may not be deployed over a newer one, if so: a run that is started again has the commit of then. */
async function olderRefusals(
  { located: { root, stack } }: Pick<Stage, "located">,
  commit: string,
  historyOf: HistoryOf,
): Promise<readonly string[]> {
  const deployed = (await historyOf(stack)).deployments[0]?.commit;
  if (deployed === undefined || deployed === commit) {
    return [];
  }
  const isOlder = (await git(root, "merge-base", "--is-ancestor", commit, deployed)) !== undefined;
  return isOlder
    ? [
        `${stack} has commit ${shortId(deployed)}, which is newer than this one, ${shortId(commit)}: run the workflow on the newest commit; to go back, npx slipway rollback ${stack}`,
      ]
    : [];
}

/** Why a job may not make these changes, if so: it may change what runs, and not who may do what. */
export function adminRefusals({ located }: Pick<Stage, "located">, changes: readonly Change[]): readonly string[] {
  const paths = changes.filter(({ urn }) => needsAdmin(urn)).map(({ path }) => path);
  if (paths.length === 0) {
    return [];
  }
  const command = pulumiCommand(`pulumi up --stack ${located.stack}`, located);
  return [
    `a job may not change ${firstFew(paths, MOST_NAMED)}: a person with administrative rights runs ${command} on this commit, and then this job again`,
  ];
}
