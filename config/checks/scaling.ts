import { isTimeZone, whatIsWrongWithScheduleOrTime } from "../../lib/schedule.ts";
import type { App, Config, ServiceConfig } from "../blocks.ts";
import type { Path } from "../path.ts";
import { oneOf, type Report } from "../problem.ts";
import { tellsAge } from "../resolve-scaling.ts";
import { usesByStore } from "../resolve-uses.ts";
import { timedQueueFormats } from "../schema/signals.ts";

/** What the number of tasks follows is there, and means something for the service. */
export function checkScaling({ app, environment }: Config, report: Report): void {
  for (const [key, service] of Object.entries(app.services)) {
    const scale = environment.services?.[key]?.scale ?? {};
    const path: Path = ["environment", "services", key, "scale"];
    if (service.kind === "worker" && scale.requestsPerTask !== undefined) {
      const says = "a worker gets no requests: scale it by cpuPercent, memoryPercent or a queue";
      report.problem([...path, "requestsPerTask"], scale.requestsPerTask, says);
    }
    if (scale.queuePerTask !== undefined && !service.scaleOn) {
      const says = `the app does not say which queue the service follows: add slipway:app.services.${key}.scaleOn, or remove it`;
      report.problem([...path, "queuePerTask"], scale.queuePerTask, says);
    }
    if (service.kind === "worker" && service.exactlyOne && scale.schedules) {
      const says = "the app says exactlyOne: remove it (stopped: {because: …} stops the service)";
      report.problem([...path, "schedules"], undefined, says);
    }
    checkScaleSchedules(scale.schedules ?? [], [...path, "schedules"], report);
  }
}

type ServiceTuning = NonNullable<Config["environment"]["services"]>[string];
type Schedules = NonNullable<NonNullable<ServiceTuning["scale"]>["schedules"]>;

function checkScaleSchedules(schedules: Schedules, path: Path, report: Report): void {
  const taken = new Map<string, number>();
  for (const [index, { at, timeZone = "UTC", min, max }] of schedules.entries()) {
    const wrong = whatIsWrongWithScheduleOrTime(at);
    const moment = `${at} ${timeZone}`;
    if (wrong !== undefined) {
      report.problem([...path, index, "at"], at, wrong);
    } else if (taken.has(moment)) {
      const says = `is the moment of schedules[${taken.get(moment)}] too: remove one of the two`;
      report.problem([...path, index, "at"], at, says);
    }
    taken.set(moment, taken.get(moment) ?? index);
    if (!isTimeZone(timeZone)) {
      report.problem([...path, index, "timeZone"], timeZone, "is no time zone: write it like Europe/Stockholm or UTC");
    }
    if (min > max) {
      report.problem([...path, index, "min"], min, `is more than max, ${max}: lower min or raise max`);
    }
  }
}

/** The queue that a service follows is one that the app has, and is described as its kind needs it. */
export function checkScaleOn({ app }: Config, report: Report): void {
  for (const [key, service] of Object.entries(app.services)) {
    if (service.scaleOn) {
      checkQueue(app, service.scaleOn.queue, ["app", "services", key, "scaleOn", "queue"], report);
      if (service.kind === "worker" && service.exactlyOne) {
        const says = "the service is exactlyOne, so the number of its tasks follows nothing: remove one of the two";
        report.problem(["app", "services", key, "scaleOn"], undefined, says);
      }
    }
  }
}

type QueueConfig = NonNullable<ServiceConfig["scaleOn"]>["queue"];

function checkQueue(app: App, { of, name, format }: QueueConfig, path: Path, report: Report): void {
  const isQueue = Object.hasOwn(app.queues ?? {}, of);
  if (!isQueue && !Object.hasOwn(app.caches ?? {}, of)) {
    const names = [app.caches, app.queues].flatMap((those) => Object.keys(those ?? {}));
    const none = "declare it in app.caches or app.queues";
    report.problem([...path, "of"], of, `unknown cache or queue: ${oneOf(of, names, none)}`);
    return;
  }
  for (const [word, value] of Object.entries({ name, format })) {
    if (isQueue && value !== undefined) {
      report.problem([...path, word], value, `${of} is a queue of SQS, which needs no ${word}: remove it`);
    } else if (!isQueue && value === undefined) {
      const what = word === "name" ? "the queue's name in the cache" : "how its library keeps it, like celery";
      report.problem([...path, word], undefined, `is missing: ${of} is a cache, so say ${what}`);
    }
  }
}

/** Promises and signals are ones that somebody can watch. */
export function checkObjectives({ app }: Config, report: Report): void {
  for (const [key, service] of Object.entries(app.services)) {
    const path: Path = ["app", "services", key];
    checkPromises(service, [...path, "objectives"], report);
    for (const [index, signal] of (service.rollbackOn ?? []).entries()) {
      const wrong = whyNotSignalled(signal, service, app);
      if (wrong !== undefined) {
        report.problem([...path, "rollbackOn", index], signal, wrong);
      }
    }
  }
}

function checkPromises(service: ServiceConfig, path: Path, report: Report): void {
  const { objectives = {} } = service;
  for (const word of ["errorPercent", "p95Seconds"] as const) {
    if (service.kind === "worker" && objectives[word] !== undefined) {
      report.problem([...path, word], objectives[word], "a worker gets no requests: remove it");
    }
  }
  if (objectives.queueAgeSeconds !== undefined && !tellsAge(service)) {
    report.problem([...path, "queueAgeSeconds"], undefined, whyNoAge(service));
  }
}

function whyNoAge({ scaleOn }: ServiceConfig): string {
  return scaleOn
    ? `messages of ${scaleOn.queue.format} do not say when they came, so nobody knows how old they are: remove it, or use a queue of SQS or one of ${timedQueueFormats.join(", ")}`
    : "the service names no queue: add scaleOn, or remove it";
}

type Signal = NonNullable<ServiceConfig["rollbackOn"]>[number];

/** Why nothing would ever tell a signal of this service. */
function whyNotSignalled(signal: Signal, service: ServiceConfig, app: App): string | undefined {
  const own = service.kind === "web" ? ["errors", "latency", "unhealthyTasks"] : ["restarts"];
  switch (signal) {
    case "queueAge":
      return service.objectives?.queueAgeSeconds === undefined
        ? "nothing says how old a message may be: add objectives.queueAgeSeconds, or remove it"
        : undefined;
    case "databaseDown":
      return usesDatabase(service, app) ? undefined : "the service uses no database: remove it";
    default:
      return own.includes(signal)
        ? undefined
        : `is no signal of a ${service.kind === "web" ? "web service" : "worker"}: use ${[...own, "queueAge", "databaseDown"].join(", ")}`;
  }
}

function usesDatabase({ uses = [] }: ServiceConfig, { databases = {} }: App): boolean {
  return Object.keys(usesByStore(uses)).some((name) => Object.hasOwn(databases, name));
}
