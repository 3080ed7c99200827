/**
 * The filter pattern that picks the stopped tasks of all services out of ECS's events.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export const stoppedOfServices = '{ $.detail.group = "service:*" }';

/** Runs of a task family in which one container ended badly, or that could not start. */
export interface FailedRuns {
  readonly family: string;
  readonly container: string;
  /** How many containers the task has: an event holds them in no order that is promised. */
  readonly containers: number;
}

/** The filter pattern that picks failed runs out of ECS's events. */
export function failedRunsPattern({ family, container, containers }: FailedRuns): string {
  const exits = Array.from({ length: containers }, (_, at) => {
    const place = `$.detail.containers[${at}]`;
    return `(${place}.name = "${container}" && ${place}.exitCode != 0)`;
  });
  return `{ $.detail.group = "family:${family}" && ($.detail.stopCode = "TaskFailedToStart" || ${exits.join(" || ")}) }`;
}
