import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import type { RingingAlarm } from "../cloud.ts";
import type { Session } from "./session.ts";

/** Most names that DescribeAlarms takes. */
const namesPerCall = 100;

/** Which of these alarms ring now. */
export async function ringing(
  alarms: readonly string[],
  session: Session,
  region: string = session.place.region,
): Promise<readonly RingingAlarm[]> {
  const names = [...new Set(alarms)];
  if (names.length === 0) {
    return [];
  }
  const cloudWatch = new CloudWatchClient({ ...(await session.clientConfig()), region });
  const ringing: RingingAlarm[] = [];
  for (let at = 0; at < names.length; at += namesPerCall) {
    const answer = await cloudWatch.send(
      new DescribeAlarmsCommand({
        AlarmNames: names.slice(at, at + namesPerCall),
        // Without it composite alarms are left out.
        AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
        MaxRecords: namesPerCall,
      }),
    );
    for (const alarm of [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])]) {
      const { AlarmName, StateReason, StateValue, StateTransitionedTimestamp: since } = alarm;
      if (AlarmName !== undefined && StateValue === "ALARM") {
        const reason = StateReason ?? "CloudWatch gives no reason";
        ringing.push({ name: AlarmName, reason, ...(since && { since: since.toISOString() }) });
      }
    }
  }
  return ringing;
}
