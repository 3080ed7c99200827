import { mapValues } from "./records.ts";

/** What decides when a service is deployed. */
export interface Ordered {
  readonly kind: "web" | "worker";
  /** Names of what it uses; other services among them. */
  readonly uses: Readonly<Record<string, unknown>>;
  /** Its release is a rollback. */
  readonly isGoingBack?: boolean;
}

/**
 * The services that each one waits for, in an order in which all of those come first. A client waits for the services
 * that it calls, since a task only sees what was in the namespace when it started; where two call each other, neither
 * waits. A web service waits for the workers besides: what it hands on must be understood when it arrives. Only for a
 * worker that calls a web service itself, if through others, none of them waits: in a ring nobody would start. Nor does a
 * rollback wait for workers: what the newer web services have handed on is in the queue whatever comes first, and the
 * time of both would count.
 */
export function deployOrder(services: Readonly<Record<string, Ordered>>): Readonly<Record<string, readonly string[]>> {
  const names = Object.keys(services).sort();
  const calls = mapValues(services, ({ uses }) => names.filter((other) => other in uses));
  const reach = mapValues(calls, (_, name) => reached(name, calls));
  const reaches = (from: string, to: string) => reach[from]?.has(to) ?? false;
  const isWeb = (name: string) => services[name]?.kind === "web";
  const comesFirst = (name: string) =>
    !isWeb(name) && !services[name]?.isGoingBack && !names.some((other) => isWeb(other) && reaches(name, other));
  const waits = mapValues(services, (_, name) =>
    names.filter(
      (other) =>
        other !== name && !reaches(other, name) && (reaches(name, other) || (isWeb(name) && comesFirst(other))),
    ),
  );
  return inOrder(waits);
}

/** Everything that `start` calls, if through others. */
function reached(start: string, calls: Readonly<Record<string, readonly string[]>>): ReadonlySet<string> {
  const seen = new Set<string>();
  const next = [...(calls[start] ?? [])];
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    if (!seen.has(name)) {
      seen.add(name);
      next.push(...(calls[name] ?? []));
    }
  }
  return seen;
}

/** The same record, each key after those that it waits for. */
function inOrder(waits: Readonly<Record<string, readonly string[]>>): Record<string, readonly string[]> {
  const done = new Map<string, readonly string[]>();
  const visit = (name: string) => {
    if (!done.has(name)) {
      const before = waits[name] ?? [];
      before.forEach(visit);
      done.set(name, before);
    }
  };
  Object.keys(waits).forEach(visit);
  return Object.fromEntries(done);
}
