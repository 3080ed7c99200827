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
  const key = secretsProvider === undefined ? undefined : keyOf(secretsProvider, aws);
  return {
    url: aws.state,
    bucket,
    prefix: folders.filter((folder) => folder !== "").join("/"),
    ...(key !== undefined && { key }),
  };
}

/** The KMS key in `awskms://alias/shop?region=eu-north-1`: an alias, an ARN, or an id, of which the place makes an ARN. */
function keyOf(secretsProvider: string, { accountId, region }: Environment["aws"]): string | undefined {
  const [, key = "", query = ""] = /^awskms:\/\/\/?([^?]+)(?:\?(.*))?$/.exec(secretsProvider) ?? [];
  if (key === "" || key.startsWith("alias/") || key.startsWith("arn:")) {
    return key === "" ? undefined : key;
  }
  return `arn:aws:kms:${new URLSearchParams(query).get("region") ?? region}:${accountId}:key/${key}`;
}
