import type { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import { Permission } from "@pulumi/aws/lambda/permission.js";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription.js";
import * as pulumi from "@pulumi/pulumi";
import type { SecretReference } from "./app-secrets.ts";
import { type ShippedFunctionArgs, shippedFunction } from "./shipped-function.ts";

/** A topic that the function hears; `region` only where it is not the provider's. */
interface HeardTopic {
  readonly name: string;
  readonly region?: string;
  readonly arn: pulumi.Output<string>;
}

export interface TelegramReceiverArgs {
  readonly place: ShippedFunctionArgs["place"];
  /** Which chat hears of which topic, through the bot of which token. */
  readonly hearing: readonly {
    readonly topic: HeardTopic;
    readonly chat: string;
    readonly token: SecretReference;
  }[];
}

type Child = { parent: TelegramReceiver };

/** What the function is made of: paths in its archive by where they are in the project. */
export const functionCode = {
  files: {
    "index.mjs": "functions/telegram/index.mjs",
    "message.mjs": "functions/telegram/message.mjs",
  },
  folders: {},
} as const;

/** A function that hears of topics and writes to chats of Telegram; it reads the token of a bot where that is kept. */
export class TelegramReceiver extends pulumi.ComponentResource {
  constructor(name: string, args: TelegramReceiverArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:telegram-receiver:TelegramReceiver", name, {}, opts);
    const child = { parent: this };

    const tokens = new Set(args.hearing.map(({ token }) => token));
    const code = shippedFunction(
      name,
      {
        place: args.place,
        description: "Writes alarms to chats of Telegram",
        code: functionCode,
        // Three tries of ten seconds, with half a minute between them if Telegram asks for it, and the token before.
        timeoutSeconds: 120,
        may: [{ actions: ["secretsmanager:GetSecretValue"], resources: [...tokens].map(({ arn }) => arn) }],
        environment: {
          CHATS: pulumi.jsonStringify(
            args.hearing.map(({ topic, chat, token }) => ({ topic: topic.arn, chat, token: token.valueFrom })),
          ),
        },
      },
      child,
    );
    for (const [, [first]] of Map.groupBy(args.hearing, ({ topic }) => topic.name)) {
      if (first) {
        hears(name, first.topic, code, child);
      }
    }
    this.registerOutputs({});
  }
}

function hears(name: string, topic: HeardTopic, code: LambdaFunction, child: Child): void {
  const permission = new Permission(
    `${name}-from-${topic.name}`,
    {
      action: "lambda:InvokeFunction",
      function: code.name,
      principal: "sns.amazonaws.com",
      sourceArn: topic.arn,
    },
    child,
  );
  new TopicSubscription(
    `${name}-hears-${topic.name}`,
    {
      topic: topic.arn,
      protocol: "lambda",
      endpoint: code.arn,
      ...(topic.region !== undefined && { region: topic.region }),
    },
    { ...child, dependsOn: [permission] },
  );
}
