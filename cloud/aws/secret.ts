import { DescribeSecretCommand, GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { messageOf } from "../../lib/message-of.ts";
import type { SecretFound } from "../cloud.ts";
import type { Session } from "./session.ts";

/** Whether a secret exists, as far as the caller may look. No answer and no error ever holds its value. */
export async function secret(arn: string, { keys }: { keys: boolean }, session: Session): Promise<SecretFound> {
  try {
    const config = await session.clientConfig();
    // A task may read a secret of another region, by its whole ARN.
    const secrets = new SecretsManagerClient({ ...config, region: arn.split(":")[3] || session.place.region });
    const { DeletedDate } = await secrets.send(new DescribeSecretCommand({ SecretId: arn }));
    if (DeletedDate !== undefined) {
      const when = DeletedDate.toISOString().slice(0, 10);
      return { is: "missing", reason: `it is marked for deletion since ${when}: restore it, or name another` };
    }
    return keys ? { is: "there", keys: await keysOf(arn, secrets) } : { is: "there" };
  } catch (error) {
    const reason = messageOf(error);
    return error instanceof Error && error.name === "ResourceNotFoundException"
      ? { is: "missing", reason }
      : { is: "notChecked", reason };
  }
}

/** The names in a secret's JSON; none when its value is no JSON object. */
async function keysOf(arn: string, secrets: SecretsManagerClient): Promise<readonly string[]> {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: arn }));
  const value = parsed(SecretString ?? "");
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

/** What JSON.parse says of a text that is no JSON quotes the text, so it is not handed on. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
