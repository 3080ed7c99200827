import { GetRoleCommand, IAMClient, NoSuchEntityException } from "@aws-sdk/client-iam";
import type { Session } from "./session.ts";

/** The trust policy of a role, which IAM sends as the text of an address; undefined when there is no such role. */
export async function roleTrust(roleName: string, session: Session): Promise<unknown> {
  const iam = new IAMClient(await session.clientConfig());
  try {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: roleName }));
    return JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "{}"));
  } catch (error) {
    if (error instanceof NoSuchEntityException) {
      return undefined;
    }
    throw error;
  }
}
