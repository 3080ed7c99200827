import type { Account } from "../account.ts";
import { containersOf } from "../models/ecs-container.ts";
import { TASK_DEFINITION } from "../models/ecs-task-definition.ts";
import type { StateResource } from "./state.ts";

/** A task definition and the images of its essential containers. */
export interface Running {
  readonly family: string;
  readonly images: readonly string[];
}

/** What runs at which digest: the stack's task definitions, as the accounts have them. */
export function runningTasks(accounts: readonly Account[], resources: readonly StateResource[]): readonly Running[] {
  const families = new Set(resources.filter(({ type }) => type === TASK_DEFINITION).map(({ id }) => id));
  return accounts
    .flatMap((account) => account.all(TASK_DEFINITION))
    .filter(({ id }) => families.has(id))
    .map(({ id, inputs }) => {
      const essential = containersOf(inputs).filter((container) => container.essential);
      return { family: id, images: [...new Set(essential.map(({ image }) => image))] };
    })
    .toSorted((one, other) => one.family.localeCompare(other.family));
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
