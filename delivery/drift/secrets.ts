import type { SecretFound } from "../../cloud/github-settings.ts";
import { type About, type Finding, without } from "./finding.ts";

/** A secret that is older was probably forgotten: whoever knew it may be gone. */
const oldDays = 365;

/** Secrets that are declared and not there, and those that are old. */
export function secretFindings(
  found: About,
  declared: readonly string[],
  secrets: readonly SecretFound[],
  now: Date,
): readonly Finding[] {
  const names = secrets.map(({ name }) => name);
  return [
    ...without(declared, names).map((name) => found.differs(`the secret ${name} is not there`, "up")),
    ...secrets.flatMap(({ name, updatedAt }) => {
      const days = Math.floor((now.getTime() - Date.parse(updatedAt)) / 86_400_000);
      return days > oldDays ? [found.told(`the secret ${name} is ${days} days old: make a new one`)] : [];
    }),
  ];
}

/** Variables that are not there, or have another value; one that only the engine knows the value of is only looked for. */
export function variableFindings(
  found: About,
  declared: readonly { readonly variableName: string; readonly value?: unknown }[],
  variables: Readonly<Record<string, string>>,
): readonly Finding[] {
  return declared.flatMap(({ variableName: name, value }) => {
    const has = variables[name];
    if (has === undefined) {
      return [found.differs(`the variable ${name} is not there`, "up")];
    }
    const differs = typeof value === "string" && value !== has;
    return differs ? [found.differs(`the variable ${name} is "${has}", declared is "${value}"`, "up")] : [];
  });
}
