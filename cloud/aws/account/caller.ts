import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Session } from "../session.ts";

/** ARN of whose credentials these are. */
export async function caller(session: Session): Promise<string> {
  const { Arn } = await new STSClient(await session.clientConfig()).send(new GetCallerIdentityCommand({}));
  return Arn ?? "somebody whom AWS does not name";
}
