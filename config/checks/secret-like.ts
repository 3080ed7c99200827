import { secretForm, secretLike } from "../../lib/secret-like.ts";
import type { App, Config, EnvConfig } from "../blocks.ts";
import type { Path } from "../path.ts";
import type { Report } from "../problem.ts";
import { setSecretCommand } from "../set-command.ts";
import { tasksOf } from "../tasks.ts";
import type { Where } from "../where.ts";

/** No variable holds what looks like a secret: a stack file is read by many, and so are task definitions. */
export function checkSecretLike(config: Config, report: Report, { stack }: Where): void {
  for (const { name, value, path, mayExplain } of literals(config)) {
    const looks = secretLike(name, value);
    if (looks !== undefined) {
      const says = `looks like ${looks}, and a stack file is no place for one: remove it here, declare slipway:app.secrets.${name}: given, name it in secrets of each task that needs it, and give the value with ${setSecretCommand(name, stack)}; if it was ever committed, replace it by a new one${mayExplain ? ". If it is none, say so: {value: …, because: …}" : ""}`;
      // The value itself is never shown.
      report.problem(path, undefined, says);
    }
  }
  for (const { name, value, path } of takenFromElsewhere(config)) {
    if (secretLike(name, value) !== undefined) {
      const says = `takes ${value}, which is no secret, and is called as if it held one: give it a name that says what it holds`;
      report.problem(path, undefined, says);
    }
  }
  for (const { value, path, instead } of spoken(config)) {
    const looks = secretForm(value);
    if (looks !== undefined) {
      const says = `looks like ${looks}, and a stack file is no place for one: remove it here, ${instead}; if it was ever committed, replace it by a new one`;
      report.problem(path, undefined, says);
    }
  }
}

/** What has no name that could say what it is: words of a command, and what workflows get. */
function spoken({ app, environment }: Config) {
  return [
    ...commandWords(app).map(({ word, path }) => ({
      value: word.replace(/^--?[\w-]+=/, ""),
      path,
      instead: "and let the program read a variable that secrets of the task gives it",
    })),
    ...plain(environment.github?.variables, ["environment", "github", "variables"]).map((variable) => ({
      ...variable,
      instead: "and name it in slipway:environment.github.secrets",
    })),
  ];
}

/** Every word of every command. */
export function commandWords(app: App): { readonly word: string; readonly path: Path }[] {
  return tasksOf(app)
    .flatMap(({ path, task }) => [
      { command: task.command, path },
      ...Object.entries(task.sidecars ?? {}).map(([key, { command }]) => ({
        command,
        path: [...path, "sidecars", key],
      })),
    ])
    .flatMap(({ command = [], path }) => command.map((word, index) => ({ word, path: [...path, "command", index] })));
}

/** A value of a variable as it stands in the file, unless a sentence explains it. */
interface Literal {
  readonly name: string;
  readonly value: string;
  readonly path: Path;
  /** The value can stand with the reason why it is no secret. */
  readonly mayExplain?: boolean;
}

/** Every value of a variable that is written out. */
export function literals({ app, environment }: Config): Literal[] {
  const ofTasks = tasksOf(app).flatMap(({ path, task }) => [
    ...ofApp(task.env, [...path, "env"]),
    ...Object.entries(task.sidecars ?? {}).flatMap(([key, { env }]) => plain(env, [...path, "sidecars", key, "env"])),
  ]);
  const ofPlace = (["services", "jobs"] as const).flatMap((kind) =>
    Object.entries(environment[kind] ?? {}).flatMap(([key, { env }]) => plain(env, ["environment", kind, key, "env"])),
  );
  return [...ofApp(app.env, ["app", "env"]), ...ofTasks, ...plain(environment.env, ["environment", "env"]), ...ofPlace];
}

/** Every variable that takes what something else here is called: `databases.main.host`. */
function takenFromElsewhere({ app }: Config): Literal[] {
  const ofTasks = tasksOf(app).map(({ path, task }) => ({ env: task.env, path: [...path, "env"] }));
  return [{ env: app.env, path: ["app", "env"] }, ...ofTasks].flatMap(({ env = {}, path }) =>
    Object.entries(env).flatMap(([name, given]) =>
      typeof given === "object" && "from" in given ? [{ name, value: given.from, path: [...path, name] }] : [],
    ),
  );
}

/** What the app itself says: a value, or the one of a place that gives none. */
function ofApp(env: EnvConfig = {}, path: Path): Literal[] {
  return Object.entries(env).flatMap(([name, given]): Literal[] => {
    if (typeof given === "string") {
      return [{ name, value: given, path: [...path, name], mayExplain: true }];
    }
    return "per" in given && given.default !== undefined
      ? [{ name, value: given.default, path: [...path, name, "default"] }]
      : [];
  });
}

function plain(env: Readonly<Record<string, string>> = {}, path: Path): Literal[] {
  return Object.entries(env).map(([name, value]) => ({ name, value, path: [...path, name] }));
}
