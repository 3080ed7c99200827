import type { Instance } from "@pulumi/aws/rds/instance.js";
import * as pulumi from "@pulumi/pulumi";
import { only } from "../lib/only.ts";
import { storedSecret } from "./app-secrets.ts";
import type { DatabaseArgs } from "./database-args.ts";

/**
 * ARN of the secret that has the master's `username` and `password` as JSON: RDS's own, or one with a password of ours,
 * for an instance that RDS makes none for.
 */
export function masterSecret(
  name: string,
  { prefix, secretRecoveryDays }: Pick<DatabaseArgs, "prefix" | "secretRecoveryDays">,
  { instance, password }: { readonly instance: Instance; readonly password: pulumi.Output<string> | undefined },
  child: { parent: pulumi.Resource },
): pulumi.Output<string> {
  if (!password) {
    return instance.masterUserSecrets.apply((secrets) =>
      // A preview of the change from ours to RDS's sees the instance as it is, and that has none yet.
      secrets.length === 0 && pulumi.runtime.isDryRun()
        ? pulumi.output(pulumi.unknown).apply(String)
        : pulumi.output(only(secrets).secretArn),
    );
  }
  // Of a restored instance the user is that of the one that it comes from.
  const value = pulumi
    .all([instance.username, password])
    .apply(([username, known]) => JSON.stringify({ username, password: known }));
  const logicalName = `${name}-master`;
  const secret = storedSecret(logicalName, { prefix, logicalName, value, recoveryDays: secretRecoveryDays }, child);
  // A task that starts before there is a version finds none.
  return pulumi.all([secret.arn, secret.versionId]).apply(([arn]) => arn);
}
