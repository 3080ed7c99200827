import { httpPathOf } from "./compose/health.ts";
import type { ComposeService } from "./compose/service.ts";
import type { Targets } from "./targets.ts";

/** What a service of the app is on AWS. */
export type Role =
  | { readonly is: "web"; readonly port: number; readonly isGuess: boolean }
  | { readonly is: "worker" }
  | { readonly is: "migration" }
  /** Runs once and ends. */
  | { readonly is: "once" }
  /** Runs on a schedule and at no other time. */
  | { readonly is: "job" }
  /** Only there for others to repeat. */
  | { readonly is: "template" };

/** Ports that debuggers and TLS have beside the app's own. */
const besideTheApp = [443, 8443, 5858, 9229, 3035, 35_729, 24_678];
/** The port of Python's debugger, which some apps have themselves. */
const DEBUGPY = 5678;
/** Words of a command that brings a schema up to date. */
export const migrates =
  /\bmigrat(e|ions?)\b|alembic upgrade|db:(migrate|prepare|push|deploy|setup)|db-(deploy|migrate)|prisma (migrate|db)|flyway|liquibase|db upgrade/;
/** A port where a program is told to listen: `--port 8000`, `-p 3000`, `0.0.0.0:8000`. */
const listens = /(?:--port[= ]|-p |--bind[= ]\S*:|-b \S*:|0\.0\.0\.0:)(\d{2,5})\b/;

/** What each service of the app is, by its name. */
export function rolesOf(targets: Targets): ReadonlyMap<string, Role> {
  const all = [...targets.values()];
  const services = all.flatMap((target) => (target.is === "service" ? [target.service] : []));
  const proxies = all.flatMap((target) => (target.is === "gone" && isProxy(target.service) ? [target.service] : []));
  const awaited = new Set(
    all.flatMap(({ service }) => [...service.after].flatMap(([name, how]) => (how === "end" ? [name] : []))),
  );
  return new Map(
    services.map((service) => [
      service.name,
      isTemplate(service, services) ? { is: "template" } : roleOf(service, proxies, awaited.has(service.name)),
    ]),
  );
}

function isProxy({ ports }: ComposeService): boolean {
  return ports.some(({ container }) => [80, 443, 8080].includes(container));
}

/** Whether a service says nothing of its own while another runs the same image: YAML's way to write a thing once. */
function isTemplate(service: ComposeService, services: readonly ComposeService[]): boolean {
  const { name, image, build, command, entryPoint, ports, expose, after, labels } = service;
  const saysNothing =
    [command, entryPoint, ports, expose].every(({ length }) => length === 0) && after.size + labels.size === 0;
  const isRepeated = (other: ComposeService) => other.name !== name && other.image === image && other.build === build;
  return saysNothing && services.some((other) => isRepeated(other) && other.command.length > 0);
}

function roleOf(service: ComposeService, proxies: readonly ComposeService[], isAwaited: boolean): Role {
  if (service.labels.has("swarm.cronjob.schedule")) {
    return { is: "job" };
  }
  const text = [...service.entryPoint, ...service.command].join(" ");
  const ends = isAwaited || (service.restart === "no" && service.ports.length === 0);
  const isBesides = service.ports.length === 0 && (ends || /migrat/.test(service.name));
  if (isBesides) {
    return migrates.test(text) || /migrat/.test(service.name) ? { is: "migration" } : { is: "once" };
  }
  const published = appPort(service.ports) ?? labelledPort(service);
  const isBehind =
    proxies.some(({ after }) => after.has(service.name)) || (proxies.length > 0 && service.expose.length > 0);
  if (published !== undefined) {
    return { is: "web", port: published, isGuess: false };
  }
  if (!isBehind) {
    return { is: "worker" };
  }
  const port = portInside(service);
  return { is: "web", port: port ?? 8080, isGuess: port === undefined };
}

/** The port where a service listens for others, as far as the file tells. */
export function portInside(service: ComposeService): number | undefined {
  const text = [...service.entryPoint, ...service.command].join(" ");
  const asked = service.health && httpPathOf(service.health)?.port;
  const told = Number(listens.exec(text)?.[1] ?? service.variables.get("PORT")?.value ?? Number.NaN);
  return appPort(service.expose) ?? appPort(service.ports) ?? asked ?? (told >= 1 && told <= 65_535 ? told : undefined);
}

function appPort(ports: ComposeService["ports"]): number | undefined {
  const tcp = ports.filter(({ isUdp }) => !isUdp).map(({ container }) => container);
  return tcp.find((port) => port !== DEBUGPY && !besideTheApp.includes(port)) ?? tcp.find((port) => port === DEBUGPY);
}

/** What a proxy is told by a label: Traefik's port of a service. */
function labelledPort({ labels, variables }: ComposeService): number | undefined {
  const [, told] =
    [...labels].find(([label]) => /^traefik\.(http\.services\..+\.loadbalancer\.server\.)?port$/.test(label)) ?? [];
  const port = Number(told ?? variables.get("VIRTUAL_PORT")?.value ?? Number.NaN);
  return port >= 1 && port <= 65_535 ? port : undefined;
}
