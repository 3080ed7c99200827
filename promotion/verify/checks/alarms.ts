import type { RingingAlarm } from "../../../cloud/cloud.ts";
import type { DeployedAlarm } from "../../history/deployed-state.ts";
import { type CheckMeans, type Finding, finding } from "../check.ts";

const pauseSeconds = 15;
/** An alarm looks back: one on the release before rings on for a while after its repair was deployed. */
const oldSeconds = 300;

/** An alarm that rings, and the page that says what to do. */
export type Ringing = RingingAlarm & Pick<DeployedAlarm, "runbook">;

/** Whether the stack's alarms are quiet. One of a stack that sleeps means nothing. */
export async function alarms(means: Omit<CheckMeans, "place">, isAsleep: boolean): Promise<Finding> {
  if (isAsleep) {
    return { passed: true, says: "not asked: the stack is asleep" };
  }
  const { state, isStill, deployedAt, say, pause } = means;
  const isOld = ({ since }: RingingAlarm) => since !== undefined && Date.parse(since) < Date.parse(deployedAt);
  for (let waited = 0; ; waited += pauseSeconds) {
    const ringing = await ringingAlarms(means);
    if (isStill || waited >= oldSeconds || !(ringing.length > 0 && ringing.every(isOld))) {
      return finding(
        ringing.map((one) => `${one.name} rings${sinceOf(one, isOld(one))}: ${one.reason}${toRead(one)}`),
        `none of ${state.alarms.length} rings`,
      );
    }
    if (waited === 0) {
      say(`waiting for ${ringing.map(({ name }) => name).join(", ")}, which rang before this was deployed`);
    }
    await pause(pauseSeconds * 1000);
  }
}

function sinceOf({ since }: RingingAlarm, isOld: boolean): string {
  if (since === undefined) return "";
  return ` since ${since}${isOld ? ", before this was deployed" : ""}`;
}

function toRead({ runbook }: Ringing): string {
  return runbook === undefined ? "" : ` (what to do: ${runbook})`;
}

/** Those of the stack's alarms that ring, in every region that it has some in. */
export async function ringingAlarms({
  cloud,
  state,
}: Pick<CheckMeans, "cloud" | "state">): Promise<readonly Ringing[]> {
  const byRegion = Map.groupBy(state.alarms, ({ region }) => region);
  const answers = await Promise.all(
    [...byRegion].map(([region, all]) =>
      cloud.ringing(
        all.map(({ name }) => name),
        region,
      ),
    ),
  );
  const runbooks = new Map(state.alarms.map(({ name, runbook }) => [name, runbook]));
  return answers.flat().map((one) => {
    const runbook = runbooks.get(one.name);
    return { ...one, ...(runbook !== undefined && { runbook }) };
  });
}
