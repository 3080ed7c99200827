import type { Session } from "../session.ts";

/** The role that ECS itself works with, which an account has once. */
export const ECS_ROLE = "AWSServiceRoleForECS";

/** The service that has it: roles of services are below a path of their own. */
const SERVICE = "ecs.amazonaws.com";

/** Whether the account has had ECS before. */
export async function hasEcsRole(session: Session): Promise<boolean> {
  const { IAMClient, paginateListRoles } = await import("@aws-sdk/client-iam");
  const client = new IAMClient(await session.clientConfig());
  for await (const { Roles = [] } of paginateListRoles({ client }, { PathPrefix: `/aws-service-role/${SERVICE}/` })) {
    if (Roles.length > 0) {
      return true;
    }
  }
  return false;
}

/** Makes it, as ECS would on its first use, which is too late for the first service. */
export async function makeEcsRole(session: Session): Promise<void> {
  const { CreateServiceLinkedRoleCommand, IAMClient } = await import("@aws-sdk/client-iam");
  const iam = new IAMClient(await session.clientConfig());
  await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: SERVICE }));
}
