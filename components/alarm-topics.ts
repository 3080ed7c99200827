import { Topic } from "@pulumi/aws/sns/topic.js";
import { TopicPolicy } from "@pulumi/aws/sns/topicPolicy.js";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { found } from "../lib/records.ts";

/** Who hears of an alarm: an address, or the NAME of a secret that holds an HTTPS address, since one often has a key in it. */
export type AlarmReceiver = { readonly key: string } & (
  | { readonly protocol: "email"; readonly endpoint: string }
  | { readonly protocol: "https" | "pagerduty"; readonly secret: string }
  | { readonly protocol: "slack"; readonly workspaceId: string; readonly channelId: string }
  | { readonly protocol: "telegram"; readonly secret: string; readonly chat: string }
);

export interface AlarmTopicsArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly accountId: string;
  /** Hear what needs somebody now. */
  readonly page: readonly AlarmReceiver[];
  /** Hear what can wait until morning. */
  readonly notify: readonly AlarmReceiver[];
  /** Values of the secrets that receivers name. */
  readonly secretValues: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * Two SNS topics: `page` for what needs somebody now, `notify` for what can wait. Alarms always have a topic, also
 * before anybody listens, so that a receiver added later hears all of them.
 */
export class AlarmTopics extends pulumi.ComponentResource {
  readonly pageArn: pulumi.Output<string>;
  readonly notifyArn: pulumi.Output<string>;

  constructor(name: string, args: AlarmTopicsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:alarm-topics:AlarmTopics", name, {}, opts);
    const child = { parent: this };

    this.pageArn = topic(`${name}-page`, args.page, args, child);
    this.notifyArn = topic(`${name}-notify`, args.notify, args, child);
    this.registerOutputs({ pageArn: this.pageArn, notifyArn: this.notifyArn });
  }
}

function topic(
  name: string,
  receivers: readonly AlarmReceiver[],
  args: AlarmTopicsArgs,
  child: { parent: AlarmTopics },
): pulumi.Output<string> {
  const sns = new Topic(`${name}-topic`, { name: physicalName("topic", args.prefix, name) }, child);
  new TopicPolicy(
    `${name}-policy`,
    {
      arn: sns.arn,
      policy: sns.arn.apply((arn) =>
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "AlarmsOfThisAccount",
              Effect: "Allow",
              Principal: { Service: "cloudwatch.amazonaws.com" },
              Action: "sns:Publish",
              Resource: arn,
              Condition: { StringEquals: { "aws:SourceAccount": args.accountId } },
            },
          ],
        }),
      ),
    },
    child,
  );
  for (const receiver of receivers) {
    if (receiver.protocol !== "email" && receiver.protocol !== "https") {
      continue;
    }
    const endpoint = receiver.protocol === "email" ? receiver.endpoint : found(args.secretValues, receiver.secret);
    new TopicSubscription(`${name}-${receiver.key}`, { topic: sns.arn, protocol: receiver.protocol, endpoint }, child);
  }
  return sns.arn;
}
