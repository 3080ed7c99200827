import { isDeepStrictEqual } from "node:util";
import type { Account } from "../account.ts";
import type { InAccount, Values } from "../model.ts";
import { type Deployment, deploymentOf, keepDeployment } from "./ecs-deployment.ts";
import { findRevision } from "./ecs-revisions.ts";
import { type Trouble, troubleOf } from "./ecs-trouble.ts";
import { shiftTo } from "./listener-weights.ts";
import { logFailure, logTakeover } from "./service-log.ts";
import { token } from "./tokens.ts";
import { bool, num, object, objects, str } from "./values.ts";

const DEFAULT_TIMEOUT = "20m0s";
const NO_CANDIDATE = "No rollback candidate was found to run the rollback.";
/** Changes that make ECS start new tasks. */
const REVISED = [
  "taskDefinition",
  "networkConfiguration",
  "loadBalancers",
  "capacityProviderStrategies",
  "serviceConnectConfiguration",
];

/**
 * Deploys a service that was made or changed, in one moment: what ran before goes on running until the new tasks are
 * well. Says as the provider does why there is no steady state; undefined when there is one, or seems to be.
 */
export function deploy(subject: InAccount): string | undefined {
  const { resource, before, account, place } = subject;
  const { inputs } = resource;
  const last = deploymentOf(account, resource.id);
  if (before !== undefined && last?.deployment === "successful" && !startsOne(before.inputs, inputs)) return undefined;
  const family = findRevision(account, place, str(inputs, "taskDefinition") ?? "")?.family ?? "";
  const trouble = (num(inputs, "desiredCount") ?? 0) === 0 ? undefined : troubleOf(subject);
  if (trouble !== undefined) return fail(subject, last, trouble);
  if (before !== undefined && account.mishaps.rollsBackSilently(family)) {
    goBack(subject, last, { deployment: "rolledBack", ...nothingSeen });
    return undefined;
  }
  succeed(subject, last);
  return undefined;
}

/** What ECS does meanwhile: it goes on with every deployment that it has not given up. */
export function goOnDeploying(account: Account): void {
  for (const resource of account.all(token.service)) {
    if (deploymentOf(account, resource.id)?.deployment === "inProgress") {
      const [, , , region = "", accountId = ""] = resource.id.split(":");
      deploy({ resource, account, place: { region, accountId } });
    }
  }
}

const nothingSeen = { triggeredAlarms: [], stoppedTasks: [], unhealthyTargets: [], events: [] };

function startsOne(before: Values, after: Values): boolean {
  return (
    bool(after, "forceNewDeployment") === true || REVISED.some((key) => !isDeepStrictEqual(before[key], after[key]))
  );
}

function succeed(subject: InAccount, last: Deployment | undefined): void {
  const { resource, account } = subject;
  const { inputs } = resource;
  const taskDefinition = str(inputs, "taskDefinition") ?? "";
  const targetGroup = nextTargetGroup(inputs, last);
  for (const balancer of last === undefined || !shifts(inputs) ? [] : objects(inputs, "loadBalancers")) {
    const rule = account.byArn(str(object(balancer, "advancedConfiguration"), "productionListenerRule") ?? "");
    if (rule !== undefined && targetGroup !== undefined) shiftTo(account, rule, targetGroup);
  }
  keepDeployment(subject, {
    taskDefinition,
    serving: taskDefinition,
    ...(targetGroup === undefined ? {} : { targetGroup }),
    deployment: "successful",
    ...nothingSeen,
    events: [`(service ${str(inputs, "name")}) has reached a steady state.`],
  });
  // After both, since ECS calls a deployment done in the moment in which it has moved the requests.
  logTakeover(subject, last?.serving, taskDefinition);
}

/** A rolling deployment stays in its group; one that shifts requests has its new tasks in the other one. */
function nextTargetGroup(inputs: Values, last: Deployment | undefined): string | undefined {
  const [balancer = {}] = objects(inputs, "loadBalancers");
  const primary = str(balancer, "targetGroupArn");
  const alternate = str(object(balancer, "advancedConfiguration"), "alternateTargetGroupArn");
  const runsInPrimary = last?.serving !== undefined && last.targetGroup === primary;
  return shifts(inputs) && runsInPrimary ? alternate : primary;
}

function shifts(inputs: Values): boolean {
  return (str(object(inputs, "deploymentConfiguration"), "strategy") ?? "ROLLING") !== "ROLLING";
}

/** What becomes of a deployment that does not go well; the provider's words for it. */
function fail(subject: InAccount, last: Deployment | undefined, trouble: Trouble): string {
  const { resource, account, place } = subject;
  const { failure, ...found } = trouble;
  logFailure(subject, trouble.stoppedTasks);
  const service = `(service ${str(resource.inputs, "name")})`;
  const number = account.seedOf(resource.type, resource.id).next(`deployments in ${place.region}`);
  const deploymentId = `ecs-svc/${String(number).padStart(19, "0")}`;
  if (failure === undefined) {
    goOn(subject, last, { deploymentId, deployment: "inProgress", ...found, events: [...trouble.events] });
    return `timeout while waiting for state to become 'tfSTABLE' (last state: 'tfPENDING', timeout: ${DEFAULT_TIMEOUT})`;
  }
  const failed = `${service} (deployment ${deploymentId}) deployment failed: ${failure}`;
  const signal = failure === "alarm detected." ? "alarms" : "deploymentCircuitBreaker";
  // AWS publishes the words on the circuit breaker; those on alarms are made after them.
  const because = signal === "alarms" ? "an alarm was triggered." : "the circuit breaker threshold was exceeded.";
  if (object(resource.inputs, signal).rollback !== true) {
    const reason = `Service deployment failed because ${because}`;
    goOn(subject, last, { deploymentId, deployment: "failed", reason, ...found, events: [failed, ...trouble.events] });
    return reason;
  }
  if (last?.serving === undefined) {
    goOn(subject, last, {
      deploymentId,
      deployment: "failed",
      reason: NO_CANDIDATE,
      ...found,
      events: [failed, ...trouble.events],
    });
    return NO_CANDIDATE;
  }
  const reason = `Service deployment rolled back because ${because}`;
  const events = [`${service} rolling back to the deployment before.`, failed, ...trouble.events];
  goBack(subject, last, { deployment: "rolledBack", reason, ...found, events });
  return reason;
}

type Found = Omit<Deployment, "taskDefinition" | "serving" | "targetGroup">;

/** What ran before still runs, and the service still wants the new revision. */
function goOn(subject: InAccount, last: Deployment | undefined, found: Found): void {
  const { serving, targetGroup } = last ?? {};
  keepDeployment(subject, {
    taskDefinition: str(subject.resource.inputs, "taskDefinition") ?? "",
    ...(serving === undefined ? {} : { serving }),
    ...(targetGroup === undefined ? {} : { targetGroup }),
    ...found,
  });
}

/** What ran before still runs, and the service wants it again. */
function goBack(subject: InAccount, last: Deployment | undefined, found: Found): void {
  const { resource, before, account } = subject;
  const taskDefinition = last?.serving ?? str(before?.outputs ?? {}, "taskDefinition") ?? "";
  account.put({
    ...resource,
    inputs: { ...resource.inputs, taskDefinition },
    outputs: { ...resource.outputs, taskDefinition },
  });
  goOn({ ...subject, resource: { ...resource, inputs: { ...resource.inputs, taskDefinition } } }, last, found);
}
