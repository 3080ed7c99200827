import { describeKey, type KeyAt, type KeyFound, keyAt, makeKey, rotated } from "../cloud/aws/foundation/key.ts";
import type { Presence, Thing } from "../cloud/aws/foundation/thing.ts";
import type { Session } from "../cloud/aws/session.ts";
import { type Inspection, inspect } from "./inspection.ts";

/** The KMS key that Pulumi's secrets of a stack are under. */
export interface SecretsKey {
  /** `alias/harbour-staging`, or the ARN of a key. */
  readonly name: string;
  readonly region: string;
  /** What the key is for, as AWS's console shows it. */
  readonly description: string;
}

/** Whether the key is there, enabled, of the right kind and rotated. It only reads. */
export function inspectSecretsKey(key: SecretsKey, session: Session): Promise<Inspection> {
  return inspect(secretsKey(key, session));
}

/** The key of the secrets as something that an account has. */
export function secretsKey(key: SecretsKey, session: Session): Thing {
  const at = keyAt(key.name, key.region, session);
  return {
    name: `key ${key.name}`,
    presence: () => presenceOf(at, session.place.accountId),
    make: () => makeKey(at, key.description),
    settings: [rotated(at)],
  };
}

async function presenceOf(at: KeyAt, accountId: string): Promise<Presence> {
  const found = await describeKey(at);
  if (found?.isOfAws || at.name.startsWith("alias/aws/")) {
    const why =
      "is AWS's own, which nobody else can encrypt with: name a key of yours in the stack file's secretsprovider, like awskms://alias/shop";
    return { is: "refused", why };
  }
  if (found === undefined) {
    const why = `is not in ${at.region}: name a key that is, or an alias that can be made, in the stack file's secretsprovider, like awskms://alias/shop`;
    return at.name.startsWith("alias/") ? { is: "missing" } : { is: "refused", why };
  }
  const why = unfit(found, at);
  if (why !== undefined) {
    return { is: "refused", why };
  }
  return found.accountId === accountId || found.accountId === undefined
    ? { is: "there" }
    : { is: "elsewhere", note: `in account ${found.accountId}, whose policy of the key says who may use it` };
}

/** Why Pulumi could not encrypt with it, and what to do. */
function unfit({ id, spec, state }: KeyFound, { region }: KeyAt): string | undefined {
  const command = (words: string) => `aws kms ${words} --key-id ${id} --region ${region}`;
  if (spec !== "SYMMETRIC_DEFAULT") {
    return `is of the kind ${spec}, and Pulumi encrypts with symmetric keys: name another alias in the stack file's secretsprovider`;
  }
  if (state === "PendingDeletion") {
    return `is about to be deleted, with all that is under it: ${command("cancel-key-deletion")}, then ${command("enable-key")}`;
  }
  if (state === "Disabled") {
    return `is disabled, so no secret can be read: ${command("enable-key")}`;
  }
  const other = "name another one in the stack file's secretsprovider, like awskms://alias/shop";
  return state === "Enabled"
    ? undefined
    : `cannot be used while KMS calls it ${state}: wait for that to end, or ${other}`;
}
