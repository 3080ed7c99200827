import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { Notice } from "../cloud.ts";
import { whenThere } from "./finder.ts";
import type { Session } from "./session.ts";

/** Tells those who hear of a topic, in the form that each can read; false where there is no such topic. */
export async function publish({ topicArn, subject, text, forAddresses }: Notice, session: Session): Promise<boolean> {
  const sns = new SNSClient(await session.clientConfig());
  const call = new PublishCommand({
    TopicArn: topicArn,
    Subject: subject,
    MessageStructure: "json",
    Message: JSON.stringify({ default: text, https: forAddresses }),
  });
  return (await whenThere(sns.send(call), "NotFoundException")) !== undefined;
}
