import {
  DescribeSecretCommand,
  paginateListSecretVersionIds,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { Wanted } from "../../cloud.ts";
import { type Finders, isOurs, present, text, whenThere } from "../finder.ts";
import type { Session } from "../session.ts";

/** Secrets by name, and the current version of one; no value is read. */
export const finders: Finders = {
  "aws:secretsmanager/secret:Secret": secret,
  "aws:secretsmanager/secretVersion:SecretVersion": secretVersion,
};

async function secret(wanted: Wanted, session: Session): Promise<string[]> {
  if (wanted.name === undefined) {
    return [];
  }
  const secrets = new SecretsManagerClient(await session.clientConfig());
  const answer = await whenThere(
    secrets.send(new DescribeSecretCommand({ SecretId: wanted.name })),
    "ResourceNotFoundException",
  );
  // A deleted secret keeps its name until its recovery window ends.
  return present(answer && !answer.DeletedDate && isOurs(answer.Tags, wanted) && answer.ARN);
}

async function secretVersion({ inputs }: Wanted, session: Session): Promise<string[]> {
  const SecretId = text(inputs, "secretId");
  if (!SecretId) {
    return [];
  }
  const client = new SecretsManagerClient(await session.clientConfig());
  const read = async () => {
    const current: string[] = [];
    for await (const { Versions } of paginateListSecretVersionIds({ client }, { SecretId })) {
      const marked = (Versions ?? []).filter(({ VersionStages }) => VersionStages?.includes("AWSCURRENT"));
      current.push(...present(...marked.map(({ VersionId }) => VersionId)));
    }
    return current;
  };
  const current = (await whenThere(read(), "ResourceNotFoundException")) ?? [];
  return current.map((versionId) => `${SecretId}|${versionId}`);
}
