import type { Account } from "./account.ts";
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
  | { readonly started: true; readonly exitCode: number; readonly says: readonly string[] };

/** What a family's containers do instead of simply succeeding. */
export type Misbehaviour =
  | { readonly exitCode: number; readonly says: readonly string[] }
  | { readonly unhealthy: string };

/** Runs the containers of task definitions, as far as that can be said without containers. */
export class Tasks {
  readonly #account: Account;
  readonly misbehaves: (family: string) => Misbehaviour | undefined;

  constructor(account: Account, misbehaves?: (family: string) => Misbehaviour | undefined) {
    this.#account = account;
    this.misbehaves = misbehaves ?? (() => undefined);
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
    for (const rule of taskStartRules) {
      const reason = rule.refuse(start);
      if (reason !== undefined) return { started: false, reason };
    }
    const known = this.misbehaves(family) ?? this.#account.world.tasks[family];
    if (known === undefined) return { started: true, exitCode: 0, says: [] };
    return "unhealthy" in known ? { started: true, exitCode: 1, says: [known.unhealthy] } : { started: true, ...known };
  }

  /** Why a service with these tasks does not become healthy; undefined when it does. */
  whyUnhealthy(request: TaskRequest, place: Place): string | undefined {
    const end = this.start(request, place);
    if (!end.started) return end.reason;
    if (end.exitCode === 0) return undefined;
    const last = end.says.length > 0 ? `; last lines: ${end.says.join(" / ")}` : "";
    return `essential container exited with code ${end.exitCode}${last}`;
  }
}
