import type { Cloud } from "../cloud/cloud.ts";
import type { TaskAddress } from "../cloud/operations.ts";
import type { RunningTask } from "../cloud/running-tasks.ts";
import type { Stack } from "../config/stack.ts";
import { Refusal, UserError } from "../lib/user-error.ts";
import { addressOf, type Operated, sandboxFlag } from "./operated.ts";
import { unknownName } from "./unknown-name.ts";

/** Which of the containers of a service is meant. */
export interface WantedContainer {
  readonly service: string;
  /** What the id of the task begins with. @default the newest that runs */
  readonly task?: string;
  /** @default the service's own */
  readonly container?: string;
}

/** The container of a task that runs, in a service that lets people in. */
export async function execTarget(
  wanted: WantedContainer,
  of: Operated,
  cloud: Pick<Cloud, "running">,
): Promise<TaskAddress> {
  const { service, container = service } = wanted;
  assertLetsIn(of, service);
  const address = addressOf(of.stack, service);
  const tasks = (await cloud.running(address))?.tasks;
  if (tasks === undefined) {
    throw new UserError(
      `${of.stack.name} has no service ${address.service} yet: deploy it first, and see npx slipway status${sandboxFlag(of)}`,
    );
  }
  const task = chosenTask(tasks, wanted, of);
  if (!task.containers.some(({ name }) => name === container)) {
    const names = task.containers.map(({ name }) => name).join(", ");
    throw new UserError(`task ${idOf(task)} of ${service} has no container ${container}: it has ${names}`);
  }
  return { cluster: address.cluster, taskArn: task.taskArn, container };
}

/** A service that is in the file, and says `exec`. */
export function assertLetsIn(of: Operated, service: string): void {
  const { stack } = of;
  const found = stack.services[service];
  if (found === undefined) {
    throw unknownName(`${stack.name} has no service ${service}`, service, Object.keys(stack.services));
  }
  if (found.exec === undefined) {
    throw new Refusal(
      [
        `${service} lets nobody in: environment.services.${service}.exec is not set. With these lines, deployed, its next tasks do:`,
        ...linesThatLetIn(service),
        `A task of its own needs no such thing: npx slipway run ${of.argument} ${service}${sandboxFlag(of)} -- <command>`,
      ].join("\n"),
    );
  }
}

/** What a stack file says of a service that lets people in. */
export function linesThatLetIn(service: string): readonly string[] {
  return [
    "  slipway:environment:",
    "    services:",
    `      ${service}:`,
    "        exec: { because: why people need to get in here }",
  ];
}

/** Services of a stack that use a store and let people in. */
export function servicesThatReach(stack: Stack, store: string): readonly string[] {
  return Object.entries(stack.services).flatMap(([name, { uses, exec }]) =>
    uses[store] !== undefined && exec !== undefined ? [name] : [],
  );
}

function chosenTask(tasks: readonly RunningTask[], { service, task }: WantedContainer, of: Operated): RunningTask {
  const newest = tasks.toSorted((one, other) => (other.startedAt ?? "").localeCompare(one.startedAt ?? ""));
  const [found] = newest.filter((one) => task === undefined || idOf(one).startsWith(task));
  if (found !== undefined) {
    return found;
  }
  if (tasks.length > 0) {
    throw new UserError(
      `${service} runs no task ${task}: it runs ${newest.map(idOf).join(", ")}; name one of these, or leave out --task for the newest`,
    );
  }
  const because =
    of.stack.services[service]?.off !== undefined
      ? `environment.services.${service}.stopped is set`
      : of.stack.sleep
        ? `it may sleep: npx slipway wake ${of.argument}${sandboxFlag(of)}`
        : `npx slipway logs ${of.argument} ${service}${sandboxFlag(of)} says why`;
  throw new UserError(`${service} runs no task: ${because}`);
}

function idOf({ taskArn }: Pick<RunningTask, "taskArn">): string {
  return taskArn.slice(taskArn.lastIndexOf("/") + 1);
}
