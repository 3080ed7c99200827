import { randomUUID } from "node:crypto";
import { NO_CAPACITY } from "../mishaps.ts";
import type { InAccount, Values } from "../model.ts";
import type { TaskEnd, TaskRequest } from "../tasks.ts";
import { type Container, containersOf } from "./ecs-container.ts";
import type { Deployment, StoppedTask } from "./ecs-deployment.ts";
import { findRevision } from "./ecs-revisions.ts";
import { lastPart } from "./shapes.ts";
import { token } from "./tokens.ts";
import { bool, num, object, objects, str, texts } from "./values.ts";

/** What a deployment shows when it does not come to a steady state. */
export interface Trouble extends Pick<Deployment, "stoppedTasks" | "unhealthyTargets" | "triggeredAlarms"> {
  /** ECS's words for it; when there are none, ECS itself sees nothing wrong and goes on trying. */
  readonly failure?: "tasks failed to start." | "alarm detected.";
  /** Newest first. */
  readonly events: readonly string[];
}

/** What a service asks ECS to start. */
function taskOf({ resource: { inputs } }: InAccount): TaskRequest {
  const network = object(inputs, "networkConfiguration");
  return {
    cluster: str(inputs, "cluster") ?? "default",
    taskDefinition: str(inputs, "taskDefinition") ?? "",
    subnets: texts(network, "subnets"),
    securityGroups: texts(network, "securityGroups"),
    assignPublicIp: bool(network, "assignPublicIp") === true,
  };
}

const quiet = { stoppedTasks: [], unhealthyTargets: [], triggeredAlarms: [], events: [] };

/** Starts the tasks of a deployment and watches it; undefined when all goes well. */
export function troubleOf(subject: InAccount): Trouble | undefined {
  const { resource, account, place } = subject;
  const request = taskOf(subject);
  const revision = findRevision(account, place, request.taskDefinition);
  const service = `(service ${str(resource.inputs, "name")})`;
  if (account.mishaps.lacksCapacity(revision?.family ?? "")) {
    return { ...quiet, events: [`${service} was unable to place a task. Reason: ${NO_CAPACITY}`] };
  }
  const end = account.tasks.start(request, place);
  if (end.started && end.exitCode === 0) return alarmTrouble(subject);
  const container = containersOf(revision?.inputs ?? {}).find(({ essential }) => essential);
  const ill = end.started && end.unhealthy === true;
  const seen = { ...quiet, stoppedTasks: [stopped(subject, request, end, container)] };
  const trouble = ill ? { ...seen, unhealthyTargets: unhealthyTargets(resource.inputs) } : seen;
  const events = ill ? unhealthyEvents(service, resource.inputs) : [];
  if (object(resource.inputs, "deploymentCircuitBreaker").enable === true)
    return { ...trouble, failure: "tasks failed to start.", events };
  const alarm = watched(subject).find((name) => hears(subject, name, ill));
  return alarm === undefined
    ? { ...trouble, events }
    : { ...trouble, failure: "alarm detected.", triggeredAlarms: [alarm], events };
}

function alarmTrouble(subject: InAccount): Trouble | undefined {
  const triggeredAlarms = [...subject.account.mishaps.ringsDuring(watched(subject))];
  return triggeredAlarms.length === 0 ? undefined : { ...quiet, failure: "alarm detected.", triggeredAlarms };
}

/** The alarms that ECS looks at in this deployment: not those that ring already when it begins. */
function watched({ resource: { inputs }, account }: InAccount): readonly string[] {
  const alarms = object(inputs, "alarms");
  const names = bool(alarms, "enable") === true ? texts(alarms, "alarmNames") : [];
  const ringing = account.mishaps.ringing(names);
  return names.filter((name) => !ringing.includes(name));
}

/** Whether an alarm hears of tasks that are ill, or of those that stop: by the metric that it looks at. */
function hears({ account }: InAccount, alarm: string, ill: boolean): boolean {
  const inputs = account.find(token.alarm, ({ outputs }) => outputs.name === alarm)?.inputs ?? {};
  const metrics = [inputs, ...objects(inputs, "metricQueries").flatMap((query) => objects(query, "metric"))];
  return metrics.some((metric) =>
    ill
      ? /HealthyHostCount$/.test(str(metric, "metricName") ?? "")
      : str(metric, "metricName") === "RunningTaskCount" || str(metric, "namespace")?.startsWith("slipway/") === true,
  );
}

function stopped(
  { resource, place }: InAccount,
  { cluster, taskDefinition }: TaskRequest,
  end: TaskEnd,
  container: Container | undefined,
): StoppedTask {
  const name = container?.name ?? "";
  const taskId = randomUUID().replaceAll("-", "");
  const task = {
    taskArn: `arn:aws:ecs:${place.region}:${place.accountId}:task/${lastPart(cluster)}/${taskId}`,
    taskDefinition,
  };
  if (!end.started) {
    const reason = { stopCode: "TaskFailedToStart", stoppedReason: end.reason };
    return { ...task, ...reason, containers: [{ name }], lastLogLines: [] };
  }
  const logGroup = container?.log && str(container.log.options, "awslogs-group");
  const group = objects(resource.inputs, "loadBalancers").map((balancer) => str(balancer, "targetGroupArn"))[0];
  const ill = group === undefined ? "container health checks" : `ELB health checks in (target-group ${group})`;
  const how = end.unhealthy
    ? { stopCode: "ServiceSchedulerInitiated", stoppedReason: `Task failed ${ill}` }
    : { stopCode: "EssentialContainerExited", stoppedReason: "Essential container in task exited" };
  return {
    ...task,
    ...how,
    // What is stopped from outside ends on SIGTERM.
    containers: [{ name, exitCode: end.unhealthy ? 143 : end.exitCode }],
    ...(logGroup === undefined ? {} : { logGroup }),
    lastLogLines: [...end.says],
  };
}

function unhealthyTargets(inputs: Values): Deployment["unhealthyTargets"] {
  return objects(inputs, "loadBalancers").map((balancer) => ({
    address: `10.0.0.10:${num(balancer, "containerPort")}`,
    state: "unhealthy",
    reason: "Target.FailedHealthChecks: Health checks failed",
  }));
}

function unhealthyEvents(service: string, inputs: Values): readonly string[] {
  return objects(inputs, "loadBalancers").map(
    (balancer) =>
      `${service} (port ${num(balancer, "containerPort")}) is unhealthy in (target-group ${str(balancer, "targetGroupArn")}) due to (reason Health checks failed).`,
  );
}
