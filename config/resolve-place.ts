import type { Output } from "@pulumi/pulumi";

import type { Config } from "./blocks.ts";
import { profiles } from "./profiles.ts";
import { pullSecretsOf } from "./resolve-images.ts";
import type { GitHub, Receiver, Secret } from "./stack.ts";

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
  return pullSecretsOf(app).map(({ name }) => name);
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
