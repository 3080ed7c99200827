import { at, isOff, listOf } from "../../inputs.ts";
import type { Everything, PolicyResource, Rule } from "../../rule.ts";

const compositeAlarm = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const service = "aws:ecs/service:Service";
/** What does something when an alarm rings, and the input that names the alarm. */
const users: readonly (readonly [type: string, input: string])[] = [
  [compositeAlarm, "alarmRule"],
  [compositeAlarm, "actionsSuppressor"],
  [service, "alarms"],
];

export const alarmTells: Rule = {
  name: "alarm-tells",
  demands: "An alarm tells somebody, is part of one that does, or takes a deployment back.",
  why: "An alarm without an action rings where nobody is.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-15",
      says: "Alarms have an action for the state ALARM (a control of other standards than the foundational one).",
    },
  ],
  wayOut: "Name a topic in alarmActions, or the alarm in a composite alarm's alarmRule.",
  enforcement: "mandatory",
  types: ["aws:cloudwatch/metricAlarm:MetricAlarm", compositeAlarm],
  looksAround: true,
  check: (alarm, everything) => {
    if (isOff(alarm.inputs.actionsEnabled)) {
      return ["actionsEnabled is false"];
    }
    return listOf(alarm.inputs.alarmActions).length > 0 || isUsed(alarm, everything)
      ? []
      : ["alarmActions is empty, and nothing else uses it"];
  },
};

function isUsed(alarm: PolicyResource, everything: Everything): boolean {
  const name = alarm.inputs.alarmName ?? alarm.inputs.name;
  const refersTo = ([type, input]: readonly [string, string]) => everything.referring(type, input, alarm).length > 0;
  return (
    users.some(refersTo) ||
    everything.ofType(compositeAlarm).some(({ inputs }) => namedBy(inputs).includes(name)) ||
    everything.ofType(service).some(({ inputs }) => listOf(at(inputs, "alarms.alarmNames")).includes(name))
  );
}

/** Names in a composite alarm: `ALARM("cpu")`, `ALARM(cpu)`, or the ARN in their place. */
function namedBy(inputs: PolicyResource["inputs"]): readonly unknown[] {
  const inRule = `${inputs.alarmRule}`.matchAll(/\(\s*["']?([^"'()]+?)["']?\s*\)/g);
  const named = [...inRule].map(([, name = ""]) => name.replace(/^arn:.*:alarm:/, ""));
  return [...named, at(inputs, "actionsSuppressor.alarm")];
}
