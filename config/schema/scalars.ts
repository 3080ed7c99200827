import * as z from "zod";

import { type Profile, profiles } from "../profiles.ts";

/** What changing a key does, in the words of the reference. */
const effects: Readonly<Record<string, string>> = {
  none: "Changing it touches no running task.",
  restarts: "Changing it starts new tasks, then stops the old ones.",
  replaces: "Changing it replaces the resource.",
  inPlace: "Changing it is done in place.",
};

/** The description of a key: what it is, its default, and what changing it does. */
export function about(
  what: string,
  more: { default?: string | ((profile: Profile) => unknown); effect?: string } = {},
): string {
  const parts = [`${what}.`];
  if (more.default !== undefined) {
    parts.push(`Default: ${typeof more.default === "string" ? more.default : byProfile(more.default)}.`);
  }
  if (more.effect !== undefined) {
    parts.push(effects[more.effect] ?? `${more.effect}.`);
  }
  return parts.join(" ");
}

function byProfile(value: (profile: Profile) => unknown): string {
  const staging = String(value(profiles.staging));
  const production = String(value(profiles.production));
  return staging === production ? staging : `${staging} (staging), ${production} (production)`;
}

/** A key that people choose: of a service, a database … It becomes part of physical names. */
export const itemKey = z
  .string()
  .regex(
    /^(?=.{1,20}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    "is no name: use up to 20 lower-case letters, digits and single hyphens, a letter first",
  )
  // Every object of JavaScript has it, so a look-up would find it where nobody declared it.
  .regex(/^(?!constructor$)/, "is a name that cannot be used: use another one, like builder");

/** Name of an environment variable or a secret. */
export const envName = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,63}$/, "is no name of a variable: use upper-case letters, digits and _, like API_KEY");

/** Text that is not empty. */
export const text = z.string().min(1, "is empty: write it, or remove the key");

/** A whole number from `min` to `max`; `hint` is a way to what a number outside may have meant. */
export function whole(min: number, max: number, hint?: string): z.ZodInt {
  const range = `is out of range: use a whole number from ${min} to ${max}${hint === undefined ? "" : ` (${hint})`}`;
  return z.int().min(min, range).max(max, range);
}

/** A number from `min` to `max`, with or without a fraction. */
export function decimal(min: number, max: number): z.ZodNumber {
  const range = `is out of range: use a number from ${min} to ${max}`;
  return z.number().min(min, range).max(max, range);
}

/** A sentence that a less safe choice costs. */
export const because = z
  .strictObject({
    because: z
      .string()
      .regex(
        // Without what a terminal would act upon, since the plan shows it.
        /^(?=.{10,})[^\s\p{Cc}\p{Cf}]+([\p{Zs}\n]+[^\s\p{Cc}\p{Cf}]+)+[\p{Zs}\n]*$/u,
        "is no sentence: say in ten characters or more why this is worth it",
      )
      .describe(about("Why this is worth it, as a sentence of ten characters or more; the plan shows it")),
  })
  .describe(about("A sentence that says why"));

/** Block of IPv4 addresses. */
export const cidr = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/, "is no block of IPv4 addresses: write it like 10.0.0.0/16");

/** ARN of one AWS service, of something that an account has. */
export function arn(service: string, example: string): z.ZodString {
  return z
    .string()
    .regex(new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]*:\\d{12}:.+$`), `is no ARN: write it like ${example}`);
}

/** Domain name without a dot at its end. */
export const domainName = z
  .string()
  .regex(
    /^(?=.{4,200}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
    "is no domain name: write it in lower case, like staging.shop.example.com",
  );
