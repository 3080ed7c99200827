import type { RingingAlarm, ServiceReport, StoppedServiceTask } from "./cloud.ts";
import { exitMeaning } from "./outcome.ts";

/** What is known of a deployment that did not take over. */
export interface FailedDeployment {
  /** Name of the service in the configuration. */
  readonly service: string;
  /** What the provider or ECS said first. */
  readonly said: string;
  /** ARN of the revision that was to run. */
  readonly wanted?: string;
  /** Absent: the service could not be looked at, for `problem`. */
  readonly report?: ServiceReport;
  readonly problem?: string;
  /** Rollback alarms that ring now. */
  readonly ringing: readonly RingingAlarm[];
}

/** Everything that tells why a deployment failed, and what to do: several lines for whoever has to repair it. */
export function explainDeployment(failed: FailedDeployment): string {
  const { service, said, report, problem, ringing } = failed;
  return [
    `${service} was not deployed: ${plain(said)}`,
    ...(report ? facts(failed, report) : [`why cannot be looked up: ${problem ?? "ECS knows no such service"}`]),
    ...ringing.map(({ name, reason }) => `alarm ${name} rings: ${reason}`),
    `what to do: ${whatToDo(failed)}`,
  ].join("\n");
}

/** The provider's words, without the list of one that it puts them into. */
function plain(said: string): string {
  return said.replace(/^\s*1 error occurred:\s*\*\s*/, "").trim();
}

function facts({ wanted }: FailedDeployment, report: ServiceReport): string[] {
  const { deployment, reason, taskDefinition, runningCount, desiredCount } = report;
  const others = wanted !== undefined && wanted !== taskDefinition ? `, not ${revisionOf(wanted)}` : "";
  // Until a deployment has ended, ECS counts the tasks of the revision before among those that run.
  const runs =
    deployment === "inProgress"
      ? `${runningCount} of ${desiredCount} tasks run, not all of them of ${revisionOf(taskDefinition)}`
      : `it runs ${runningCount} of ${desiredCount} tasks of ${revisionOf(taskDefinition)}${others}`;
  return [
    runs,
    `deployment: ${standing[deployment]}${reason ? ` (${reason})` : ""}`,
    ...report.triggeredAlarms.map((name) => `alarm ${name} ended the deployment`),
    ...report.stoppedTasks.flatMap(stoppedTask),
    ...report.unhealthyTargets.map(
      ({ address, state, reason: why }) => `the load balancer sends nothing to ${address}: ${state}, ${why}`,
    ),
    ...report.problems,
    ...(report.events.length > 0 ? ["newest events:", ...report.events.map((event) => `  ${event}`)] : []),
  ];
}

const standing: Readonly<Record<ServiceReport["deployment"], string>> = {
  inProgress: "still going on",
  successful: "ECS calls it successful",
  rolledBack: "ECS went back to the revision before",
  failed: "failed, and there was nothing to go back to",
  unknown: "ECS does not say how it ended",
};

function revisionOf(taskDefinition: string): string {
  return taskDefinition.slice(taskDefinition.lastIndexOf("/") + 1);
}

function stoppedTask(task: StoppedServiceTask): string[] {
  const { taskArn, stopCode, stoppedReason, containers, lastLogLines, logGroup, logProblem } = task;
  const where = logGroup === undefined ? "" : ` in ${logGroup}`;
  return [
    `task ${revisionOf(taskArn)} stopped: ${stopCode ?? "ECS gives no stop code"}${stoppedReason ? `, ${stoppedReason}` : ""}`,
    ...containers
      .filter(({ exitCode, reason }) => reason !== undefined || (exitCode !== undefined && exitCode !== 0))
      .map(({ name, exitCode, reason }) => `  container ${name}: ${exitText(exitCode)}${reason ? `, ${reason}` : ""}`),
    ...(logProblem === undefined ? [] : [`  its log cannot be read: ${logProblem}`]),
    ...(lastLogLines.length > 0 ? [`  last log lines${where}:`, ...lastLogLines.map((line) => `    ${line}`)] : []),
  ];
}

function exitText(exitCode: number | undefined): string {
  return exitCode === undefined ? "never ran" : `exit code ${exitCode}${exitMeaning(exitCode)}`;
}

/** The first cause that fits, the surest first. */
function whatToDo({ report, ringing }: FailedDeployment): string {
  const words = [
    ...(report?.stoppedTasks ?? []).flatMap(({ stoppedReason, containers }) => [
      stoppedReason ?? "",
      ...containers.map(({ reason }) => reason ?? ""),
    ]),
    report?.reason ?? "",
    ...(report?.events ?? []),
  ].join("\n");
  // Events may be of the deployment before, so what this one is known to have ended for comes first.
  if ((report?.triggeredAlarms.length ?? 0) > 0) {
    return alarmAdvice;
  }
  const known = causes.find(({ seen }) => seen.test(words));
  if (known) {
    return known.advice;
  }
  if (ringing.length > 0) {
    return alarmAdvice;
  }
  if (report?.stoppedTasks.some(({ containers }) => containers.some(({ exitCode }) => exitCode !== undefined))) {
    return "the process ended by itself: repair what its last log lines say, then deploy again";
  }
  if ((report?.unhealthyTargets.length ?? 0) > 0) {
    return "the health check never passed: compare health.path, port, health.codes and health.graceSeconds with what the app does at its start";
  }
  return 'run "pulumi up" again: it tries the same release once more';
}

const alarmAdvice =
  "look at what the alarm watches and at the log of the new tasks; the release before goes on serving";

const causes: readonly { readonly seen: RegExp; readonly advice: string }[] = [
  {
    seen: /OutOfMemory|out of memory/i,
    advice: "a container asked for more memory than the task has: raise memoryMiB of the service",
  },
  {
    seen: /CannotPull|pull image|manifest|image.*not found/i,
    advice:
      "the image cannot be pulled: check that its digest is in the registry, that pullSecret may read it, and that the network reaches it",
  },
  {
    seen: /ResourceInitializationError.*secret|AccessDenied.*secret|secretsmanager/i,
    advice: "a secret cannot be read: check that it exists, has a value, and has the key that the configuration names",
  },
  {
    seen: /capacity is unavailable|unable to place a task|RESOURCE:/i,
    advice:
      "AWS has no capacity for such a task now: try again later, or use another size; with spot, take it out for this deployment",
  },
  {
    seen: /failed .*health checks/i,
    advice:
      "the health check never passed: compare health.path, port, health.codes and health.graceSeconds with what the app does at its start",
  },
];
