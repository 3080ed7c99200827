import type { Account } from "../account.ts";
import type { Values } from "../model.ts";
import { containersOf } from "../models/ecs-container.ts";
import { deploymentOf } from "../models/ecs-deployment.ts";
import { findRevision } from "../models/ecs-revisions.ts";
import { TASK_DEFINITION } from "../models/ecs-task-definition.ts";
import { token } from "../models/tokens.ts";
import type { StateResource } from "./state.ts";

/** A task definition and the images of its essential containers. */
export interface Running {
  readonly family: string;
  readonly images: readonly string[];
}

/**
 * What runs at which digest: the stack's task definitions, as the accounts have them; of a service the revision that
 * really runs.
 */
export function runningTasks(accounts: readonly Account[], resources: readonly StateResource[]): readonly Running[] {
  const families = new Set(resources.filter(({ type }) => type === TASK_DEFINITION).map(({ id }) => id));
  return accounts
    .flatMap((account) => account.all(TASK_DEFINITION).map((definition) => ({ account, definition })))
    .filter(({ definition }) => families.has(definition.id))
    .map(({ account, definition: { id, inputs } }) => {
      const essential = containersOf(servingOf(account, id) ?? inputs).filter((container) => container.essential);
      return { family: id, images: [...new Set(essential.map(({ image }) => image))] };
    })
    .toSorted((one, other) => one.family.localeCompare(other.family));
}

/** The revision that a service of this family has tasks of. */
function servingOf(account: Account, family: string): Values | undefined {
  const serving = account
    .all(token.service)
    .map(({ id }) => deploymentOf(account, id)?.serving)
    .find((revision) => revision?.includes(`task-definition/${family}:`));
  const [, , , region = ""] = serving?.split(":") ?? [];
  return serving === undefined ? undefined : findRevision(account, { accountId: account.id, region }, serving)?.inputs;
}

/** Every address among the outputs of the stack. */
export function urlsOf(resources: readonly StateResource[]): readonly string[] {
  const stack = resources.find(({ type }) => type === "pulumi:pulumi:Stack");
  return [...new Set(addresses(stack?.outputs))];
}

function addresses(value: unknown): readonly string[] {
  if (typeof value === "string") return /^https?:\/\//.test(value) ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(addresses) : [];
}
