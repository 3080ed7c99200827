import type { ComposeService } from "./compose/service.ts";
import type { TaskVariables } from "./map-all-variables.ts";
import { mapContainer, mapVolumes, type Whole } from "./map-container.ts";
import { containerHealth, webHealth } from "./map-health.ts";
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
  tellMigrating(service, whole);
  const port = portOf(parts, whole);
  tellOthers(service, port, whole);
  findings.mapped.push({
    about: service.name,
    says: `app.services.${key}: ${role.is}${port === undefined ? "" : `, port ${port}`}`,
  });
  return {
    kind: role.is,
    ...(port !== undefined && { port }),
    ...mapContainer(service, key, whole),
    ...(routes && { routes }),
    ...(role.is === "web" ? webHealth(service, role, whole.findings) : containerHealth(service, whole.findings)),
    ...tasksOf(variables),
    ...(isDiscoverable && { discoverable: true }),
    ...exactlyOne(parts, whole),
    ...stickyOf(parts, whole),
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
  if (role.is === "web" && isDiscoverable && calledAt !== undefined && calledAt !== port) {
    const says = `others call it at ${calledAt}, and a service has one port, which is ${port}: let them call that`;
    findings.left.push({ about: service.name, says });
  }
  return role.is === "web" ? port : isDiscoverable ? (port ?? 80) : undefined;
}

/** What looks like a worker that must not run twice: two schedulers start everything twice, and two bots take each other's messages. */
const alone: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["a scheduler", /(^|[-_ ])(beat|scheduler|clock)([-_ ]|$)/],
  ["a bot", /(^|[-_. ])([a-z]*bot|poller)([-_. ]|$)/],
];

function exactlyOne({ service, role }: ServiceParts, { findings }: Whole): { readonly exactlyOne?: true } {
  const text = [service.name, ...service.command].join(" ");
  const { replicas = 1 } = service.size;
  const [what] = alone.find(([, pattern]) => pattern.test(text)) ?? [];
  if (role.is !== "worker" || replicas > 1 || what === undefined) {
    return {};
  }
  const says = `looks like ${what}: exactlyOne, so that never two tasks of it run at once`;
  findings.assumed.push({ about: service.name, says });
  return { exactlyOne: true };
}

/** These keep what somebody does in the memory of one process, and talk to it through a WebSocket. */
function stickyOf({ service, role }: ServiceParts, { findings }: Whole): { readonly sticky?: true } {
  const text = [...service.entryPoint, ...service.command].join(" ");
  if (role.is !== "web" || !/(^|[\s/])(streamlit run|panel serve|bokeh serve|shiny run)\s/.test(text)) {
    return {};
  }
  const says = "keeps a session in one task: sticky, so that a browser stays with its task";
  findings.assumed.push({ about: service.name, says });
  return { sticky: true };
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
  shm_size: "a task on Fargate has 64 MiB of shared memory and no more: the app has to do with that",
  platform: "say architecture in app.images: slipway runs x86_64 where nothing is said",
  volumes_from: "name what it needs of the other's volumes as its own",
  ports:
    "one is that of a variable without a value: give it one in .env beside the file, or say kind: web, port and health",
  extra_hosts: "make a record in DNS",
};

function tellOthers({ name, others, ports }: ComposeService, port: number | undefined, { findings }: Whole): void {
  for (const key of others) {
    const says = othersOf[key] ?? "slipway has no key for it: the app has to do without";
    findings.left.push({ about: `${name}.${key}`, says });
  }
  const udp = ports.filter(({ isUdp }) => isUdp).map(({ container }) => container);
  const rest = ports.filter(({ isUdp, container }) => !isUdp && container !== port).map(({ container }) => container);
  if (udp.length > 0) {
    findings.left.push({ about: `${name}.ports`, says: `${udp.join(", ")} is UDP: the load balancer takes HTTP only` });
  }
  // The load balancer answers at 443 anyway.
  const unreached = [...new Set(rest)].filter((container) => port === undefined || container !== 443);
  if (unreached.length > 0) {
    const why =
      port === undefined
        ? "looks like a debugger's or TLS's, and nobody reaches it"
        : "the load balancer reaches one port of a service";
    findings.left.push({ about: `${name}.ports`, says: `${unreached.join(", ")}: ${why}` });
  }
}
