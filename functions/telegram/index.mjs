// Runs in AWS Lambda when an alarm starts or ends, and writes it to chats of Telegram. What could not be sent is an
// error of the function, so that Lambda tries again: twice, after one and two minutes.
import { setTimeout as wait } from "node:timers/promises";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { messageOf } from "./message.mjs";

const { TELEGRAM_API = "https://api.telegram.org" } = process.env;

/** How often Telegram may say that there are too many messages, and how long it may ask to wait. */
const mostTries = 3;
const longestWaitSeconds = 30;

export async function handler({ Records }) {
  const chats = JSON.parse(process.env.CHATS);
  const failures = [];
  for (const { Sns } of Records) {
    for (const { chat, token } of chats.filter(({ topic }) => topic === Sns.TopicArn)) {
      try {
        await send(await tokenOf(token), chat, messageOf(Sns));
      } catch (error) {
        // The other chats do not have to go without.
        failures.push(`chat ${chat}: ${error.message}`);
      }
    }
  }
  if (failures.length > 0) {
    throw new Error(failures.join("; "));
  }
}

/** Reads what ECS would read of `<ARN>:<key>:<stage>:<version>`; each time, so that a new token is used at once. */
async function tokenOf(valueFrom) {
  const parts = valueFrom.split(":");
  const [key, stage, version] = parts.slice(7);
  const { SecretString } = await new SecretsManagerClient().send(
    new GetSecretValueCommand({
      SecretId: parts.slice(0, 7).join(":"),
      ...(stage && { VersionStage: stage }),
      ...(version && { VersionId: version }),
    }),
  );
  const token = key ? fieldOf(SecretString, key) : SecretString;
  if (!/^\d+:[\w-]+$/.test(token)) {
    // The address is made of it, and an error of the parser would quote that.
    throw new Error("its secret holds no token of a bot, which looks like 123456:ABC-DEF");
  }
  return token;
}

/** An error of the parser would quote what it reads. */
function fieldOf(text, key) {
  try {
    return JSON.parse(text)[key];
  } catch {
    return undefined;
  }
}

/** https://core.telegram.org/bots/api#sendmessage */
async function send(token, chat, text) {
  for (let tried = 1; ; tried++) {
    const answer = await fetch(`${TELEGRAM_API}/bot${token}/sendMessage`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ chat_id: chat, text, link_preview_options: { is_disabled: true } }),
      signal: AbortSignal.timeout(10_000),
    });
    if (answer.ok) {
      return;
    }
    const { description = "no reason given", parameters } = await answer.json().catch(() => ({}));
    const seconds = parameters?.retry_after;
    if (answer.status !== 429 || tried === mostTries || !(seconds <= longestWaitSeconds)) {
      throw new Error(`Telegram answers ${answer.status}: ${description}`);
    }
    await wait(seconds * 1000);
  }
}
