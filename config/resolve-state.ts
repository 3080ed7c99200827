import type { Environment } from "./blocks.ts";
import type { State } from "./stack.ts";
import type { Where } from "./where.ts";

/** Pulumi's state of a stack; nothing where the place does not say where it is. */
export function resolveState({ aws }: Environment, { secretsProvider }: Where): State | undefined {
  if (aws.state === undefined) {
    return undefined;
  }
  const [address = ""] = aws.state.replace(/^s3:\/\//, "").split("?");
  const [bucket = "", ...folders] = address.split("/");
  const key = secretsProvider === undefined ? undefined : kmsKeyIn(secretsProvider, aws);
  return {
    url: aws.state,
    bucket,
    prefix: folders.filter((folder) => folder !== "").join("/"),
    ...(key !== undefined && { key }),
  };
}

/** The KMS key in `awskms://alias/shop?region=eu-north-1`: an alias, an ARN, or an id, of which the place makes an ARN. */
export function kmsKeyIn(
  secretsProvider: string,
  { accountId, region }: Pick<Environment["aws"], "accountId" | "region">,
): string | undefined {
  const [, key = "", query = ""] = /^awskms:\/\/\/?([^?]+)(?:\?(.*))?$/.exec(secretsProvider) ?? [];
  if (key === "" || key.startsWith("alias/") || key.startsWith("arn:")) {
    return key === "" ? undefined : key;
  }
  return `arn:aws:kms:${new URLSearchParams(query).get("region") ?? region}:${accountId}:key/${key}`;
}
