import { promotionOf } from "../../config/promotion.ts";
import { messageOf } from "../../lib/message-of.ts";
import { argumentFor } from "../../sandbox/run/workspace.ts";
import type { Downstream } from "../downstream.ts";
import { deployCommand, slipwayCommand } from "../slipway-command.ts";
import type { Stage } from "../stage.ts";
import type { Verification } from "./verify.ts";

/** What comes after a verification: what was done by itself, or what somebody may do now. */
export interface FollowUp {
  readonly says: string;
  readonly command?: string;
}

/** How what follows is done. Each rejects with a sentence where a gate says no. */
export interface Followers {
  /** Opens the promotion to a stage as a pull request, and says so. */
  promote(to: Downstream): Promise<string>;
  /** Goes back to the freight that was verified before, and says so. */
  rollBack(): Promise<string>;
}

export interface FollowOptions {
  readonly now: Date;
  /** What is opened by itself may be opened: as a pull request. */
  readonly isPullRequest: boolean;
  readonly isDryRun: boolean;
  /** A workflow goes back at once where it is wanted, so it is not done here. */
  readonly leavesRollback?: boolean;
}

/** Whether what failed is to be rolled back by itself: the place wants it, and there is something to go back to. */
export function wantsRollback({ verdict, deployment, hasWayBack }: Verification): boolean {
  const { environment, rollbackOf } = deployment;
  return verdict === "failed" && hasWayBack && rollbackOf === undefined && promotionOf(environment).rollbackOnFailure;
}

/** Does what the configuration wants to come next, or says what can be done. */
export async function followUps(
  stage: Stage,
  verification: Verification,
  downstream: readonly Downstream[],
  options: FollowOptions,
  followers: Followers,
): Promise<readonly FollowUp[]> {
  const { verdict, deployment } = verification;
  switch (verdict) {
    case "failed":
      return [...afterAlarms(stage, verification), await afterFailure(stage, verification, options, followers)];
    case "unsettled":
      return afterNothingWhole(stage, verification);
    case "unknown":
      return [];
    default:
  }
  const since = deployment.verdict?.is === "verified" ? new Date(deployment.verdict.since) : options.now;
  const all: FollowUp[] = [];
  for (const to of downstream) {
    all.push(await afterSuccess(stage, to, since, options, followers));
  }
  return all;
}

const minute = 60_000;

async function afterSuccess(
  stage: Stage,
  to: Downstream,
  since: Date,
  { now, isPullRequest, isDryRun }: FollowOptions,
  { promote }: Followers,
): Promise<FollowUp> {
  const over = new Date(since.getTime() + to.soakMinutes * minute);
  const isOver = over <= now;
  const moving = `${argumentFor(stage.located)} ${argumentFor(to)}`;
  // Nothing opens by itself on the word of the sandbox.
  const opensItself = to.auto && !stage.isSandbox;
  const command = `npx slipway promote ${moving}${opensItself ? " --pr" : ""}${stage.isSandbox ? " --sandbox" : ""}`;
  if (!isOver) {
    const opens = opensItself ? "the promotion opens with the first verification after" : "it may be promoted from";
    // A minute that has begun counts as the next one, since people are told minutes.
    const ready = new Date(Math.ceil(over.getTime() / minute) * minute).toISOString();
    return { says: `${to.stack}: ${opens} ${ready} (soak of ${to.soakMinutes} minutes)`, command };
  }
  if (!opensItself) {
    return { says: `${to.stack}: it may be promoted now`, command };
  }
  if (!isPullRequest || isDryRun) {
    return { says: `${to.stack}: its promotion opens by itself with verify --pr`, command };
  }
  return { says: `${to.stack}: ${await promote(to).catch((error: unknown) => `not promoted: ${messageOf(error)}`)}` };
}

/** An update that failed need not be the release's fault: nobody has looked at what it would have been. */
function afterNothingWhole(stage: Stage, { deployment, hasWayBack }: Verification): readonly FollowUp[] {
  const isWanted = hasWayBack && promotionOf(deployment.environment).rollbackOnFailure;
  const why = "nothing was found bad, so nothing goes back by itself (environment.promotion.rollbackOnFailure): ";
  return [
    { says: `${isWanted ? why : ""}to deploy it again`, command: deployCommand(stage) },
    ...(hasWayBack
      ? [{ says: "or to go back to what was verified before", command: slipwayCommand("rollback", stage) }]
      : []),
  ];
}

/** What only rings may stop by itself, and is no reason for another deployment then. */
function afterAlarms(stage: Stage, verification: Verification): readonly FollowUp[] {
  const wrong = verification.checks.filter(({ passed }) => !passed).map(({ name }) => name);
  return wrong.join() === "alarms" && !wantsRollback(verification)
    ? [
        {
          says: "when the alarms have stopped, look again; nothing has to be deployed for that",
          command: slipwayCommand("verify", stage),
        },
      ]
    : [];
}

async function afterFailure(
  stage: Stage,
  verification: Verification,
  { isDryRun, leavesRollback = false }: FollowOptions,
  { rollBack }: Followers,
): Promise<FollowUp> {
  const { deployment, hasWayBack } = verification;
  if (deployment.rollbackOf !== undefined) {
    return { says: "what is deployed is a rollback itself, and none is rolled back: repair it, and deploy it again" };
  }
  if (!hasWayBack) {
    const says = "no other release was verified here, so there is none to go back to: mend it, and deploy it again";
    return { says, command: deployCommand(stage) };
  }
  const command = slipwayCommand("rollback", stage);
  const now = slipwayCommand("rollback", stage, "--now");
  if (!wantsRollback(verification)) {
    return { says: "to go back to what was verified before", command };
  }
  if (isDryRun) {
    return { says: "without --dry-run it would be rolled back (environment.promotion.rollbackOnFailure)", command };
  }
  if (leavesRollback) {
    return { says: "the workflow goes back at once (environment.promotion.rollbackOnFailure); by hand", command: now };
  }
  return rollBack().then(
    (says) => ({ says }),
    (error: unknown) => ({ says: `not rolled back: ${messageOf(error)}`, command }),
  );
}
