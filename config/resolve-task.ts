import { completeFargateSize } from "../lib/fargate.ts";
import { mapValues } from "../lib/records.ts";
import type { App, Config, DatabaseConfig, EnvConfig, UsesConfig } from "./blocks.ts";
import { profiles } from "./profiles.ts";
import { sidecarPullSecrets } from "./resolve-images.ts";
import { resolveUses } from "./resolve-uses.ts";
import type { EnvValue, Image, Sidecar, Workload } from "./stack-tasks.ts";
import type { TaskConfig, WritableConfig } from "./tasks.ts";

/** What a task of any kind says about itself in `app`. */
type Container = Omit<
  NonNullable<DatabaseConfig["migrate"]>,
  "urlDialect" | "urlEnv" | "timeoutMinutes" | "image" | "command"
> & {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly uses?: UsesConfig;
  readonly permissions?: NonNullable<App["services"][string]["permissions"]>;
  readonly stopSeconds?: number;
  readonly sidecars?: SidecarsConfig;
  readonly volumes?: Workload["volumes"];
};

type SidecarsConfig = NonNullable<TaskConfig["sidecars"]>;

/** What a place says about it. */
interface Tuning {
  readonly cpu?: number;
  readonly memoryMiB?: number;
  readonly ephemeralGiB?: number;
  readonly env?: Readonly<Record<string, string>>;
}

const usualStopSeconds = 30;
const freeGiB = 20;
const usualWritableMiB = 64;

/** A checked task with every default filled in. */
export function resolveWorkload(
  config: Config,
  key: string,
  container: Container,
  stack: string,
  tuning: Tuning = {},
): Workload {
  const { app, environment } = config;
  return {
    image: imageOf(config, container.image ?? key, stack),
    ...(container.command && { command: container.command }),
    ...(container.entryPoint && { entryPoint: container.entryPoint }),
    ...(container.user !== undefined && { user: container.user }),
    ...completeFargateSize(tuning, profiles[environment.profile].task),
    ephemeralGiB: tuning.ephemeralGiB ?? freeGiB,
    env: resolveEnv(config, { ...app.env, ...container.env }, stack, tuning.env),
    secrets: container.secrets ?? [],
    uses: resolveUses(app, container.uses ?? []),
    writable: resolveWritable(container.writable ?? []),
    ...(container.readonlyRoot && { writableRoot: container.readonlyRoot }),
    stopSeconds: container.stopSeconds ?? usualStopSeconds,
    permissions: container.permissions ?? [],
    egress: app.egress ?? [],
    sidecars: mapValues(container.sidecars ?? {}, (sidecar) => resolveSidecar(app, sidecar)),
    volumes: container.volumes ?? {},
  };
}

/** Folders that a task may write to, each with its size. */
export function resolveWritable(writable: WritableConfig): Workload["writable"] {
  return writable.map((folder) => (typeof folder === "string" ? { path: folder, sizeMiB: usualWritableMiB } : folder));
}

function resolveSidecar(app: App, written: SidecarsConfig[string]): Sidecar {
  const { env = {}, secrets = [], essential = true, ...sidecar } = written;
  const [pullSecret] = sidecarPullSecrets(app, written);
  return { ...sidecar, env, secrets, essential, ...(pullSecret !== undefined && { pullSecret }) };
}

function imageOf({ app, release }: Config, key: string, stack: string): Image {
  const declared = app.images[key];
  if (declared === undefined) {
    throw new Error(`image ${key} was not checked`);
  }
  const image: Exclude<typeof declared, string> = typeof declared === "string" ? { repository: declared } : declared;
  const { repository, architecture = "x86_64", pullSecret, build } = image;
  const common = { architecture, ...(pullSecret !== undefined && { pullSecret }) };
  if (build) {
    return { uri: `${repository}:${stack}`, build, ...common };
  }
  const commit = release.commits?.[key];
  const tag = commit === undefined ? (release.version ?? "latest") : `sha-${commit}`;
  return { uri: `${repository}@${release.images[key]}`, tag, ...common };
}

function resolveEnv(
  { release, environment }: Config,
  declared: EnvConfig,
  stack: string,
  own: Readonly<Record<string, string>> = {},
): Record<string, EnvValue> {
  const known: Readonly<Record<string, string | undefined>> = {
    "stack.name": stack,
    "release.version": release.version,
  };
  const value = (name: string, given: EnvConfig[string]): EnvValue => {
    if (typeof given === "string") {
      return given;
    }
    if ("from" in given) {
      return known[given.from] ?? { from: given.from };
    }
    if ("value" in given) {
      return given.value;
    }
    return own[name] ?? environment.env?.[name] ?? given.default ?? "";
  };
  return Object.fromEntries(Object.entries(declared).map(([name, given]) => [name, value(name, given)]));
}
