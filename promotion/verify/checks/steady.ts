import type { ServiceReport } from "../../../cloud/cloud.ts";
import { type CheckMeans, type Finding, isAtRest, type Seen } from "../check.ts";

const pauseSeconds = 15;
/** A task that one health check missed is no reason to go back to another release. */
const unwellSeconds = 60;

/**
 * Asks for every service until each is steady, no deployment goes on any more, or a deployment would take too long;
 * for targets that are unwell only for a while.
 */
export async function seeServices(means: CheckMeans): Promise<readonly Seen[]> {
  const { state, place, say, pause, isStill } = means;
  const mostSeconds = isStill ? 0 : place.maxMinutes * 60;
  let said = "";
  for (let waited = 0; ; waited += pauseSeconds) {
    const seen = await Promise.all(state.services.map((service) => see(service, means)));
    const moving = seen.filter((one) => isMoving(one) || (waited < unwellSeconds && isUnwell(one)));
    if (moving.length === 0 || waited >= mostSeconds) {
      return seen;
    }
    const names = moving.map((one) => `${one.service.name} (${awaited(one)})`);
    const sentence = `waiting for ${names.join(", ")} to be steady`;
    if (sentence !== said) {
      say(sentence);
      said = sentence;
    }
    await pause(pauseSeconds * 1000);
  }
}

/** A service with what ECS says of it. */
export async function see(service: Seen["service"], { cloud }: Pick<CheckMeans, "cloud">): Promise<Seen> {
  const report = await cloud.service(service);
  return { service, ...(report && { report }) };
}

/** Tasks come and go while a deployment goes on, and while a service scales; the load balancer has to get to know them. */
function isMoving({ report }: Seen): boolean {
  return (
    report !== undefined &&
    (report.deployment === "inProgress" ||
      (isSettled(report.deployment) && report.runningCount !== report.desiredCount) ||
      report.unhealthyTargets.some(({ state }) => state === "initial"))
  );
}

function isUnwell({ report }: Seen): boolean {
  return report !== undefined && report.unhealthyTargets.length > 0;
}

/** `1 of 2 tasks`, `10.0.0.1:8000 is unhealthy` */
function awaited({ report }: Seen): string {
  const [target] = report?.unhealthyTargets ?? [];
  const isWhole = report?.deployment !== "inProgress" && report?.runningCount === report?.desiredCount;
  return target && isWhole ? `${target.address} is ${target.state}` : countsOf(report);
}

/** ECS forgets deployments after 90 days: a service without one has been as it is for longer. */
function isSettled(deployment: ServiceReport["deployment"]): boolean {
  return deployment === "successful" || deployment === "unknown";
}

/** Whether every service has what it wants to have, by a deployment that went well. */
export function steady(seen: readonly Seen[], means: Pick<CheckMeans, "place">): Finding {
  const complaints = seen.flatMap((one) => complaintOf(one, means));
  if (complaints.length > 0) {
    return { passed: false, says: complaints.join("; ") };
  }
  const unread = seen.filter(({ report }) => report?.deployment === "unknown" && report.problems.length > 0);
  if (unread.length > 0) {
    const says = unread.map(({ service, report }) => `${service.name}: ${report?.problems.join("; ")}`).join("; ");
    return { passed: false, says, couldNotLook: true };
  }
  return { passed: true, says: seen.map((one) => restingOr(one, means)).join(", ") || "there is no service" };
}

function complaintOf(
  { service: { name, service }, report }: Seen,
  { place: { maxMinutes } }: Pick<CheckMeans, "place">,
): string[] {
  if (report === undefined) {
    return [`${name}: there is no service ${service}: pulumi up makes it again`];
  }
  const { deployment, deploymentId, reason } = report;
  const which = deploymentId === undefined ? "its deployment" : `its deployment ${deploymentId}`;
  const why = reason === undefined ? "" : ` (${reason})`;
  if (deployment === "inProgress") {
    return [`${name}: ${which} still goes on after ${maxMinutes} minutes, ${countsOf(report)}${why}`];
  }
  if (!isSettled(deployment)) {
    return [`${name}: ${which} ${deployment === "rolledBack" ? "was taken back by ECS" : "failed"}${why}`];
  }
  return report.runningCount === report.desiredCount ? [] : [`${name}: ${countsOf(report)}`];
}

function restingOr(seen: Seen, { place }: Pick<CheckMeans, "place">): string {
  return `${seen.service.name} ${isAtRest(seen, place) ?? countsOf(seen.report)}`;
}

/** `1 of 2 tasks` */
function countsOf(report: ServiceReport | undefined): string {
  const { runningCount = 0, desiredCount = 0 } = report ?? {};
  return runningCount === desiredCount
    ? `${runningCount} ${runningCount === 1 ? "task" : "tasks"}`
    : `${runningCount} of ${desiredCount} tasks`;
}
