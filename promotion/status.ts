import type { CloudPlace } from "../cloud/cloud.ts";
import { estimate } from "../config/cost/estimate.ts";
import { promotionOf } from "../config/promotion.ts";
import { readStackOrNothing } from "../config/read-stack.ts";
import { resolveAtAnyCost } from "../config/resolve.ts";
import { readStackText } from "../config/stack-file.ts";
import type { Range } from "../lib/cost/range.ts";
import { counted } from "../lib/counted.ts";
import { messageOf } from "../lib/message-of.ts";
import { argumentFor } from "../sandbox/run/workspace.ts";
import { pairOf } from "./freight.ts";
import { deployedPlace } from "./history/deployed-place.ts";
import { deployedState } from "./history/deployed-state.ts";
import type { Deployment, StageHistory } from "./history/deployment.ts";
import { historyNotes } from "./history/history-notes.ts";
import { stageHistory } from "./history/stage-history.ts";
import { pairIn } from "./promote/chosen-freight.ts";
import type { Stage } from "./stage.ts";
import type { CheckMeans, Seen } from "./verify/check.ts";
import { type Ringing, ringingAlarms } from "./verify/checks/alarms.ts";
import { runningOf } from "./verify/checks/running.ts";
import { see, steady } from "./verify/checks/steady.ts";
import { targets } from "./verify/checks/targets.ts";

/** What a service really runs, compared with what was deployed. */
interface ServiceStatus {
  readonly name: string;
  readonly is: "same" | "differs" | "resting" | "none" | "unknown";
  /** `2 tasks as deployed` */
  readonly says: string;
}

/** Where a stage stands. What could not be read is absent, and `problems` says why. */
export interface StageStatus {
  readonly stack: string;
  /** What the command line takes for it. */
  readonly argument: string;
  /** What the stack file says; absent where nothing was promoted to it yet. */
  readonly declared?: { readonly version?: string; readonly pair: string; readonly isDeployed: boolean };
  /** The stack that it takes its freight from, while it has taken none yet. */
  readonly nothingPromotedFrom?: string;
  /** It was never deployed, and why that is thought. */
  readonly nothing?: string;
  readonly deployed?: Pick<Deployment, "update" | "at" | "commit" | "commitBy" | "unknown" | "isClean"> & {
    readonly id?: string;
    readonly version?: string;
    readonly isRollback: boolean;
  };
  /** Of the freight, which may have been found good before it was deployed again. */
  readonly verdict?: { readonly is: "verified" | "failed" | "rejected"; readonly since: string; readonly by: string };
  readonly services?: readonly ServiceStatus[];
  readonly health?: {
    readonly isWell: boolean;
    readonly says: string;
    /** The same of each service by itself; empty where it is well. */
    readonly complaints: readonly string[];
  };
  readonly alarms?: { readonly all: number; readonly ringing: readonly Omit<Ringing, "reason">[] };
  readonly held?: { readonly since: string; readonly by: string; readonly reason: string };
  /** US dollars a month without tax, by the stack file. */
  readonly usd?: Range;
  readonly url?: string;
  /** What could not be read, and what to look at; each with the name of the stack in front. */
  readonly problems: readonly string[];
}

/** What a status is read with. */
export interface StatusMeans {
  open(place: CloudPlace): CheckMeans["cloud"];
}

/** What came of a piece of work; where it failed, its sentence is among the problems. */
type OrNothing = <T>(what: string, work: () => T | Promise<T>) => Promise<T | undefined>;

/** Where a stage stands: its file, its history, its records, its account. Nothing of it being out of reach is fatal. */
export async function stageStatus(stage: Stage, means: StatusMeans): Promise<StageStatus> {
  const { stack } = stage.located;
  const problems: string[] = [];
  const orNothing: OrNothing = async (what, work) => {
    try {
      return await work();
    } catch (error) {
      problems.push(`${stack}: ${what}: ${messageOf(error)}`);
      return undefined;
    }
  };
  const history = await orNothing("history", () => stageHistory(stage));
  const newest = history?.deployments[0];
  const file = await orNothing("stack file", () => fileStatus(stage, newest));
  const usd = await orNothing("configuration", () => costOf(stage));
  // The state is of the last update, however that ended; how far that got beyond the images, ECS's reports say.
  const asWhat = history?.unsettled === undefined ? "as deployed" : "with the images of the last update";
  const account = newest && (await orNothing("account", () => accountStatus(stage, newest, asWhat, means, orNothing)));
  return {
    stack,
    argument: argumentFor(stage.located),
    ...file,
    ...(history && ofHistory(history)),
    ...account,
    ...(usd && { usd }),
    problems: [
      ...problems,
      ...(history ? historyNotes(history) : []),
      ...(account?.health ? whereToLook(stage, account.health) : []),
    ],
  };
}

