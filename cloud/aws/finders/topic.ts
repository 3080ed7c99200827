import { GetTopicAttributesCommand, paginateListSubscriptionsByTopic, SNSClient } from "@aws-sdk/client-sns";
import type { Wanted } from "../../cloud.ts";
import { type Finders, present, text, whenThere } from "../finder.ts";
import type { Session } from "../session.ts";

/** What hangs on a topic. */
export const finders: Finders = {
  "aws:sns/topicPolicy:TopicPolicy": topicPolicy,
  "aws:sns/topicSubscription:TopicSubscription": topicSubscription,
};

/** Every topic has a policy: its first one is AWS's own. */
async function topicPolicy({ inputs }: Wanted, session: Session): Promise<string[]> {
  const TopicArn = text(inputs, "arn");
  if (!TopicArn) {
    return [];
  }
  const sns = new SNSClient(await session.clientConfig());
  const answer = await whenThere(sns.send(new GetTopicAttributesCommand({ TopicArn })), "NotFoundException");
  return present(answer && TopicArn);
}

async function topicSubscription({ inputs }: Wanted, session: Session): Promise<string[]> {
  const TopicArn = text(inputs, "topic");
  const endpoint = text(inputs, "endpoint");
  if (!TopicArn) {
    return [];
  }
  const client = new SNSClient(await session.clientConfig());
  const read = async () => {
    const found: string[] = [];
    for await (const { Subscriptions } of paginateListSubscriptionsByTopic({ client }, { TopicArn })) {
      // An address that holds a key is a secret in the state, so it is not there to compare.
      const same = (Subscriptions ?? []).filter(
        ({ Protocol, Endpoint }) => Protocol === inputs.protocol && (!endpoint || Endpoint === endpoint),
      );
      found.push(...present(...same.map(({ SubscriptionArn }) => SubscriptionArn)));
    }
    return found;
  };
  const found = (await whenThere(read(), "NotFoundException")) ?? [];
  return found.filter((arn) => arn.startsWith("arn:"));
}
