/** The tasks that a service really has. */
export interface RunningTasks {
  readonly tasks: readonly RunningTask[];
  /** Where its tasks are put, for a task of the same kind that is run beside them. */
  readonly network: { readonly subnets: readonly string[]; readonly securityGroups: readonly string[] };
}

/** A task that runs now. */
export interface RunningTask {
  readonly taskArn: string;
  /** ARN of its revision. */
  readonly taskDefinition: string;
  /** ISO 8601; absent where nobody has said. */
  readonly startedAt?: string;
  readonly containers: readonly {
    readonly name: string;
    /** As the task definition names it. */
    readonly image: string;
    /** `sha256:…` of what was pulled, once it was. */
    readonly imageDigest?: string;
    /** ECS's word on the container's own check: `HEALTHY`, `UNHEALTHY`, `UNKNOWN`. */
    readonly health: string;
  }[];
}
