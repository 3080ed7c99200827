import { messageOf } from "../../lib/message-of.ts";
import { type CheckOfStack, failed, ok, skipped, warning } from "../check.ts";
import type { Whole } from "../context.ts";
import { testNotice } from "../test-notice.ts";
import { alarmTopics, heardBy } from "../topics.ts";

/** Whether anybody hears when something needs somebody, and has confirmed that. */
export const receivers: CheckOfStack = {
  name: "alarm receivers",
  asks: "aws",
  async run(context) {
    const { stack } = context.declared;
    const topics = await Promise.all(
      alarmTopics(context).map(async (topic) => ({
        ...topic,
        found: await context.account.subscriptions(topic.arn),
      })),
    );
    const silent = topics.flatMap(({ arn, key, found = [] }) =>
      found.filter(({ isConfirmed }) => !isConfirmed).map((one) => ({ ...one, arn, key })),
    );
    const [first] = silent;
    if (first) {
      const who = silent.map(({ key, protocol, endpoint }) => `${protocol === "email" ? endpoint : protocol} (${key})`);
      return failed(
        `${[...new Set(who)].join(", ")} hears nothing: the subscription was never confirmed, by the link in the e-mail of AWS`,
        ...resends(silent, first),
      );
    }
    if (stack.alarms.page.length === 0) {
      return warning(
        "nobody hears what needs somebody now: name receivers in environment.alarms.page",
        `npx slipway plan ${context.argument}`,
      );
    }
    return topics.every(({ found }) => found === undefined)
      ? skipped("the first up makes the topics")
      : ok([...new Set(topics.map(({ key, receivers: all }) => `${key}: ${heardBy(all)}`))].join("; "));
  },
};

interface Silent {
  readonly arn: string;
  readonly protocol: string;
  readonly endpoint: string;
}

/** The same subscription again sends the e-mail again. An address may hold a key, so only that of an e-mail is told. */
function resends(silent: readonly Silent[], first: Silent): [string, ...string[]] {
  const command = ({ arn, protocol, endpoint }: Silent) => {
    // The AWS CLI asks the region of the profile, and not that of an ARN.
    const topic = `--region ${arn.split(":")[3]} --topic-arn ${arn}`;
    return protocol === "email"
      ? `aws sns subscribe ${topic} --protocol email --notification-endpoint ${endpoint}`
      : `aws sns list-subscriptions-by-topic ${topic}`;
  };
  return [command(first), ...silent.slice(1).map(command)];
}

/** Sends a test to everybody who hears of alarms. */
export const alarmTest: CheckOfStack = {
  name: "alarm test",
  asks: "aws",
  async run(context) {
    const sent = await Promise.all(alarmTopics(context).map((topic) => send(topic, context)));
    const wrong = sent.filter(({ problem }) => problem !== undefined);
    const to = [...new Set(sent.map(({ to: who }) => who))].join("; ");
    return wrong.length === 0
      ? ok(`sent to ${to}: ask them whether it arrived${context.isSandbox ? " (in the sandbox there is nobody)" : ""}`)
      : failed(
          wrong.map(({ problem }) => problem).join("; "),
          context.isSandbox ? `npx slipway sandbox up ${context.argument}` : `pulumi up --stack ${context.name}`,
        );
  },
};

async function send(topic: ReturnType<typeof alarmTopics>[number], context: Whole) {
  const to = `${topic.key} (${heardBy(topic.receivers)})`;
  try {
    const isThere = await context.cloud.publish(testNotice(topic, context));
    return isThere ? { to } : { to, problem: `nobody was told: there is no topic ${topic.arn} yet` };
  } catch (error) {
    return { to, problem: `nobody was told of ${topic.arn}: ${messageOf(error)}` };
  }
}
