import type { Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import { oneOf, type Report } from "../problem.ts";
import { pullSecretsOf } from "../resolve-images.ts";
import { placeSecrets } from "../resolve-place.ts";
import { type TaskAt, tasksOf } from "../tasks.ts";

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

/** Every secret has what it needs from the place. */
export function checkSecretValues(config: Config, report: Report): void {
  const { app, environment, secrets } = config;
  for (const [name, kind] of Object.entries(app.secrets ?? {})) {
    if (kind === "given" && secrets[name] === undefined) {
      report.problem(["secrets", name], undefined, howToGive(name));
    }
    if (kind === "existing" && environment.secrets?.[name] === undefined) {
      report.problem(
        ["environment", "secrets", name],
        undefined,
        "is missing: the app says the secret exists already: add {arn: …}",
      );
    }
  }
  for (const { name, path, needsValue } of placeNeeds(config)) {
    checkPlaceSecret(config, name, path, needsValue, report);
  }
  warnOfUnused(config, report);
}

/** Secrets that are not the app's: what asks for them, and whether the program itself needs the value. */
function placeNeeds({ app, environment }: Config): { name: string; path: Path; needsValue: boolean }[] {
  const images = pullSecretsOf(app).map((secret) => ({ ...secret, needsValue: false }));
  const hooks = (["page", "notify"] as const).flatMap((group) =>
    (environment.alarms?.[group] ?? []).flatMap((receiver, index) =>
      "https" in receiver
        ? [{ name: receiver.https, path: ["environment", "alarms", group, index, "https"], needsValue: true }]
        : [],
    ),
  );
  const workflows = (environment.github?.secrets ?? []).map((name, index) => ({
    name,
    path: ["environment", "github", "secrets", index],
    needsValue: true,
  }));
  return [...images, ...hooks, ...workflows];
}

function checkPlaceSecret(config: Config, name: string, path: Path, needsValue: boolean, report: Report): void {
  const { app, environment, secrets } = config;
  const kind = app.secrets?.[name];
  const hasArn = environment.secrets?.[name] !== undefined;
  if (
    secrets[name] !== undefined ||
    kind === "given" ||
    kind === "generated" ||
    (!needsValue && (hasArn || kind === "existing"))
  ) {
    return;
  }
  if (hasArn || kind === "existing") {
    report.problem(
      path,
      name,
      `is a secret that exists already, whose value slipway never reads: give it in slipway:secrets.${name}`,
    );
    return;
  }
  const or = needsValue ? "" : `, or add slipway:environment.secrets.${name}: {arn: …}`;
  report.problem(path, name, `unknown secret: give it with ${setCommand(name)}${or}`);
}

function howToGive(name: string): string {
  return `is missing: the app needs this value from people: set it with ${setCommand(name)}`;
}

function setCommand(name: string): string {
  return `pulumi config set --secret --path 'slipway:secrets.${name}'`;
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
