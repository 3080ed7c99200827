import type { Output } from "@pulumi/pulumi";

import type { Config } from "./blocks.ts";
import { receiverSecrets } from "./resolve-alarms.ts";
import { workflowSecrets } from "./resolve-delivery.ts";
import { pullSecretsOf } from "./resolve-images.ts";
import type { Secret } from "./stack.ts";

/** Secrets of the app and of the place. */
export function resolveSecrets(config: Config, seal: (value: string) => Output<string>): Record<string, Secret> {
  const { app, environment, secrets } = config;
  // A function reads the token of a bot where tasks have theirs.
  const tokens = receiverSecrets(config).flatMap(({ name, needsValue }) => (needsValue ? [] : [name]));
  const kept = [...Object.keys(app.secrets ?? {}), ...pullSecrets(config), ...tokens];
  const names = [...new Set([...kept, ...placeSecrets(config)])];
  return Object.fromEntries(
    names.map((name): [string, Secret] => {
      const given = secrets[name];
      const existing = environment.secrets?.[name];
      const own = kept.includes(name) ? {} : { stored: false as const };
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
  const workflows = workflowSecrets(config).map(({ name }) => name);
  const receivers = receiverSecrets(config).map(({ name }) => name);
  return [...pullSecrets(config), ...receivers, ...workflows];
}

/** Names of secrets that ECS pulls images with. */
function pullSecrets({ app }: Config): string[] {
  return pullSecretsOf(app).map(({ name }) => name);
}
