import { ECS_ROLE, hasEcsRole, makeEcsRole } from "../cloud/aws/foundation/ecs-role.ts";
import type { Thing } from "../cloud/aws/foundation/thing.ts";
import type { Session } from "../cloud/aws/session.ts";
import { type Inspection, inspect } from "./inspection.ts";

/** Whether the account has the role that ECS itself works with. It only reads. */
export function inspectEcsRole(session: Session): Promise<Inspection> {
  return inspect(ecsRole(session));
}

/** The role of ECS as something that an account has. */
export function ecsRole(session: Session): Thing {
  return {
    name: `role ${ECS_ROLE}`,
    presence: async () => ({ is: (await hasEcsRole(session)) ? "there" : "missing" }),
    make: () => makeEcsRole(session),
    settings: [],
  };
}
