import * as pulumi from "@pulumi/pulumi";
import type { Cloud, SecretFound } from "../cloud/cloud.ts";

/** What is asked of a secret that somebody else made. */
interface Existing {
  readonly kind: "existing";
  readonly arn: string;
  /** A field of its JSON. */
  readonly key?: string;
}

/**
 * Looks for the secrets that must exist already, before anything is touched: a task that cannot read its secrets fails
 * only when it starts, minutes into a deployment. A preview asks whether they exist and reads no value; an update also
 * reads their JSON for the keys that the configuration names.
 */
export async function checkSecrets(
  secrets: Readonly<Record<string, { readonly kind: string } | Existing>>,
  cloud: Pick<Cloud, "secret">,
): Promise<readonly string[]> {
  const existing = Object.entries(secrets).flatMap(([name, secret]) => ("arn" in secret ? [{ name, ...secret }] : []));
  const keys = !pulumi.runtime.isDryRun();
  const lines = await Promise.all(
    existing.map(async ({ name, arn, key }) => {
      const found = await cloud.secret(arn, { keys: keys && key !== undefined });
      return lineOf(`environment.secrets.${name}`, { arn, ...(key !== undefined && { key }) }, found);
    }),
  );
  const texts = lines.map(({ text }) => text);
  if (lines.some(({ failed }) => failed)) {
    const all = texts.map((text) => `  ${text}`).join("\n");
    throw new pulumi.RunError(
      `secrets that must exist already:\n${all}\nmake what is missing, or correct its ARN or key, and run it again`,
    );
  }
  return texts;
}

function lineOf(
  path: string,
  { arn, key }: Omit<Existing, "kind">,
  found: SecretFound,
): { readonly text: string; readonly failed: boolean } {
  const of = `${path} (${arn}${key === undefined ? "" : `, key ${key}`})`;
  if (found.is === "notChecked") {
    return { text: `${of}: not checked (${found.reason})`, failed: false };
  }
  if (found.is === "missing") {
    return { text: `${of}: failed (${found.reason})`, failed: true };
  }
  if (key !== undefined && found.keys !== undefined && !found.keys.includes(key)) {
    return { text: `${of}: failed (its JSON has only the keys ${found.keys.join(", ") || "none"})`, failed: true };
  }
  const unread = key !== undefined && found.keys === undefined ? " (it exists; its keys are looked at by up)" : "";
  return { text: `${of}: ok${unread}`, failed: false };
}
