import { readFileSync } from "node:fs";
import { at } from "../config/path.ts";
import { kmsKeyIn } from "../config/resolve-state.ts";
import { parsed } from "../config/stack-file.ts";
import type { SecretsKey } from "./secrets-key.ts";

/** What the secrets of a stack are under now: nothing before `pulumi stack init`, else a key of KMS, or something else. */
export type SecretsUnder = "nothing" | "key" | "something else";

/** Reads it off the lines that Pulumi writes into the stack file. */
export function secretsUnder(path: string): SecretsUnder {
  const file: unknown = parsed(readFileSync(path, "utf8"), path).values;
  const isUnderKey = String(at(file, ["secretsprovider"])).startsWith("awskms:");
  if (at(file, ["encryptedkey"]) !== undefined) {
    return isUnderKey ? "key" : "something else";
  }
  return at(file, ["encryptionsalt"]) === undefined ? "nothing" : "something else";
}

/** Whose secrets they are. */
interface Whose {
  readonly app: string;
  readonly stack: string;
  readonly accountId: string;
  readonly region: string;
}

/** The key that the stack file names; where it names none, the one to make: each stack has its own. */
export function keyFor(secretsProvider: string | undefined, { app, stack, ...place }: Whose): SecretsKey {
  const description = `Secrets of ${app} ${stack}, which Pulumi keeps`;
  const named = secretsProvider === undefined ? undefined : kmsKeyIn(secretsProvider, place);
  const [, query = ""] = secretsProvider?.split("?") ?? [];
  return named === undefined
    ? { name: `alias/${app}-${stack}`, region: place.region, description }
    : { name: named, region: new URLSearchParams(query).get("region") ?? place.region, description };
}

/** What `pulumi stack init` takes as `--secrets-provider`. */
export function providerOf({ name, region }: SecretsKey): string {
  return `awskms://${name.startsWith("arn:") ? "/" : ""}${name}?region=${region}`;
}
