import type { Output } from "@pulumi/pulumi";

import type { Config } from "./blocks.ts";
import { profiles } from "./profiles.ts";
import type { Domain, Edge, GitHub, NetworkPlan, Receiver, Secret } from "./stack.ts";

/** Zones of a region, where they are not a, b and c for everyone. */
const zoneLetters: Readonly<Record<string, string>> = { "ap-northeast-1": "acd", "ca-central-1": "abd" };

/** The network with every default filled in. */
export function resolveNetwork({ environment }: Config): NetworkPlan {
  const usual = profiles[environment.profile].network;
  const { region } = environment.aws;
  return {
    cidr: environment.network?.cidr ?? usual.cidr,
    zones:
      environment.network?.zones ??
      [...(zoneLetters[region] ?? "abc")].slice(0, usual.zoneCount).map((letter) => `${region}${letter}`),
    nat: environment.network?.nat ?? usual.nat,
  };
}

/** The load balancer with every default filled in. */
export function resolveEdge({ environment }: Config): Edge {
  const usual = profiles[environment.profile].edge;
  const { insecureHttp, idleTimeoutSeconds = usual.idleTimeoutSeconds } = environment.edge ?? {};
  return {
    ...(environment.domain !== undefined && { domain: resolveDomain(environment.domain) }),
    ...(insecureHttp && { insecureHttp }),
    idleTimeoutSeconds,
    deletionProtection: usual.deletionProtection,
  };
}

function resolveDomain(domain: NonNullable<Config["environment"]["domain"]>): Domain {
  if (typeof domain === "string") {
    return { name: domain, aliases: [] };
  }
  return { name: domain.name, aliases: domain.aliases ?? [], ...(domain.zone && { zoneId: domain.zone.id }) };
}

/** Secrets of the app and of the place. */
export function resolveSecrets(config: Config, seal: (value: string) => Output<string>): Record<string, Secret> {
  const { app, environment, secrets } = config;
  const forTasks = [...Object.keys(app.secrets ?? {}), ...pullSecrets(config)];
  const names = [...new Set([...forTasks, ...placeSecrets(config)])];
  return Object.fromEntries(
    names.map((name): [string, Secret] => {
      const given = secrets[name];
      const existing = environment.secrets?.[name];
      const own = forTasks.includes(name) ? {} : { stored: false as const };
      const kind = app.secrets?.[name] ?? (given === undefined ? "existing" : "given");
      if (kind === "given" && given !== undefined) {
        return [name, { kind, value: seal(given), ...own }];
      }
      return [name, kind === "existing" && existing ? { kind, ...existing } : { kind: "generated", ...own }];
    }),
  );
}

/** Names of secrets that only the place and its images ask for. */
export function placeSecrets(config: Config): string[] {
  const { environment } = config;
  const hooks = [...(environment.alarms?.page ?? []), ...(environment.alarms?.notify ?? [])].flatMap((receiver) =>
    "https" in receiver ? [receiver.https] : [],
  );
  return [...pullSecrets(config), ...hooks, ...(environment.github?.secrets ?? [])];
}

/** Names of secrets that ECS pulls images with. */
function pullSecrets({ app }: Config): string[] {
  return Object.values(app.images).flatMap((image) =>
    typeof image === "string" || image.pullSecret === undefined ? [] : [image.pullSecret],
  );
}

/** Who hears of alarms. */
export function resolveAlarms({ environment }: Config) {
  const receivers = (given: NonNullable<Config["environment"]["alarms"]>["page"]): Receiver[] =>
    (given ?? []).map((receiver) =>
      "email" in receiver
        ? { key: receiver.email, protocol: "email", endpoint: receiver.email }
        : { key: receiver.https, protocol: "https", secret: receiver.https },
    );
  return { page: receivers(environment.alarms?.page), notify: receivers(environment.alarms?.notify) };
}

/** GitHub's side of the place. */
export function resolveGitHub({ app, environment }: Config): GitHub | undefined {
  if (!app.delivery) {
    return undefined;
  }
  const { repository, infrastructure = repository, branches = ["main"] } = app.delivery;
  const slash = infrastructure.indexOf("/");
  return {
    owner: infrastructure.slice(0, slash),
    repository: infrastructure.slice(slash + 1),
    branches: environment.github?.branches ?? branches,
    secrets: environment.github?.secrets ?? [],
    variables: environment.github?.variables ?? {},
    protect: profiles[environment.profile].protect,
  };
}
