import { type HealthCheck, httpPathOf } from "./compose/health.ts";
import type { ComposeService } from "./compose/service.ts";
import type { TaskVariables } from "./map-all-variables.ts";
import { mapContainer, mapVolumes, type Whole } from "./map-container.ts";
import { migrates, portInside, type Role } from "./roles.ts";
import type { MappedVariables, Use } from "./task-variables.ts";

/** What a service of the compose file becomes. */
export interface ServiceParts {
  readonly key: string;
  readonly service: ComposeService;
  readonly role: Extract<Role, { readonly is: "web" | "worker" }>;
  readonly variables: TaskVariables;
  readonly routes: readonly string[] | undefined;
  readonly isDiscoverable: boolean;
  /** Port at which others call it. */
  readonly calledAt?: number;
}

/** `app.services.<service>`. */
export function mapService(
  parts: ServiceParts,
  services: readonly ComposeService[],
  whole: Whole,
): Record<string, unknown> {
  const { key, service, role, variables, routes, isDiscoverable } = parts;
  const { findings } = whole;
  const volumes = mapVolumes(service, services, findings);
  tellOthers(service, whole);
  tellMigrating(service, whole);
  const port = portOf(parts, whole);
  findings.mapped.push({
    about: service.name,
    says: `app.services.${key}: ${role.is}${port === undefined ? "" : `, port ${port}`}`,
  });
  return {
    kind: role.is,
    ...(port !== undefined && { port }),
    ...mapContainer(service, key, whole),
    ...(routes && { routes }),
    ...(role.is === "web" ? webHealth(parts, whole) : containerHealth(service.health)),
    ...tasksOf(variables),
    ...(isDiscoverable && { discoverable: true }),
    ...exactlyOne(parts, whole),
    ...(Object.keys(volumes).length > 0 && { volumes }),
    ...stopSecondsOf(service),
  };
}

/** Two tasks that start at once would migrate at once. */
function tellMigrating({ name, command, entryPoint }: ComposeService, { findings }: Whole): void {
  const text = [...entryPoint, ...command].join(" ");
  if (text.includes("&&") && migrates.test(text)) {
    const says = "migrates before it starts, in every task: move that to app.databases.<database>.migrate";
    findings.assumed.push({ about: `${name}.command`, says });
  }
}

/** Where others reach a service; that of one which nobody calls is no matter. */
function portOf({ service, role, isDiscoverable, calledAt }: ServiceParts, { findings }: Whole): number | undefined {
  const port = role.is === "web" ? role.port : (portInside(service) ?? calledAt);
  if (isDiscoverable && port === undefined) {
    const says = "others call it, and nothing says at which port: port is 80, so look into its image";
    findings.assumed.push({ about: service.name, says });
  }
  return role.is === "web" ? port : isDiscoverable ? (port ?? 80) : undefined;
}

/** Two schedulers start everything twice. */
function exactlyOne({ service, role }: ServiceParts, { findings }: Whole): { readonly exactlyOne?: true } {
  const text = [service.name, ...service.command].join(" ");
  const { replicas = 1 } = service.size;
  if (role.is !== "worker" || replicas > 1 || !/(^|[-_ ])(beat|scheduler|clock)([-_ ]|$)/.test(text)) {
    return {};
  }
  const says = "looks like a scheduler: exactlyOne, so that never two tasks of it run at once";
  findings.assumed.push({ about: service.name, says });
  return { exactlyOne: true };
}

/** What variables give a task, without what is empty. */
export function tasksOf({ env, secrets, uses }: MappedVariables): Record<string, unknown> {
  const isPlain = [...uses.values()].every((use) => Object.keys(use).length === 0);
  return {
    ...(uses.size > 0 && { uses: isPlain ? [...uses.keys()] : Object.fromEntries<Use>(uses) }),
    ...(Object.keys(env).length > 0 && { env }),
    ...(secrets.length > 0 && { secrets }),
  };
}

/** Fargate gives a task two minutes at most. */
export function stopSecondsOf({ stopSeconds }: ComposeService): { readonly stopSeconds?: number } {
  return stopSeconds === undefined ? {} : { stopSeconds: Math.min(120, Math.max(2, Math.round(stopSeconds))) };
}

/** The load balancer asks over HTTP: what the container's own check asks, or the first page. */
function webHealth({ service, role }: ServiceParts, { findings }: Whole): Record<string, unknown> {
  const asked = service.health && httpPathOf(service.health);
  if (role.is === "web" && role.isGuess) {
    const says = `does not say where it listens: port is ${role.port}, so look into its image`;
    findings.assumed.push({ about: `${service.name}.ports`, says });
  }
  if (asked && service.health) {
    return { health: timed(asked.path, service.health) };
  }
  const says = `has no check over HTTP: the load balancer asks for / and takes any answer from 200 to 399: say a better path in health`;
  findings.assumed.push({ about: `${service.name}.healthcheck`, says });
  return { health: { path: "/", codes: "200-399" }, ...containerHealth(service.health) };
}

/** The load balancer leaves at least a second between an answer's last moment and the next question. */
function timed(path: string, { intervalSeconds, timeoutSeconds, startSeconds }: HealthCheck): unknown {
  const isRight = intervalSeconds !== undefined && timeoutSeconds !== undefined && timeoutSeconds < intervalSeconds;
  const times = {
    ...(isRight && { intervalSeconds, timeoutSeconds }),
    ...(startSeconds !== undefined && startSeconds > 0 && { graceSeconds: startSeconds }),
  };
  return Object.keys(times).length === 0 ? path : { path, ...times };
}

function containerHealth(health: HealthCheck | undefined): Record<string, unknown> {
  if (health === undefined) {
    return {};
  }
  const { intervalSeconds = 30, timeoutSeconds = 5 } = health;
  return {
    containerHealth: { ...health, intervalSeconds, timeoutSeconds: Math.min(timeoutSeconds, intervalSeconds - 1) },
  };
}

/** A sentence for each key that nothing is made of. */
const othersOf: Readonly<Record<string, string>> = {
  extends: "docker compose config prints the whole file, with what this stands for: read that one",
  network_mode: "each task has an address of its own in private subnets: leave it out",
  privileged: "Fargate gives no container the machine: the app has to do without",
  devices: "Fargate has no devices: the app has to do without",
  cap_add: "Fargate takes no further capabilities: the app has to do without",
  working_dir: "set WORKDIR in the image",
  configs: "put the file into the image, or its content into a variable",
  secrets: "name them in app.secrets: they come as variables, not as files",
  extra_hosts: "make a record in DNS",
};

function tellOthers({ name, others, ports }: ComposeService, { findings }: Whole): void {
  for (const key of others) {
    const says = othersOf[key] ?? "slipway has no key for it: the app has to do without";
    findings.left.push({ about: `${name}.${key}`, says });
  }
  const udp = ports.filter(({ isUdp }) => isUdp).map(({ container }) => container);
  const rest = ports
    .filter(({ isUdp, container }) => !isUdp && container !== 443)
    .slice(1)
    .map(({ container }) => container);
  if (udp.length > 0) {
    findings.left.push({ about: `${name}.ports`, says: `${udp.join(", ")} is UDP: the load balancer takes HTTP only` });
  }
  if (rest.length > 0) {
    findings.left.push({
      about: `${name}.ports`,
      says: `${rest.join(", ")}: the load balancer reaches one port of a service`,
    });
  }
}
