import { SlackChannelConfiguration } from "@pulumi/aws/chatbot/slackChannelConfiguration.js";
import type { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { serviceRole } from "./service-role.ts";

/** A channel, and one topic that it hears. */
export interface SlackHearing {
  /** Workspace and channel. */
  readonly key: string;
  readonly workspaceId: string;
  readonly channelId: string;
  readonly topicArn: pulumi.Input<string>;
}

type Child = { parent: pulumi.Resource };

/** What the channel may do at most, whatever its role allows: without one named, AWS takes AdministratorAccess. */
const guardrail = "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess";

/**
 * Channels of Slack that hear of topics, through Amazon Q Developer in chat applications. AWS lets one configuration a
 * channel be in an account, so it is one for all its topics.
 */
export function slackChannels(
  name: string,
  { prefix, hearing }: { readonly prefix: string; readonly hearing: readonly SlackHearing[] },
  child: Child,
): void {
  const { role, policy } = readingRole(name, prefix, child);
  for (const [key, topics] of Map.groupBy(hearing, (one) => one.key)) {
    const [first] = topics;
    if (first) {
      new SlackChannelConfiguration(
        `${name}-${key}`,
        {
          configurationName: physicalName("chatChannel", prefix, `${name}-${key}`),
          slackTeamId: first.workspaceId,
          slackChannelId: first.channelId,
          iamRoleArn: role.arn,
          guardrailPolicyArns: [guardrail],
          snsTopicArns: topics.map(({ topicArn }) => topicArn),
          loggingLevel: "ERROR",
          userAuthorizationRequired: false,
        },
        { ...child, dependsOn: [policy] },
      );
    }
  }
}

/**
 * What the channel acts as: it draws the graph below an alarm. Source:
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/chatbot-iam-policies.html#notifications-policy
 */
function readingRole(name: string, prefix: string, child: Child): { role: Role; policy: RolePolicy } {
  const role = serviceRole(name, { prefix, service: "chatbot" }, child);
  const policy = new RolePolicy(
    `${name}-policy`,
    {
      name: "graphs",
      role: role.name,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: ["cloudwatch:Describe*", "cloudwatch:Get*", "cloudwatch:List*"],
            Resource: "*",
          },
        ],
      }),
    },
    child,
  );
  return { role, policy };
}
