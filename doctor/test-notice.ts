import type { Notice } from "../cloud/cloud.ts";
import type { Context, Whole } from "./context.ts";
import type { AlarmTopic } from "./topics.ts";

/** What receivers are sent so that they see whether it arrives. */
export function testNotice(
  topic: AlarmTopic,
  { declared: { stack, plan }, place }: Pick<Whole, "declared" | "place">,
): Notice {
  const { key, arn, receivers } = topic;
  const subject = `${plan.project} ${stack.name}: a test of environment.alarms.${key}`;
  const text = `Somebody ran npx slipway doctor ${stack.name} --alarms. Nothing is wrong and nothing is to be done: whoever reads this hears of alarms.`;
  const asAlarm = receivers.some(({ protocol }) => protocol === "pagerduty");
  const told = { subject, text, arn };
  return {
    topicArn: arn,
    subject: subject.slice(0, 99),
    text,
    forAddresses: JSON.stringify(asAlarm ? alarm(told, place) : card(told)),
  };
}

interface Told {
  readonly subject: string;
  readonly text: string;
}

/** PagerDuty's integration hears nothing but alarms. Source: https://support.pagerduty.com/main/docs/aws-cloudwatch-integration-guide */
function alarm({ subject, text }: Told, place: NonNullable<Context["place"]>) {
  return {
    AlarmName: subject,
    AlarmDescription: text,
    AWSAccountId: place.accountId,
    Region: place.region,
    OldStateValue: "OK",
    NewStateValue: "ALARM",
    NewStateReason: text,
    Trigger: { Namespace: "slipway", MetricName: "doctor" },
  };
}

/** The one form that Slack shows. Source: https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html */
function card({ subject, text }: Told) {
  return {
    version: "1.0",
    source: "custom",
    content: { textType: "client-markdown", title: subject, description: text },
  };
}
