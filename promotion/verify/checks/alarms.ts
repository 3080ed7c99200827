import type { RingingAlarm } from "../../../cloud/cloud.ts";
import { type CheckMeans, type Finding, finding } from "../check.ts";

/** Whether the stack's alarms are quiet. One of a stack that sleeps means nothing. */
export async function alarms(means: Pick<CheckMeans, "cloud" | "state">, isAsleep: boolean): Promise<Finding> {
  if (isAsleep) {
    return { passed: true, says: "not asked: the stack is asleep" };
  }
  const ringing = await ringingAlarms(means);
  return finding(
    ringing.map(({ name, reason }) => `${name} rings: ${reason}`),
    `none of ${means.state.alarms.length} rings`,
  );
}

/** Those of the stack's alarms that ring, in every region that it has some in. */
export async function ringingAlarms({
  cloud,
  state,
}: Pick<CheckMeans, "cloud" | "state">): Promise<readonly RingingAlarm[]> {
  const byRegion = Map.groupBy(state.alarms, ({ region }) => region);
  const answers = await Promise.all(
    [...byRegion].map(([region, all]) =>
      cloud.ringing(
        all.map(({ name }) => name),
        region,
      ),
    ),
  );
  return answers.flat();
}
