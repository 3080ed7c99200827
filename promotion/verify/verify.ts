import { basename } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Cloud } from "../../cloud/cloud.ts";
import { appChecksOf } from "../../config/app-checks.ts";
import { blocks } from "../../config/blocks.ts";
import { readStackText } from "../../config/stack-file.ts";
import { counted } from "../../lib/counted.ts";
import { UserError } from "../../lib/user-error.ts";
import { type Freight, pairOf } from "../freight.ts";
import { deployedPlace } from "../history/deployed-place.ts";
import { deployedState } from "../history/deployed-state.ts";
import type { Deployment, StageHistory } from "../history/deployment.ts";
import { historyNotes } from "../history/history-notes.ts";
import { recoverCommand } from "../history/running-update.ts";
import { pairIn } from "../promote/chosen-freight.ts";
import { hasWayBack } from "../rollback/target.ts";
import { slipwayCommand } from "../slipway-command.ts";
import type { Stage } from "../stage.ts";
import { type CheckMeans, isAtRest, type Looked, looked, notLooked, type Seen } from "./check.ts";
import { alarms } from "./checks/alarms.ts";
import { command } from "./checks/command.ts";
import { deployed } from "./checks/deployed.ts";
import { request } from "./checks/request.ts";
import { running } from "./checks/running.ts";
import { seeServices, steady } from "./checks/steady.ts";
import { targets } from "./checks/targets.ts";

/** What a verification came to. */
export interface Verification {
  readonly stack: string;
  readonly isSandbox: boolean;
  readonly deployment: Deployment;
  readonly checks: readonly Looked[];
  /**
   * `unsettled`: what is deployed is not one whole freight, so there is nothing to say it of; `unknown`: something
   * could not be looked at.
   */
  readonly verdict: "verified" | "failed" | "unsettled" | "unknown";
  /** Whether another freight was verified here, which a rollback can go back to. */
  readonly hasWayBack: boolean;
  /** What is worth knowing beside it. */
  readonly notes: readonly string[];
}

/** What a verification works with. */
export interface VerifyMeans {
  readonly cloud: Pick<Cloud, "service" | "running" | "ringing" | "probe" | "runTask">;
  /** Told what takes time. */
  readonly say: (sentence: string) => void;
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

/** The newest deployment of a stage; refused where there is none. */
export function newestDeployment({ stack, deployments, nothing }: StageHistory): Deployment {
  const [newest] = deployments;
  if (newest === undefined) {
    throw new UserError(
      `there is nothing in ${stack} to verify until it is deployed: ${nothing ?? "its history is empty"}`,
    );
  }
  return newest;
}

/** Looks at the newest deployment of a stage. Writes nothing. */
export async function verification(stage: Stage, history: StageHistory, means: VerifyMeans): Promise<Verification> {
  const deployment = newestDeployment(history);
  const { stack } = history;
  const first = { name: "deployed", ...deployed(history, deployment, recoverCommand(stage)) };
  const { freight } = deployment;
  // The first check tells that.
  const { unsettled: _unsettled, ...settled } = history;
  const isWhole = first.passed && freight !== undefined;
  const common = {
    stack,
    isSandbox: stage.isSandbox,
    deployment,
    hasWayBack: hasWayBack(history, isWhole ? freight : undefined),
  };
  if (!first.passed || freight === undefined) {
    return { ...common, checks: [first], verdict: "unsettled", notes: historyNotes(settled) };
  }
  const checks = [first, ...(await cloudChecks(stage, deployment, freight, means))];
  return { ...common, checks, verdict: verdictOf(checks), notes: [...historyNotes(settled), ...ahead(stage, freight)] };
}

/** Whatever failed has failed, also where something else could not be looked at. */
function verdictOf(checks: readonly Looked[]): Verification["verdict"] {
  if (checks.some(({ passed, couldNotLook }) => !passed && !couldNotLook)) {
    return "failed";
  }
  return checks.some(({ couldNotLook }) => couldNotLook) ? "unknown" : "verified";
}

async function cloudChecks(
  stage: Stage,
  { environment, at: deployedAt }: Deployment,
  { app }: Freight,
  { cloud, say, pause = wait }: VerifyMeans,
): Promise<readonly Looked[]> {
  const place = deployedPlace(environment, stage.located.stack);
  const means: CheckMeans = {
    cloud,
    place,
    deployedAt,
    state: await deployedState(stage),
    say,
    pause,
    isStill: stage.isSandbox,
  };
  say(`looking at ${counted(means.state.services.length, "service")}`);
  let seen: readonly Seen[] = [];
  const settled = await looked("steady", async () => {
    seen = await seeServices(means);
    return steady(seen, means);
  });
  if (settled.couldNotLook && seen.length === 0) {
    return [settled];
  }
  const isAsleep = place.sleeps && seen.some((one) => isAtRest(one, place) === "asleep");
  return [
    settled,
    await looked("running", () => running(seen, means)),
    await looked("targets", async () => targets(seen)),
    await looked("alarms", () => alarms(means, isAsleep)),
    ...(isAsleep ? [asleep(stage)] : await appChecks(app, means)),
  ];
}

/** What runs no task has proved nothing, although it is as it should be. */
function asleep(stage: Stage): Looked {
  return notLooked("awake", `the stack is asleep: wake it (${slipwayCommand("wake", stage)}), then verify it again`);
}

/** One after the other: a command may be what another check then sees. */
async function appChecks(app: Freight["app"], means: CheckMeans): Promise<readonly Looked[]> {
  const parsed = blocks.app.safeParse(app);
  if (!parsed.success) {
    return [notLooked("checks", "the app as it was deployed does not fit this program's schema: deploy it again")];
  }
  const checks: Looked[] = [];
  for (const check of appChecksOf(parsed.data)) {
    means.say(`check ${check.name}`);
    checks.push(
      await looked(check.name, () => (check.kind === "http" ? request(check, means) : command(check, means))),
    );
  }
  return checks;
}

/** What people have written since is not what was looked at. */
function ahead({ located: { file } }: Stage, { pair }: Freight): readonly string[] {
  const { app, release } = pairIn(readStackText(file).values);
  return app && release && pairOf(app, release) !== pair
    ? [`${basename(file)} is ahead of what was deployed and looked at`]
    : [];
}
