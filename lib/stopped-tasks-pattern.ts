/** Whose tasks: those of a service, or those of a task family that run by themselves. */
export interface StoppedTasks {
  readonly of: "service" | "family";
  /** Name of the service or the family. */
  readonly physicalName: string;
  /** Count only tasks in which this container ended badly, or that could not start. Absent: count every one. */
  readonly badExitOf?: {
    readonly container: string;
    /** How many containers the task has: an event holds them in no order that is promised. */
    readonly containers: number;
  };
}

/**
 * The filter pattern that picks stopped tasks out of ECS's events.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export function stoppedTasksPattern({ of, physicalName, badExitOf }: StoppedTasks): string {
  const group = `$.detail.group = "${of}:${physicalName}"`;
  if (!badExitOf) {
    return `{ ${group} }`;
  }
  const exits = Array.from({ length: badExitOf.containers }, (_, at) => {
    const container = `$.detail.containers[${at}]`;
    return `(${container}.name = "${badExitOf.container}" && ${container}.exitCode != 0)`;
  });
  return `{ ${group} && ($.detail.stopCode = "TaskFailedToStart" || ${exits.join(" || ")}) }`;
}
