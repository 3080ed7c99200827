import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { isSecret } from "../secrets.ts";
import { interpolate } from "./interpolate.ts";
import { listOf, mappingOf, pairsOf, textOf } from "./values.ts";

/** A variable of a service. */
export interface Variable {
  /** Empty where nothing gives it a value. */
  readonly value: string;
  /** Nothing in the file gives it a value: whoever runs compose does. */
  readonly isOpen: boolean;
  /** Another variable, which holds a secret, is part of its value. */
  readonly hasSecret: boolean;
}

/** The lines of a file of variables; undefined where there is none. */
export function variablesIn(file: string): ReadonlyMap<string, string> | undefined {
  if (!existsSync(file) || !statSync(file).isFile()) {
    return undefined;
  }
  const lines = readFileSync(file, "utf8").split(/\r?\n/);
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const [, name, value = ""] = /^\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, unquoted(value)]];
    }),
  );
}

function unquoted(value: string): string {
  const [, , quoted] = /^(["'])(.*?)\1/.exec(value) ?? [];
  return quoted ?? value.replace(/(^|\s)#.*$/, "").trimEnd();
}

/** What a team commits in place of a file of variables that holds secrets. */
const templates = [".example", ".sample", ".template", ".dist"];

/** Variables of a service, and the files of them that are not there. */
export interface VariablesOf {
  readonly variables: ReadonlyMap<string, Variable>;
  readonly missing: readonly { readonly file: string; readonly instead?: string }[];
}

/** Everything that `env_file` and `environment` give a service; what stands in `environment` wins. */
export function variablesOf(
  service: ReadonlyMap<string, unknown>,
  folder: string,
  given: ReadonlyMap<string, string>,
): VariablesOf {
  const files = envFiles(service.get("env_file"), given).map((file) => fileOf(file, folder));
  const variables = new Map<string, Variable>(
    files.flatMap(({ read, isTemplate }) =>
      [...read].map(([name, value]) => {
        const own = variable(value, given);
        return [name, isTemplate && value === "" ? { ...own, isOpen: true } : own] as const;
      }),
    ),
  );
  for (const [name, value] of pairsOf(service.get("environment"))) {
    const passed = value ?? given.get(name) ?? variables.get(name)?.value;
    variables.set(name, passed === undefined ? { value: "", isOpen: true, hasSecret: false } : variable(passed, given));
  }
  return { variables, missing: files.flatMap(({ missing }) => missing ?? []) };
}

/** A file of variables; where it is not there, what a team commits in its place. */
function fileOf(file: string, folder: string) {
  const read = variablesIn(join(folder, file));
  if (read) {
    return { read, isTemplate: templates.some((end) => file.endsWith(end)) };
  }
  const instead = templates.map((end) => `${file}${end}`).find((name) => existsSync(join(folder, name)));
  return {
    read: (instead === undefined ? undefined : variablesIn(join(folder, instead))) ?? new Map<string, string>(),
    // Whoever makes the real file gives what is empty here.
    isTemplate: true,
    missing: { file, ...(instead !== undefined && { instead }) },
  };
}

function variable(text: string, given: ReadonlyMap<string, string>): Variable {
  const { text: value, unset, put } = interpolate(text, given);
  const hasSecret = put.some((part) => isSecret(part.name, part.value));
  return { value, isOpen: unset.length > 0, hasSecret };
}

function envFiles(value: unknown, given: ReadonlyMap<string, string>): readonly string[] {
  const files = value instanceof Map ? [value] : listOf(value);
  return files.flatMap((entry) => {
    const file = textOf(entry) ?? textOf(mappingOf(entry).get("path"));
    return file === undefined ? [] : [interpolate(file, given).text];
  });
}
