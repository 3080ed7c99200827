import type { Account } from "./account.ts";
import { notPulled } from "./images.ts";
import type { Place, Resource } from "./model.ts";
import { type Container, containersOf } from "./models/ecs-container.ts";
import { findRevision } from "./models/ecs-revisions.ts";
import { taskStartRules } from "./task-start.ts";

/** A task that ECS is asked to start, for a service or by itself. */
export interface TaskRequest {
  /** Name or ARN. */
  readonly cluster: string;
  /** Family, `family:revision` or ARN. */
  readonly taskDefinition: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly assignPublicIp?: boolean;
}

/** A request with what it names looked up, for the rules. */
export interface TaskStart {
  readonly request: TaskRequest;
  readonly family: string;
  readonly inputs: Resource["inputs"];
  readonly containers: readonly Container[];
  readonly account: Account;
  readonly place: Place;
}

/** How a task ended, or why it never started. */
export type TaskEnd =
  | { readonly started: false; readonly reason: string }
  | {
      readonly started: true;
      readonly exitCode: number;
      readonly says: readonly string[];
      /** Its containers run, but what asks whether they are well does not hear so. */
      readonly unhealthy?: true;
    };

/** Runs the containers of task definitions, as far as that can be said without containers. */
export class Tasks {
  readonly #account: Account;

  constructor(account: Account) {
    this.#account = account;
  }

  /** Starts one task: refused like ECS stops a task that cannot start, else ended with an exit code. */
  start(request: TaskRequest, place: Place): TaskEnd {
    const revision = findRevision(this.#account, place, request.taskDefinition);
    if (!revision?.active) {
      return { started: false, reason: `ClientException: task definition ${request.taskDefinition} is not active` };
    }
    const { family, inputs } = revision;
    const containers = containersOf(inputs);
    const start: TaskStart = { request, family, inputs, containers, account: this.#account, place };
    // What only is not visible yet is there when ECS, or who asked it, tries again.
    let reason = whyNotStarted(start);
    if (reason !== undefined && this.#account.reveal()) reason = whyNotStarted(start);
    if (reason !== undefined) return { started: false, reason };
    const known = this.#account.mishaps.misbehaviour(family) ?? this.#account.world.tasks[family];
    if (known === undefined) return { started: true, exitCode: 0, says: [] };
    if ("notPulled" in known) {
      return { started: false, reason: notPulled(ownImage(family, containers), known.notPulled) };
    }
    if ("unhealthy" in known) return { started: true, exitCode: 1, says: [known.unhealthy], unhealthy: true };
    return { started: true, ...known };
  }
}

/** The image of what the family is named after: nobody who names it in a fault means a helper beside it. */
function ownImage(family: string, containers: readonly Container[]): string {
  const own = containers.find(({ name }) => family.endsWith(`-${name}`)) ?? containers.find((one) => one.essential);
  return own?.image ?? "";
}

function whyNotStarted(start: TaskStart): string | undefined {
  for (const rule of taskStartRules) {
    const reason = rule.refuse(start);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
