import { type AlarmKind, alarmKinds, stackAlarms } from "../lib/alarm-kinds.ts";
import type { App } from "./blocks.ts";
import type { Path } from "./path.ts";

/** What an alarm watches. */
export type Watched = keyof typeof alarmKinds | "stack";

/** An alarm that the keys of an app may be made into, by its logical name. */
export interface AlarmName {
  readonly name: string;
  readonly of: Watched;
  /** The end of its name, which all of its kind share; of one of the stack the whole. */
  readonly suffix: string;
  readonly kind: AlarmKind;
  /** The key that it is made of; absent: every stack has it. */
  readonly path?: Path;
}

/** Most read replicas that a place may have. */
const mostReplicas = 5;

/** Every alarm that a stack of this app can have; which of them it has is up to the place. */
export function alarmsOfApp(app: App): AlarmName[] {
  const { services, jobs = {}, databases = {}, caches = {}, queues = {} } = app;
  return [
    ...Object.entries(stackAlarms).map(([name, kind]): AlarmName => ({ name, of: "stack", suffix: name, kind })),
    ...Object.entries(services).flatMap(([key, { kind }]) =>
      (["service", kind] as const).flatMap((what) => named(what, key, ["app", "services", key])),
    ),
    ...Object.keys(jobs).flatMap((key) => named("job", key, ["app", "jobs", key])),
    ...Object.keys(queues).flatMap((key) => named("queue", key, ["app", "queues", key])),
    ...Object.keys(caches).flatMap((key) => named("cache", key, ["app", "caches", key])),
    ...Object.entries(services).flatMap(([service, { scaleOn }]) => {
      const cache = scaleOn?.queue.of ?? "";
      return caches[cache] ? named("followed", `${cache}-queue-depth-${service}`, ["app", "caches", cache]) : [];
    }),
    ...Object.keys(databases).flatMap(ofDatabase),
  ];
}

function ofDatabase(key: string): AlarmName[] {
  const path = ["app", "databases", key];
  const replicas = Array.from({ length: mostReplicas }, (_, at) => `${key}-replica-${at + 1}`);
  return [
    ...named("database", key, path),
    ...named("restoreTest", `restore-test-${key}`, path),
    ...replicas.flatMap((replica) => named("replica", replica, path)),
  ];
}

function named(of: keyof typeof alarmKinds, key: string, path: Path): AlarmName[] {
  return Object.entries<AlarmKind>(alarmKinds[of]).map(([suffix, kind]) => ({
    name: `${key}-${suffix}`,
    of,
    suffix,
    kind,
    path,
  }));
}
