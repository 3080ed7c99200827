import type { Account } from "../account.ts";
import type { InAccount } from "../model.ts";
import { SECRET, SECRET_VERSION } from "./secret-tokens.ts";
import { objects, str } from "./values.ts";

/** RDS keeps a master user's secret itself: it comes and goes with the instance. */
export function keepManagedSecret(subject: InAccount): void {
  const { resource, before, account } = subject;
  const now = secretArns(resource.outputs);
  for (const gone of secretArns(before?.outputs ?? {}).filter((arn) => !now.includes(arn))) forget(account, gone);
  for (const arn of now.filter((one) => account.get(SECRET, one) === undefined)) {
    const name = arn.slice(arn.indexOf(":secret:") + ":secret:".length, arn.lastIndexOf("-"));
    const { region } = subject.place;
    account.put({ type: SECRET, id: arn, inputs: { name }, outputs: { arn, name, region } });
    const version = { secretId: arn, versionStages: ["AWSCURRENT"] };
    account.put({ type: SECRET_VERSION, id: `${arn}|managed`, inputs: version, outputs: { ...version, region } });
  }
}

/** Takes the managed secret away with its instance. */
export function dropManagedSecret({ resource, account }: InAccount): void {
  for (const arn of secretArns(resource.outputs)) forget(account, arn);
}

function secretArns(outputs: InAccount["resource"]["outputs"]): readonly string[] {
  return objects(outputs, "masterUserSecrets")
    .map((secret) => str(secret, "secretArn"))
    .filter((arn) => arn !== undefined);
}

function forget(account: Account, arn: string): void {
  account.remove(SECRET_VERSION, `${arn}|managed`);
  account.remove(SECRET, arn);
}
