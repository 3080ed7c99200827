import type { AccountReads } from "./account.ts";
import type { CloudPlace } from "./cloud.ts";
import { attachedSandbox } from "./open.ts";

/** The account of one place: the sandbox's when one is attached, else AWS's. Nothing is loaded before the first question. */
export function openAccount(place: CloudPlace): AccountReads {
  let opened: Promise<AccountReads> | undefined;
  const account = () => {
    opened ??= open(place);
    return opened;
  };
  return {
    caller: async () => (await account()).caller(),
    quota: async (quota) => (await account()).quota(quota),
    counted: async (kind) => (await account()).counted(kind),
    zone: async (wanted) => (await account()).zone(wanted),
    certificate: async (wanted) => (await account()).certificate(wanted),
    subscriptions: async (topicArn) => (await account()).subscriptions(topicArn),
  };
}

async function open(place: CloudPlace): Promise<AccountReads> {
  const url = attachedSandbox();
  if (url !== undefined) {
    const { sandboxAccount } = await import("./sandbox-account.ts");
    return sandboxAccount(url, place);
  }
  const { awsAccount } = await import("./aws/account/account.ts");
  return awsAccount(place);
}
