import { completeFargateSize } from "../lib/fargate.ts";
import type { App, Config, DatabaseConfig, EnvConfig, UsesConfig } from "./blocks.ts";
import { profiles } from "./profiles.ts";
import type { EnvValue, Image, Use, Workload } from "./stack.ts";
import { storeKind } from "./tasks.ts";

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
};

/** What a place says about it. */
interface Tuning {
  readonly cpu?: number;
  readonly memoryMiB?: number;
  readonly ephemeralGiB?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Variables of the URLs, when a task does not name them. */
export const usualUrlEnv = { database: "DATABASE_URL", cache: "REDIS_URL" } as const;

const usualStopSeconds = 30;
const freeGiB = 20;

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
    image: imageOf(config, container.image ?? key),
    ...(container.command && { command: container.command }),
    ...(container.entryPoint && { entryPoint: container.entryPoint }),
    ...(container.user !== undefined && { user: container.user }),
    ...completeFargateSize(tuning, profiles[environment.profile].task),
    ephemeralGiB: tuning.ephemeralGiB ?? freeGiB,
    env: resolveEnv(config, { ...app.env, ...container.env }, stack, tuning.env),
    secrets: container.secrets ?? [],
    uses: resolveUses(app, container.uses ?? []),
    writable: container.writable ?? [],
    ...(container.readonlyRoot && { writableRoot: container.readonlyRoot }),
    stopSeconds: container.stopSeconds ?? usualStopSeconds,
    permissions: container.permissions ?? [],
    egress: app.egress ?? [],
  };
}

function imageOf({ app, release }: Config, key: string): Image {
  const declared = app.images[key];
  const digest = release.images[key];
  if (declared === undefined || digest === undefined) {
    throw new Error(`image ${key} was not checked`);
  }
  const image = typeof declared === "string" ? { repository: declared } : declared;
  return {
    uri: `${image.repository}@${digest}`,
    architecture: image.architecture ?? "x86_64",
    ...(image.pullSecret !== undefined && { pullSecret: image.pullSecret }),
  };
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
    return own[name] ?? environment.env?.[name] ?? given.default ?? "";
  };
  return Object.fromEntries(Object.entries(declared).map(([name, given]) => [name, value(name, given)]));
}

/** `[main]` and `{main: {…}}` alike: how each store is used. */
export function usesByStore(uses: UsesConfig): Exclude<UsesConfig, readonly string[]> {
  return Array.isArray(uses) ? Object.fromEntries(uses.map((store) => [store, {}])) : uses;
}

function resolveUses(app: App, uses: UsesConfig): Record<string, Use> {
  return Object.fromEntries(
    Object.entries(usesByStore(uses)).map(([store, { access = "write", urlDialect, env }]): [string, Use] => {
      const isCache = storeKind(app, store) === "cache";
      return [
        store,
        isCache
          ? {
              store: "cache",
              access,
              urlDialect: urlDialect === "celery" ? "celery" : "redis",
              env: env ?? usualUrlEnv.cache,
            }
          : {
              store: "database",
              access,
              urlDialect: databaseDialect(urlDialect),
              env: env ?? usualUrlEnv.database,
            },
      ];
    }),
  );
}

/** Dialect of a database's URL, when a task does not name it. */
export function databaseDialect(dialect: string | undefined) {
  return dialect === "asyncpg" || dialect === "node-postgres" || dialect === "jdbc" ? dialect : "libpq";
}
