import type { Container, ContainerDefinition } from "@aws-sdk/client-ecs";

/** What a container ends with that was told to stop, or was killed when it did not: another one ended first. */
const stoppedByOthers = [143, 137];

/** A task that stopped, and how its containers were defined. */
export interface StoppedContainers {
  readonly containers: readonly Container[];
  readonly definitions: readonly ContainerDefinition[];
  /** Physical name of the service: it ends in the name of the container that the service is for. */
  readonly service: string;
}

/**
 * The container whose exit code and log say why a task of a service stopped. Only an essential one takes the task with
 * it; of these the service's own counts first, but not when it was only told to stop because another had failed. The
 * proxy of Service Connect is in no definition, and one that never ran wrote nothing.
 */
export function containerToHear({ containers, definitions, service }: StoppedContainers): Container | undefined {
  const essential = new Set(definitions.filter((definition) => definition.essential !== false).map(({ name }) => name));
  const own = ownName(containers, service);
  const ran = containers.filter(({ exitCode }) => exitCode !== undefined);
  const rank = (container: Container): number =>
    (essential.has(container.name) ? 0 : 4) +
    (failedByItself(container) ? 0 : 2) +
    (container.name !== undefined && container.name === own ? 0 : 1);
  return ran.toSorted((one, other) => rank(one) - rank(other))[0];
}

/** A reason beside the code, as for memory that ran out, is the container's own. */
function failedByItself({ exitCode, reason }: Container): boolean {
  return exitCode !== 0 && (reason !== undefined || !stoppedByOthers.includes(exitCode ?? 0));
}

/** `web-api` of `shop-staging-web-api`, where `api` is a sidecar. */
function ownName(containers: readonly Container[], service: string): string | undefined {
  return containers
    .flatMap(({ name }) => (name !== undefined && `-${service}`.endsWith(`-${name}`) ? [name] : []))
    .toSorted((one, other) => other.length - one.length)[0];
}
