import type { InAccount, Rule, Values } from "../model.ts";
import { TOPIC, TOPIC_POLICY } from "./topic-tokens.ts";
import { str, textsAt } from "./values.ts";

const PUT_ALARM = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html";
const ACTIONS = ["alarmActions", "okActions", "insufficientDataActions"];
const LONGEST_DESCRIPTION = 1024;

/** The rule that the two kinds of alarm have on their text. */
export function alarmDescription(type: string): Rule<Values> {
  return {
    id: `${type}-description`,
    says: `The description of an alarm has at most ${LONGEST_DESCRIPTION} characters.`,
    source: PUT_ALARM,
    refuse(values) {
      const length = str(values, "alarmDescription")?.length ?? 0;
      return length <= LONGEST_DESCRIPTION
        ? undefined
        : `ValidationError: AlarmDescription has ${length} characters: use ${LONGEST_DESCRIPTION} at most`;
    },
  };
}

/** The rules that the two kinds of alarm have on whom they tell; `named` is the input with their name. */
export function alarmActions(type: string, named: string): Rule<InAccount>[] {
  return [
    {
      id: `${type}-actions-exist`,
      says: "What an alarm tells is a topic that exists.",
      source: PUT_ALARM,
      refuse({ resource: { inputs }, account }) {
        const missing = ACTIONS.flatMap((key) => textsAt(inputs, key)).find(
          (action) => action.includes(":sns:") && account.get(TOPIC, action) === undefined,
        );
        return missing === undefined
          ? undefined
          : `ValidationError: Invalid alarm action "${missing}": no such topic: create it first, or take the ARN from it`;
      },
    },
    {
      id: `${type}-may-publish`,
      says: "The policy of a topic, where there is one, lets CloudWatch publish the alarm.",
      source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html",
      refuse({ resource: { inputs }, account }) {
        const deaf = ACTIONS.flatMap((key) => textsAt(inputs, key)).find((action) => {
          const policy = account.get(TOPIC_POLICY, action);
          return (
            policy !== undefined && !JSON.stringify(policy.outputs.policy ?? "").includes("cloudwatch.amazonaws.com")
          );
        });
        return deaf === undefined
          ? undefined
          : `alarm "${inputs[named]}" tells ${deaf}, whose policy does not let cloudwatch.amazonaws.com publish: the message would be dropped. Allow sns:Publish to it`;
      },
    },
  ];
}