/** At night, what to type next. */
function whereToLook({ located, isSandbox }: Stage, { isWell }: NonNullable<StageStatus["health"]>): readonly string[] {
  const command = `npx slipway logs ${argumentFor(located)} --errors${isSandbox ? " --sandbox" : ""}`;
  return isWell ? [] : [`${located.stack}: why it is not well: ${command}`];
}

function fileStatus({ located: { file } }: Stage, newest: Deployment | undefined): Partial<StageStatus> {
  const { values } = readStackText(file);
  const { app, release } = pairIn(values);
  if (!app || !release) {
    const { from } = promotionOf(Object(values["slipway:environment"]));
    return from === undefined ? {} : { nothingPromotedFrom: from };
  }
  const pair = pairOf(app, release);
  const { version } = release;
  const isDeployed = newest?.freight?.pair === pair;
  return { declared: { ...(typeof version === "string" && { version }), pair, isDeployed } };
}

function costOf({ located: { file } }: Stage): Range | undefined {
  const read = readStackOrNothing(file, process.cwd(), resolveAtAnyCost);
  return "says" in read ? undefined : estimate(read.resolved.stack).total;
}

function ofHistory({ deployments: [newest], held, nothing }: StageHistory): Partial<StageStatus> {
  const { rejected, verdict } = newest ?? {};
  const word = rejected
    ? { is: "rejected" as const, since: rejected.at, by: rejected.by }
    : verdict && { is: verdict.is, since: verdict.since, by: verdict.record.by };
  return {
    ...(nothing !== undefined && { nothing }),
    ...(newest && { deployed: deployedOf(newest) }),
    ...(word && { verdict: word }),
    ...(held && { held: { since: held.at, by: held.by, reason: held.reason } }),
  };
}

function deployedOf(newest: Deployment): NonNullable<StageStatus["deployed"]> {
  const { update, at, commit, commitBy, unknown, isClean, freight, rollbackOf } = newest;
  const version = freight?.release.version;
  return {
    update,
    at,
    isClean,
    isRollback: rollbackOf !== undefined,
    ...(commit !== undefined && { commit }),
    ...(commitBy !== undefined && { commitBy }),
    ...(unknown !== undefined && { unknown }),
    ...(freight && { id: freight.id }),
    ...(typeof version === "string" && { version }),
  };
}

async function accountStatus(
  stage: Stage,
  { environment }: Deployment,
  asWhat: string,
  { open }: StatusMeans,
  orNothing: OrNothing,
): Promise<Partial<StageStatus>> {
  const place = deployedPlace(environment, stage.located.stack);
  const state = await deployedState(stage);
  const means = { cloud: open(place.account), place, state };
  const [seen, ringing] = await Promise.all([
    orNothing("services", () => Promise.all(state.services.map((service) => see(service, means)))),
    orNothing("alarms", () => ringingAlarms(means)),
  ]);
  return {
    ...(seen && {
      services: await Promise.all(seen.map((one) => serviceStatus(one, asWhat, means))),
      health: healthOf(seen, means),
    }),
    ...(ringing && { alarms: { all: state.alarms.length, ringing: ringing.map(({ reason: _, ...one }) => one) } }),
    ...(state.url !== undefined && { url: state.url }),
  };
}

function healthOf(seen: readonly Seen[], means: Pick<CheckMeans, "place">): NonNullable<StageStatus["health"]> {
  const findings = seen.flatMap((one) => [steady([one], means), targets([one])]);
  const complaints = findings.filter(({ passed }) => !passed).map(({ says }) => says);
  return { isWell: complaints.length === 0, says: complaints.join("; ") || "steady, no target unhealthy", complaints };
}

async function serviceStatus(
  seen: Seen,
  asWhat: string,
  means: Pick<CheckMeans, "cloud" | "place">,
): Promise<ServiceStatus> {
  const { name } = seen.service;
  try {
    const found = await runningOf(seen, means);
    switch (found.is) {
      case "same":
        return { name, is: "same", says: `${counted(found.tasks, "task")} ${asWhat}` };
      case "resting":
        return { name, is: "resting", says: found.word };
      case "none":
        return { name, is: "none", says: "runs no task" };
      case "differs":
        return { name, is: "differs", says: found.says.join("; ") };
      default:
        return { name, ...found };
    }
  } catch (error) {
    return { name, is: "unknown", says: messageOf(error) };
  }
}
