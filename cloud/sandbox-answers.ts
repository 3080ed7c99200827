import type { DatabaseReport, RingingAlarm, SecretFound, ServiceReport, StoppedTask } from "./cloud.ts";
import type { LogPage, StoreEndpoint, TaskLook } from "./operations.ts";
import type { ProbeAnswer } from "./probe.ts";
import type { RunningTasks } from "./running-tasks.ts";

/** Whether an answer is what was asked for, as far as another process can get it wrong: by what every one has. */
export function isServiceReport(answer: unknown): answer is ServiceReport | null {
  return (
    answer === null ||
    (isTextAt(answer, "taskDefinition") &&
      isTextAt(answer, "deployment") &&
      ["triggeredAlarms", "stoppedTasks", "unhealthyTargets", "events", "problems"].every((key) => isList(answer, key)))
  );
}

export function isRunningTasks(answer: unknown): answer is RunningTasks | null {
  const tasks = valueAt(answer, "tasks");
  const network = valueAt(answer, "network");
  const hasContainers = (task: unknown) => isTextAt(task, "taskDefinition") && isList(task, "containers");
  return (
    answer === null ||
    (Array.isArray(tasks) &&
      tasks.every(hasContainers) &&
      isList(network, "subnets") &&
      isList(network, "securityGroups"))
  );
}

export function isProbeAnswer(answer: unknown): answer is ProbeAnswer {
  return valueAt(answer, "answered") === true
    ? typeof valueAt(answer, "status") === "number" && isTextAt(answer, "body")
    : valueAt(answer, "answered") === false && isTextAt(answer, "says");
}

export function isDatabaseReport(answer: unknown): answer is DatabaseReport | null {
  return answer === null || (isTextAt(answer, "status") && isTextAt(answer, "engineVersion"));
}

/** A function answers what it likes. */
export function isAnything(_answer: unknown): _answer is unknown {
  return true;
}

export function isRingingAlarms(answer: unknown): answer is readonly RingingAlarm[] {
  return Array.isArray(answer) && answer.every((alarm) => isTextAt(alarm, "name") && isTextAt(alarm, "reason"));
}

export function isWeights(answer: unknown): answer is Readonly<Record<string, number>> {
  return (
    typeof answer === "object" && answer !== null && Object.values(answer).every((weight) => typeof weight === "number")
  );
}

export function isSecretFound(answer: unknown): answer is SecretFound {
  return (
    typeof answer === "object" &&
    answer !== null &&
    "is" in answer &&
    (answer.is === "there" || ((answer.is === "missing" || answer.is === "notChecked") && isTextAt(answer, "reason")))
  );
}

export function isStoppedTask(answer: unknown): answer is StoppedTask {
  return isTextAt(answer, "taskArn") && isList(answer, "lastLogLines");
}

export function isLogPage(answer: unknown): answer is LogPage | null {
  const lines = valueAt(answer, "lines");
  return answer === null || (Array.isArray(lines) && lines.every((line) => isTextAt(line, "text")));
}

export function isTaskLook(answer: unknown): answer is TaskLook | null {
  return answer === null || isTextAt(answer, "status");
}

export function isEndpoint(answer: unknown): answer is StoreEndpoint | null {
  return answer === null || (isTextAt(answer, "host") && typeof valueAt(answer, "port") === "number");
}

export function isText(answer: unknown): answer is string {
  return typeof answer === "string";
}

export function isOptionalText(answer: unknown): answer is string | null {
  return answer === null || typeof answer === "string";
}

export function isBoolean(answer: unknown): answer is boolean {
  return typeof answer === "boolean";
}

export function isTrue(answer: unknown): answer is true {
  return answer === true;
}

function isTextAt(answer: unknown, key: string): boolean {
  return typeof valueAt(answer, key) === "string";
}

function isList(answer: unknown, key: string): boolean {
  return Array.isArray(valueAt(answer, key));
}

function valueAt(answer: unknown, key: string): unknown {
  return typeof answer === "object" && answer !== null ? new Map(Object.entries(answer)).get(key) : undefined;
}
