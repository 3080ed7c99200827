import { join, relative } from "node:path";
import { gitOrFail } from "../../git/git.ts";
import { inWorktree } from "../../git/worktree.ts";
import { messageOf } from "../../lib/message-of.ts";
import { Refusal } from "../../lib/user-error.ts";
import type { Deployment, StageHistory } from "../history/deployment.ts";
import { waitForUpdate } from "../history/running-update.ts";
import { stageHistory } from "../history/stage-history.ts";
import type { Known } from "../promote/chosen-freight.ts";
import { moving, named } from "../promote/promotion-result.ts";
import { pullRequestHome } from "../promote/pull-request.ts";
import type { Stage } from "../stage.ts";
import { commitOnBranch, keepRollback, type RollbackBranch, repositoryOf, rollbackBranch } from "./branch.ts";
import { bringUp } from "./engine.ts";
import { type Left, leftIn } from "./left.ts";
import type { DeployedNow, RollbackNow } from "./now-result.ts";
import { installLike } from "./packages.ts";
import { plannersAt } from "./planners.ts";
import { leftFreight, rollbackTitle, workOut } from "./rollback.ts";
import type { RollbackOptions, RollbackResult } from "./rollback-result.ts";

/** What goes back at once, without waiting for a review. */
export interface NowTools {
  readonly waitForUpdate: typeof waitForUpdate;
  readonly plannersAt: typeof plannersAt;
  readonly install: typeof installLike;
  readonly bringUp: typeof bringUp;
  /** Milliseconds from any beginning. */
  readonly clock: () => number;
}

const realTools: NowTools = {
  waitForUpdate,
  plannersAt,
  install: installLike,
  bringUp,
  clock: () => performance.now(),
};

/** A rollback at once on its way. */
interface Work {
  readonly stage: Stage;
  /** The same with its files in a working tree of the commit that is deployed. */
  readonly there: Stage;
  readonly branch: RollbackBranch;
  readonly left: Left & { readonly commit: string };
  readonly options: RollbackOptions;
  readonly tools: NowTools;
  readonly start: number;
}

/**
 * Goes back at once: puts the app and the release back in the stack file of the commit that is deployed, on a branch of
 * its own, and brings the stack up from there, with that commit's program. The user's working tree stays as it is. Cut
 * off anywhere, it can be run again and goes on.
 *
 * @param options with `isPullRequest`, what a pull request needs is looked at before anything is written
 */
export async function rollbackNow(
  stage: Stage,
  options: RollbackOptions,
  tools: NowTools = realTools,
): Promise<RollbackNow> {
  const start = tools.clock();
  const { cancelRunning = false, say, isPullRequest = false } = options;
  await tools.waitForUpdate(stage, { cancelRunning, say });
  const history = await stageHistory(stage);
  const left = withCommit(await leftIn(stage, history), stage);
  const branch = await rollbackBranch(stage);
  const begun = begunWith(history, left, branch, options);
  return inWorktree(stage.located.root, left.commit, (root) => {
    const there = inside(stage, root);
    const work: Work = { stage, there, branch, left, options: { ...options, isPullRequest: false }, tools, start };
    return begun ? goOn(work, begun) : goBack(work, history, isPullRequest);
  });
}

async function goBack(work: Work, history: StageHistory, isPullRequest: boolean): Promise<RollbackNow> {
  const { stage, there, branch, left, options, tools } = work;
  const plan = await workOut(there, { history, left }, options, tools.plannersAt(stage, left.commit));
  const result: RollbackResult = { ...plan.result, stage: named(stage) };
  if (result.isRefused || !result.effects) {
    return { result };
  }
  if (isPullRequest) {
    // Nothing is rejected, held or deployed by what cannot be opened.
    pullRequestHome({ stage, text: plan.after });
  }
  await tools.install(stage.located.root, there.located.root, options.say);
  const title = rollbackTitle(result);
  const commit = await commitOnBranch(stage, branch, { parent: left.commit, text: plan.after, title });
  await stage.records.append(...result.effects.records);
  return { result, deployed: await deploy(work, commit, title) };
}

/** The same rollback was begun before: its commit is what is in the stage, or parts of it are. */
async function goOn(work: Work, to: Known): Promise<RollbackNow> {
  const { stage, there, branch, left, options, tools, start } = work;
  const result: RollbackResult = {
    stage: named(stage),
    isSandbox: stage.isSandbox,
    left: leftFreight(left),
    to: moving(to),
    isRefused: false,
  };
  const { commit } = left;
  const title = await gitOrFail(there.located.root, "log", "-1", "--format=%s", commit);
  if (left.state === "deployed") {
    const seconds = secondsSince(start, tools);
    return { result, deployed: { branch: branch.name, commit, title, seconds, before: "done" } };
  }
  await tools.install(stage.located.root, there.located.root, options.say);
  return { result, deployed: { ...(await deploy(work, commit, title)), before: "begun" } };
}

async function deploy(work: Work, commit: string, title: string): Promise<DeployedNow> {
  const { stage, there, branch, options, tools, start } = work;
  const unkept = await keepRollback(stage, branch, commit);
  if (unkept !== undefined) {
    options.say(`no tag keeps ${branch.name} (${unkept}): keep the branch, since Pulumi's history names its commit`);
  }
  await gitOrFail(there.located.root, "checkout", "--quiet", "--detach", commit);
  const failed = await tools
    .bringUp({ stage, there: there.located, title, say: options.say })
    .then(() => undefined, messageOf);
  const seconds = secondsSince(start, tools);
  return { branch: branch.name, commit, title, seconds, ...(failed !== undefined && { failed }) };
}

function secondsSince(start: number, { clock }: NowTools): number {
  return Math.round((clock() - start) / 1000);
}

/** Without its commit nobody knows the program that goes with what is there. */
function withCommit({ commit, ...left }: Left, { located: { stack } }: Stage): Work["left"] {
  if (commit === undefined) {
    throw new Refusal(
      `nobody knows at which commit ${stack} was deployed last, so not with which program: npx slipway rollback ${stack} goes back with the one that is here`,
    );
  }
  return { ...left, commit };
}

/** What the rollback that is in the stage goes back to, where it is the one of the branch, or did not end well. */
function begunWith(
  { deployments }: StageHistory,
  { state, rollbackOf, commit }: Work["left"],
  branch: RollbackBranch,
  { to }: RollbackOptions,
): Known | undefined {
  const isOurs = state !== "deployed" || commit === branch.commit;
  if (rollbackOf === undefined || !isOurs || (to !== undefined && !rollbackOf.startsWith(to.toLowerCase()))) {
    return undefined;
  }
  // The rollback itself may have the same freight as what it brought back.
  return deployments.flatMap(known).find((one) => one.freight.id === rollbackOf && one.commit !== commit);
}

function known(deployment: Deployment): Known[] {
  const { freight, commit } = deployment;
  return freight && commit !== undefined ? [{ ...deployment, freight, commit }] : [];
}

/** A stage with its files in another working tree. */
function inside(stage: Stage, root: string): Stage {
  const { located } = stage;
  const file = join(root, relative(located.root, located.file));
  return { ...stage, repository: { ...repositoryOf(stage), top: root }, located: { ...located, root, file } };
}
