import { parseDeployment } from "../../backend/deployment.ts";
import { allUpdates, type NumberedUpdate } from "../../backend/history.ts";
import { UserError } from "../../lib/user-error.ts";
import { shortId } from "../freight.ts";
import { judgedRecords, verdictOn } from "../records/judged-records.ts";
import type { ReadRecords } from "../records/record.ts";
import type { Stage } from "../stage.ts";
import { type Deployment, isGood, type StageHistory } from "./deployment.ts";
import { isNoStack, unreadable } from "./unreadable.ts";
import { isValues, updateFreight } from "./update-freight.ts";

/** Reads what Pulumi's history and the records know of a stage, and holds the records against the history. */
export async function stageHistory({ located, pulumi, records }: Stage): Promise<StageHistory> {
  const { root, stack } = located;
  const [{ updates, ...rest }, read] = await Promise.all([knownToPulumi(stack, pulumi), records.read()]);
  const deployments: Deployment[] = [];
  // One after the other: each new commit asks git, and there may be hundreds.
  for (const update of updates.filter(endedWell)) {
    deployments.push(await deploymentOf(root, update));
  }
  return { stack, ...rest, ...joined(deployments, read), ...unsettled(updates) };
}

/** The newest freight that was deployed from committed files, was found good, and was not rejected since. */
export function newestVerified({ deployments }: StageHistory): Deployment | undefined {
  return deployments.find(isGood);
}

/** The newest deployment of a freight, by its id or how that begins. */
export function findDeployment({ stack, deployments }: StageHistory, idOrStart: string): Deployment {
  const freights = newestOfEach(deployments);
  const found = freights.filter(({ freight }) => freight?.id.startsWith(idOrStart.toLowerCase()));
  const [newest] = found;
  if (newest && found.length === 1) {
    return newest;
  }
  const says = newest ? `"${idOrStart}" is how several ids begin` : `"${idOrStart}" was never deployed in ${stack}`;
  const there = newest ? found : freights;
  throw new UserError(
    there.length === 0
      ? `${says}, nor anything else of which it is known what it was`
      : [`${says}: name one of`, ...there.slice(0, MOST_LISTED).map(listed)].join("\n"),
  );
}

const MOST_LISTED = 10;

/** `  0123456789ab  update 7, verified` */
function listed({ freight, update, verdict, rejected }: Deployment): string {
  const word = rejected ? "rejected" : (verdict?.is ?? "not verified");
  return `  ${shortId(freight?.id ?? "")}  update ${update}, ${word}`;
}

/** A freight may have been deployed more than once. */
function newestOfEach(deployments: readonly Deployment[]): readonly Deployment[] {
  const ids = deployments.map(({ freight }) => freight?.id);
  return deployments.filter(({ freight }, index) => freight && ids.indexOf(freight.id) === index);
}

interface KnownToPulumi extends Pick<StageHistory, "pendingOperations" | "nothing"> {
  /** The newest first. */
  readonly updates: readonly NumberedUpdate[];
}

async function knownToPulumi(stack: string, pulumi: Stage["pulumi"]): Promise<KnownToPulumi> {
  try {
    const [updates, exported] = await Promise.all([allUpdates(pulumi), pulumi(["stack", "export"])]);
    const pendingOperations = parseDeployment(exported).deployment.pending_operations?.length ?? 0;
    const nothing = updates.some(endedWell) ? {} : { nothing: `no update of ${stack} has ended well yet` };
    return { updates, pendingOperations, ...nothing };
  } catch (error) {
    return { updates: [], pendingOperations: 0, nothing: whyNoStack(stack, error) };
  }
}

/** That there is no stack is an answer; that Pulumi cannot be asked is none. */
function whyNoStack(stack: string, error: unknown): string {
  if (isNoStack(error)) {
    return `Pulumi has no stack ${stack}`;
  }
  if (error instanceof UserError) {
    return error.message;
  }
  throw unreadable(stack, error);
}

function endedWell({ kind, result, endTime }: NumberedUpdate): boolean {
  return kind === "update" && result === "succeeded" && endTime !== undefined;
}

async function deploymentOf(root: string, update: NumberedUpdate): Promise<Deployment> {
  const { number, startTime, endTime = startTime, commit, isDirty, author, config } = update;
  const environment = config["slipway:environment"];
  const release = config["slipway:release"];
  const rollbackOf = isValues(release) ? release.rollbackOf : undefined;
  return {
    update: number,
    at: endTime,
    ...(commit !== undefined && { commit }),
    ...(author !== undefined && { commitBy: author }),
    isClean: !isDirty,
    environment: isValues(environment) ? environment : {},
    ...(await updateFreight(root, update)),
    ...(typeof rollbackOf === "string" && { rollbackOf }),
  };
}

function joined(
  deployments: readonly Deployment[],
  { records, damaged }: ReadRecords,
): Pick<StageHistory, "deployments" | "held" | "rejections" | "forced" | "disbelieved" | "damaged"> {
  const { verifications, disbelieved } = judgedRecords(records, deployments);
  const rejections = records.filter((record) => record.event === "rejected");
  const holding = records.findLast((record) => record.event === "held" || record.event === "unheld");
  return {
    deployments: deployments.map((deployment) => {
      const { freight } = deployment;
      if (!freight) return deployment;
      const verdict = verdictOn(freight.id, verifications);
      const found = verifications.findLast(({ update }) => update === deployment.update);
      const rejected = rejections.findLast(({ id }) => id === freight.id);
      return { ...deployment, ...(verdict && { verdict }), ...(found && { found }), ...(rejected && { rejected }) };
    }),
    ...(holding?.event === "held" && { held: holding }),
    rejections,
    forced: records.filter((record) => record.event === "forced"),
    disbelieved,
    damaged,
  };
}

/** What came after the last update that ended well and changed something too: then it is not what runs. */
function unsettled(updates: readonly NumberedUpdate[]): Pick<StageHistory, "unsettled"> {
  const settled = updates.findIndex(endedWell);
  const later = updates.slice(0, Math.max(0, settled)).find(({ kind }) => kind === "update" || kind === "destroy");
  if (!later) return {};
  const { number, kind, result, startTime, endTime = startTime } = later;
  if (result === "in-progress") return { unsettled: `${kind} ${number} has been running since ${startTime}` };
  return {
    unsettled:
      result === "succeeded"
        ? `it was destroyed at ${startTime}`
        : `${kind} ${number} failed at ${endTime}: what runs may be of both`,
  };
}
