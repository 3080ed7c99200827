import type { Rule } from "../rule.ts";
import { queueEncrypted } from "./messaging/queue-encrypted.ts";
import { queueKeepsWhatFailed } from "./messaging/queue-keeps-what-failed.ts";
import { subscriptionOverTls } from "./messaging/subscription-over-tls.ts";

export const messagingRules: readonly Rule[] = [queueEncrypted, queueKeepsWhatFailed, subscriptionOverTls];
