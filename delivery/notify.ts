import type { Notice } from "../cloud/cloud.ts";
import { physicalName } from "../lib/names.ts";

/** What is told of a deployment. */
export type DeliveryEvent = "started" | "done" | "failed" | "rolled-back";

/** A deployment, as those who hear of it know it. */
export interface Delivery {
  readonly app: string;
  readonly stack: string;
  readonly place: { readonly accountId: string; readonly region: string };
  readonly event: DeliveryEvent;
  /** What is deployed; a rollback deploys something older, which the stack file does not say yet. */
  readonly version?: string;
  /** 40 hexadecimal digits. */
  readonly commit: string;
  readonly by: string;
  /** Address of the workflow's run. */
  readonly run?: string;
}

const words: Readonly<Record<DeliveryEvent, { readonly says: string; readonly mark: string }>> = {
  started: { says: "deployment started", mark: "🚀" },
  done: { says: "deployed and verified", mark: "✅" },
  failed: { says: "deployment failed", mark: "❌" },
  "rolled-back": { says: "rolled back", mark: "↩️" },
};

/** SNS takes no longer subject. Source: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const longestSubject = 99;

/** What those hear who hear of alarms that can wait: where they read it is in the stack already. */
export function deliveryNotice(delivery: Delivery): Notice {
  const { app, stack, place, event, run } = delivery;
  const { says, mark } = words[event];
  const subject = `${app} ${stack}: ${says}`;
  const text = [whatOf(delivery), run].filter(Boolean).join("\n");
  const topic = physicalName("topic", `${app}-${stack}`, "alarms-notify");
  return {
    topicArn: `arn:aws:sns:${place.region}:${place.accountId}:${topic}`,
    subject: subject.slice(0, longestSubject),
    text,
    forAddresses: JSON.stringify(chatCard(`${mark} ${subject}`, text)),
  };
}

/** `version 1.4.2, commit 0123456789ab, started by ann` */
function whatOf({ event, version, commit, by }: Delivery): string {
  const release = [version && `version ${version}`, `commit ${commit.slice(0, 12)}`];
  return [...(event === "rolled-back" ? [] : release), `started by ${by}`].filter(Boolean).join(", ");
}

/** The one form that Slack shows. Source: https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html */
function chatCard(title: string, description: string) {
  return { version: "1.0", source: "custom", content: { textType: "client-markdown", title, description } };
}
