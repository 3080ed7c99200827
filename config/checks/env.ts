import type { Config, EnvConfig } from "../blocks.ts";
import type { Path } from "../path.ts";
import { oneOf, type Report } from "../problem.ts";
import { setCommand } from "../set-command.ts";
import { type TaskAt, tasksOf } from "../tasks.ts";
import type { Where } from "../where.ts";

/** Names that ECS and AWS's SDKs set in every task. */
const reserved = /^(AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|CONTAINER_\w+|EXECUTION_ENV)|ECS_\w+)$/;

/** References lead somewhere, and each place gives what the app leaves to it. */
export function checkEnv(whole: Config, report: Report, { stack }: Where): void {
  const config: ConfigOf = { ...whole, stack };
  const { app } = config;
  checkValues(config, app.env ?? {}, ["app", "env"], undefined, report);
  for (const at of tasksOf(app)) {
    checkValues(config, at.task.env ?? {}, [...at.path, "env"], at, report);
    for (const [key, { env = {} }] of Object.entries(at.task.sidecars ?? {})) {
      checkValues(config, env, [...at.path, "sidecars", key, "env"], at, report);
    }
  }
  warnOfUnused(config, report);
}

/** A configuration and the stack that it is of. */
type ConfigOf = Config & Pick<Where, "stack">;

function checkValues(config: ConfigOf, env: EnvConfig, path: Path, at: TaskAt | undefined, report: Report): void {
  for (const [name, value] of Object.entries(env)) {
    if (reserved.test(name)) {
      report.problem([...path, name], undefined, "is set by ECS itself: use another name");
    }
    if (typeof value === "string") {
      continue;
    }
    if ("from" in value) {
      checkReference(config, value.from, [...path, name, "from"], report);
    } else if ("per" in value && value.default === undefined && givenBy(config, name, at) === undefined) {
      const key = at && at.kind !== "migration" ? `${at.kind}s.${at.key}.env.${name}` : `env.${name}`;
      const missing = ["environment", ...key.split(".")];
      const set = setCommand(missing, "VALUE", config.stack);
      const says = `is missing: the app leaves this value to each place and has no default: set it with ${set}`;
      report.problem(missing, undefined, says);
    }
  }
}

function checkReference({ app, release }: Config, from: string, path: Path, report: Report): void {
  const [kind, name = ""] = from.split(".");
  const known = kind === "databases" ? app.databases : kind === "caches" ? app.caches : undefined;
  if (known !== undefined || kind === "databases" || kind === "caches") {
    const names = Object.keys(known ?? {});
    if (!names.includes(name)) {
      report.problem(path, from, `unknown ${kind?.slice(0, -1)}: ${oneOf(name, names, `declare it in app.${kind}`)}`);
    }
  }
  if (from === "release.version" && release.version === undefined) {
    report.problem(
      ["release", "version"],
      undefined,
      "is missing: a variable of the app takes its value from it: add it",
    );
  }
}

/** What the place gives for a variable: for this task, else for all. */
function givenBy({ environment }: Config, name: string, at: TaskAt | undefined): string | undefined {
  const own =
    at?.kind === "service"
      ? environment.services?.[at.key]?.env
      : at?.kind === "job"
        ? environment.jobs?.[at.key]?.env
        : undefined;
  return own?.[name] ?? environment.env?.[name];
}

/** A value that the app did not ask the place for has no effect. */
function warnOfUnused({ app, environment }: Config, report: Report): void {
  const asks = (env: EnvConfig | undefined, name: string) => {
    const value = env?.[name];
    return value !== undefined && typeof value !== "string" && "per" in value;
  };
  const tasks = tasksOf(app);
  const anyAsks = (name: string) => asks(app.env, name) || tasks.some(({ task }) => asks(task.env, name));
  const warn = (path: Path) =>
    report.warn(path, "has no effect: the app does not leave this value to the place, {per: environment}");
  for (const name of Object.keys(environment.env ?? {}).filter((given) => !anyAsks(given))) {
    warn(["environment", "env", name]);
  }
  for (const kind of ["services", "jobs"] as const) {
    for (const [key, { env = {} }] of Object.entries(environment[kind] ?? {})) {
      const task = app[kind]?.[key];
      for (const name of Object.keys(env)) {
        if (task && !asks({ ...app.env, ...task.env }, name)) {
          warn(["environment", kind, key, "env", name]);
        }
      }
    }
  }
}
