import { shortId } from "../freight.ts";
import type { Deployment, StageHistory, VerdictOfStage } from "../history/deployment.ts";
import type { ReleaseRecord } from "./record.ts";

type OfUpdate = Extract<ReleaseRecord, { readonly update: number }>;
type Verification = VerdictOfStage["record"];

/** Records of updates, held against Pulumi's history. */
export interface JudgedRecords {
  /** Verifications of what was really deployed, the oldest first. */
  readonly verifications: readonly Verification[];
  readonly disbelieved: StageHistory["disbelieved"];
}

/** Holds the records of updates against the deployments that Pulumi knows. */
export function judgedRecords(
  records: readonly ReleaseRecord[],
  deployments: readonly Pick<Deployment, "update" | "at" | "commit" | "freight" | "unknown">[],
): JudgedRecords {
  const byNumber = new Map(deployments.map((deployment) => [deployment.update, deployment]));
  const judged = records
    .filter(isOfUpdate)
    .map((record) => ({ record, why: whyNot(record, byNumber.get(record.update)) }));
  const believed = judged.filter(({ why }) => why === undefined).map(({ record }) => record);
  return {
    verifications: believed.filter((record) => record.event !== "deployed"),
    disbelieved: judged.flatMap(({ record, why }) => (why === undefined ? [] : [{ record, why }])),
  };
}

/** The newest word on a freight. */
export function verdictOn(id: string, verifications: readonly Verification[]): VerdictOfStage | undefined {
  const own = verifications.filter((record) => record.id === id);
  const record = own.at(-1);
  if (!record) {
    return undefined;
  }
  const { event } = record;
  const first = own.findLastIndex((one) => one.event !== event) + 1;
  return { is: event, record, since: own[first]?.at ?? record.at };
}

function isOfUpdate(record: ReleaseRecord): record is OfUpdate {
  return "update" in record;
}

/** Why a record is not believed; undefined when it is. */
function whyNot(
  record: OfUpdate,
  deployment: Pick<Deployment, "at" | "commit" | "freight" | "unknown"> | undefined,
): string | undefined {
  const { update, id, at } = record;
  if (!deployment) {
    return `Pulumi's history has no update ${update} that ended well`;
  }
  const { freight, unknown, commit } = deployment;
  if (!freight) {
    return `what update ${update} deployed is not known: ${unknown}`;
  }
  if (freight.id !== id) {
    return `update ${update} deployed ${shortId(freight.id)}`;
  }
  if (record.event === "deployed" && record.commit !== commit) {
    return `update ${update} was of commit ${commit}`;
  }
  return Date.parse(at) < Date.parse(deployment.at) ? `update ${update} ended later, at ${deployment.at}` : undefined;
}
