import type { Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import { oneOf, type Report } from "../problem.ts";
import { receiverSecrets } from "../resolve-alarms.ts";
import { workflowSecrets } from "../resolve-delivery.ts";
import { pullSecretsOf } from "../resolve-images.ts";
import { placeSecrets } from "../resolve-place.ts";
import { setCommand, setSecretCommand } from "../set-command.ts";
import { type TaskAt, tasksOf } from "../tasks.ts";
import type { Where } from "../where.ts";

/** Tasks get secrets that the app declares. */
export function checkSecretNames({ app }: Config, report: Report): void {
  const declared = Object.keys(app.secrets ?? {});
  for (const { path, secrets } of tasksOf(app).flatMap(containersOf)) {
    for (const [index, name] of secrets.entries()) {
      if (!declared.includes(name)) {
        const none = `declare it, app.secrets.${name}: given, generated or existing`;
        report.problem([...path, "secrets", index], name, `unknown secret: ${oneOf(name, declared, none)}`);
      }
    }
  }
}

/** The containers of a task that get secrets: the app's own and those beside it. */
function containersOf({ path, task }: TaskAt): { path: Path; secrets: readonly string[] }[] {
  const beside = Object.entries(task.sidecars ?? {}).map(([key, { secrets = [] }]) => ({
    path: [...path, "sidecars", key],
    secrets,
  }));
  return [{ path, secrets: task.secrets ?? [] }, ...beside];
}

/** Every secret has what it needs from the place: production's plan says what staging has and production lacks. */
export function checkSecretValues(config: Config, report: Report, { stack }: Where): void {
  const { app, environment, secrets } = config;
  for (const [name, kind] of Object.entries(app.secrets ?? {})) {
    if (kind === "given" && secrets[name] === undefined) {
      const says = `is missing: the app needs this value from people: set it with ${setSecretCommand(name, stack)}`;
      report.problem(["secrets", name], undefined, says);
    }
    if (kind === "existing" && environment.secrets?.[name] === undefined) {
      const says = `is missing: the app says that this secret exists already: say where with ${setArnCommand(name, stack)}`;
      report.problem(["environment", "secrets", name], undefined, says);
    }
  }
  checkArns(config, report);
  for (const need of placeNeeds(config)) {
    checkPlaceSecret(config, need, stack, report);
  }
  warnOfUnused(config, report);
  warnOfUnread(config, report);
}

/** AWS finds a secret without the end of its ARN, and would find it in preflight; rights and events go by the whole one. */
function checkArns({ environment }: Config, report: Report): void {
  for (const [name, { arn }] of Object.entries(environment.secrets ?? {})) {
    if (!/-[A-Za-z0-9]{6}$/.test(arn)) {
      const says = `lacks the hyphen and six characters at its end, without which no task may read it: copy the whole one (aws secretsmanager describe-secret --secret-id ${arn.split(":").at(-1)})`;
      report.problem(["environment", "secrets", name, "arn"], arn, says);
    }
  }
}

function setArnCommand(name: string, stack: string): string {
  return setCommand(["environment", "secrets", name, "arn"], "ARN", stack);
}

/** What asks for a secret that is not the app's, and whether the program itself needs the value. */
interface Need {
  readonly name: string;
  readonly path: Path;
  readonly needsValue: boolean;
}

function placeNeeds(config: Config): Need[] {
  const images = pullSecretsOf(config.app).map((secret) => ({ ...secret, needsValue: false }));
  const workflows = workflowSecrets(config).map((secret) => ({ ...secret, needsValue: true }));
  return [...images, ...receiverSecrets(config), ...workflows];
}

function checkPlaceSecret(config: Config, { name, path, needsValue }: Need, stack: string, report: Report): void {
  const { app, environment, secrets } = config;
  const isGiven = secrets[name] !== undefined;
  const hasArn = environment.secrets?.[name] !== undefined;
  const kind = app.secrets?.[name] ?? (isGiven ? "given" : hasArn ? "existing" : undefined);
  if (kind === undefined) {
    const or = needsValue ? "" : `, or say where it is with ${setArnCommand(name, stack)}`;
    report.problem(path, name, `unknown secret: give it with ${setSecretCommand(name, stack)}${or}`);
  } else if (kind === "existing" && needsValue) {
    const says =
      app.secrets?.[name] === undefined
        ? `give it with ${setSecretCommand(name, stack)}`
        : "name another one here, and give that";
    report.problem(path, name, `is a secret that exists already, whose value slipway never reads: ${says}`);
  }
}

/** A value that nothing asks for has no effect. */
function warnOfUnused(config: Config, report: Report): void {
  const { app, environment, secrets } = config;
  const asked = placeSecrets(config);
  const warn = (path: Path, name: string, kind: "given" | "existing") => {
    const declared = app.secrets?.[name];
    if (declared === undefined ? !asked.includes(name) : declared !== kind) {
      const why =
        declared === undefined ? "nothing asks for this secret" : `the app says that this secret is ${declared}`;
      report.warn(path, `has no effect: ${why}`);
    }
  };
  for (const name of Object.keys(secrets)) {
    warn(["secrets", name], name, "given");
  }
  for (const name of Object.keys(environment.secrets ?? {})) {
    warn(["environment", "secrets", name], name, "existing");
  }
}

/** A secret that no task reads is only one more place where it can leak. */
function warnOfUnread(config: Config, report: Report): void {
  const read = new Set([
    ...tasksOf(config.app)
      .flatMap(containersOf)
      .flatMap(({ secrets }) => secrets),
    ...placeNeeds(config).map(({ name }) => name),
  ]);
  for (const name of Object.keys(config.app.secrets ?? {}).filter((declared) => !read.has(declared))) {
    report.warn(
      ["app", "secrets", name],
      "has no effect: no task names this secret: name it in secrets of the tasks that need it, or remove it",
    );
  }
}
