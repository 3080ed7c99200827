import { Topic } from "@pulumi/aws/sns/topic.js";
import { TopicPolicy } from "@pulumi/aws/sns/topicPolicy.js";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { found } from "../lib/records.ts";
import type { AppSecrets } from "./app-secrets.ts";
import { slackChannels } from "./slack-channel.ts";
import { TelegramReceiver } from "./telegram-receiver.ts";

/** Who hears of an alarm; `secret` is the NAME of one that holds what nobody else may know. */
export type AlarmReceiver = { readonly key: string } & (
  | { readonly protocol: "email"; readonly endpoint: string }
  /** The secret holds the whole address, since one often has a key in it. */
  | { readonly protocol: "https"; readonly secret: string }
  /** The secret holds the integration key of a service. */
  | { readonly protocol: "pagerduty"; readonly secret: string }
  | { readonly protocol: "slack"; readonly workspaceId: string; readonly channelId: string }
  /** The secret holds the token of a bot. */
  | { readonly protocol: "telegram"; readonly secret: string; readonly chat: string }
);

export interface AlarmTopicsArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly accountId: string;
  readonly region: string;
  readonly logRetentionDays: number;
  /** Hear what needs somebody now. */
  readonly page: readonly AlarmReceiver[];
  /** Hear what can wait until morning. */
  readonly notify: readonly AlarmReceiver[];
  /** Values of the secrets that receivers name, and where they are kept. */
  readonly secrets: Pick<AppSecrets, "values" | "references">;
  /** Whether an alarm in us-east-1 pages too: AWS has some metrics there alone, and an alarm tells topics of its region. */
  readonly pagesFromUsEast1: boolean;
}

/** One topic, with those who hear of it. */
interface Heard {
  /** Logical name; `region` only where it is not the provider's. */
  readonly name: string;
  readonly region?: string;
  readonly arn: pulumi.Output<string>;
  readonly receivers: readonly AlarmReceiver[];
}

type Child = { parent: AlarmTopics };

/**
 * SNS topics: `page` for what needs somebody now, `notify` for what can wait. Alarms always have a topic, also before
 * anybody listens, so that a receiver added later hears all of them.
 */
export class AlarmTopics extends pulumi.ComponentResource {
  readonly pageArn: pulumi.Output<string>;
  readonly notifyArn: pulumi.Output<string>;
  /** `page` for alarms in us-east-1; absent when none was asked for. */
  readonly usEast1PageArn?: pulumi.Output<string>;

  constructor(name: string, args: AlarmTopicsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:alarm-topics:AlarmTopics", name, {}, opts);
    const child = { parent: this };

    const page = topic({ name: `${name}-page`, receivers: args.page }, alarmsAlone, args, child);
    const notify = topic({ name: `${name}-notify`, receivers: args.notify }, alarmsAndCost, args, child);
    const needsOwn = args.pagesFromUsEast1 && args.region !== "us-east-1";
    const elsewhere = needsOwn
      ? topic({ name: `${name}-page-us-east-1`, region: "us-east-1", receivers: args.page }, alarmsAlone, args, child)
      : undefined;
    chats(name, [page, notify, ...(elsewhere ? [elsewhere] : [])], args, child);

    this.pageArn = page.arn;
    this.notifyArn = notify.arn;
    if (args.pagesFromUsEast1) {
      this.usEast1PageArn = (elsewhere ?? page).arn;
    }
    this.registerOutputs({ pageArn: this.pageArn, notifyArn: this.notifyArn });
  }
}

/** Services that may publish. */
const alarmsAlone = ["cloudwatch.amazonaws.com"];
const alarmsAndCost = [...alarmsAlone, "budgets.amazonaws.com", "costalerts.amazonaws.com"];

/**
 * Not encrypted with a key of ours: the text of an alarm is no secret, and with AWS's own key for SNS alarms are dropped
 * without a word. Source: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
function topic(
  heard: Omit<Heard, "arn">,
  services: readonly string[],
  { prefix, accountId, secrets }: AlarmTopicsArgs,
  child: Child,
): Heard {
  const { name, receivers, ...where } = heard;
  const sns = new Topic(`${name}-topic`, { name: physicalName("topic", prefix, name), ...where }, child);
  const policy = new TopicPolicy(
    `${name}-policy`,
    { arn: sns.arn, policy: sns.arn.apply((arn) => publishing(arn, services, accountId)), ...where },
    child,
  );
  for (const receiver of receivers) {
    const address = addressOf(receiver, secrets.values);
    if (address) {
      new TopicSubscription(`${name}-${receiver.key}`, { topic: sns.arn, ...address, ...where }, child);
    }
  }
  // The topic's own ARN, known once its policy stands: AWS looks at that when something is told to publish here.
  return { ...heard, arn: policy.arn };
}

function publishing(topicArn: string, services: readonly string[], accountId: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "FromThisAccount",
        Effect: "Allow",
        Principal: { Service: services },
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
    ],
  });
}

/** How SNS itself reaches a receiver; nothing for a chat, which it does not speak to. */
function addressOf(receiver: AlarmReceiver, values: AppSecrets["values"]) {
  switch (receiver.protocol) {
    case "email":
      return { protocol: "email", endpoint: receiver.endpoint };
    case "https":
      return { protocol: "https", endpoint: found(values, receiver.secret) };
    case "pagerduty": {
      const key = found(values, receiver.secret);
      const endpoint = pulumi.interpolate`https://events.pagerduty.com/integration/${key}/enqueue`;
      // PagerDuty says yes by itself: waiting for that finds a wrong key now, and not when something breaks.
      return { protocol: "https", endpoint, endpointAutoConfirms: true };
    }
    default:
      return undefined;
  }
}

/** Slack through AWS's own application, Telegram through a function of ours; each hears of all its topics. */
function chats(name: string, topics: readonly Heard[], args: AlarmTopicsArgs, child: Child): void {
  const heard = topics.flatMap((one) => one.receivers.map((receiver) => ({ ...one, receiver })));
  const slack = heard.flatMap(({ receiver, arn }) =>
    receiver.protocol === "slack" ? [{ ...receiver, topicArn: arn }] : [],
  );
  if (slack.length > 0) {
    slackChannels(`${name}-slack`, { prefix: args.prefix, hearing: slack }, child);
  }
  const telegram = heard.flatMap(({ receiver, receivers: _, ...one }) =>
    receiver.protocol === "telegram"
      ? [{ topic: one, chat: receiver.chat, token: found(args.secrets.references, receiver.secret) }]
      : [],
  );
  if (telegram.length > 0) {
    new TelegramReceiver(`${name}-telegram`, { place: args, hearing: telegram }, child);
  }
}
