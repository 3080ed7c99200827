import type { Stack } from "../config/stack.ts";
import type { Workload } from "../config/stack-tasks.ts";
import { physicalName } from "../lib/names.ts";
import { unknownName } from "./unknown-name.ts";

/** Something of a stack that writes a log. */
export interface LogSource {
  /** As people call it: `api`, `api/metrics`, `nightly`, `main`, `main/migrate`, `main/roles`. */
  readonly name: string;
  readonly logGroup: string;
  /** What the names of its streams begin with; absent: it has the group to itself. */
  readonly streams?: string;
  /** The service that it is the own container of. */
  readonly service?: string;
}

/** Everything of a stack that writes a log: services first, then jobs, then databases with their migrations. */
export function logSources(stack: Stack): readonly LogSource[] {
  const { prefix, services, jobs, databases } = stack;
  return [
    ...Object.entries(services).flatMap(([name, service]) => {
      const [own, ...sidecars] = ofTask(prefix, name, name, service);
      return [...(own ? [{ ...own, service: name }] : []), ...sidecars];
    }),
    ...Object.entries(jobs).flatMap(([name, job]) => ofTask(prefix, name, name, job)),
    ...Object.entries(databases).flatMap(([name, { existing, migrate }]) => {
      const identifier = existing?.identifier ?? physicalName("databaseInstance", prefix, name);
      return [
        { name, logGroup: `/aws/rds/instance/${identifier}/postgresql` },
        ...(migrate ? ofTask(prefix, `${name}/migrate`, `${name}-migration-task`, migrate) : []),
        ...ofTask(prefix, `${name}/roles`, `${name}-roles-bootstrap`, { sidecars: {} }),
      ];
    }),
  ];
}

/** The source of a name; without one the services, or everything where there is none. */
export function chosenSources(stack: Stack, name: string | undefined): readonly LogSource[] {
  const all = logSources(stack);
  if (name === undefined) {
    const services = all.filter(({ service }) => service !== undefined);
    return services.length > 0 ? services : all;
  }
  const chosen = all.filter((source) => source.name === name);
  if (chosen.length === 0) {
    const names = all.map((source) => source.name);
    const advice = "name one of these, or none for all services";
    throw unknownName(`${stack.name} has no ${name} that writes a log`, name, names, advice);
  }
  return chosen;
}

/** The container of a task, and those beside it: all write into one group, each into streams of its own. */
function ofTask(
  prefix: string,
  name: string,
  container: string,
  { sidecars }: Pick<Workload, "sidecars">,
): readonly LogSource[] {
  const logGroup = physicalName("logGroup", `/slipway/${prefix}`, container);
  return [
    { name, logGroup, streams: `${container}/${container}/` },
    ...Object.keys(sidecars).map((sidecar) => ({
      name: `${name}/${sidecar}`,
      logGroup,
      streams: `${sidecar}/${sidecar}/`,
    })),
  ];
}
