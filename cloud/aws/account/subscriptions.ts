import { paginateListSubscriptionsByTopic, SNSClient } from "@aws-sdk/client-sns";
import type { Subscription } from "../../account.ts";
import { whenThere } from "../finder.ts";
import type { Session } from "../session.ts";

/** Who hears of a topic; undefined when there is none. A topic is asked in its own region. */
export async function subscriptions(topicArn: string, session: Session): Promise<readonly Subscription[] | undefined> {
  const config = await session.clientConfig();
  const client = new SNSClient({ ...config, region: topicArn.split(":")[3] ?? session.place.region });
  const all = async () => {
    const found: Subscription[] = [];
    for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn: topicArn })) {
      for (const { Protocol = "", Endpoint = "", SubscriptionArn = "" } of page.Subscriptions ?? []) {
        // Instead of an ARN AWS writes PendingConfirmation, and Deleted for a while after somebody has left.
        found.push({ protocol: Protocol, endpoint: Endpoint, isConfirmed: SubscriptionArn.startsWith("arn:") });
      }
    }
    return found;
  };
  return whenThere(all(), "NotFoundException");
}
