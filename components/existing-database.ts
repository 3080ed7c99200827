import { getInstanceOutput } from "@pulumi/aws/rds/getInstance.js";
import * as pulumi from "@pulumi/pulumi";
import type { DatabaseInstance, ExistingDatabase } from "./database-args.ts";

/** An instance that somebody else has made: its clients' rules go into its first security group. */
export function existingDatabase(
  { identifier, masterSecretArn, port }: ExistingDatabase,
  child: { parent: pulumi.Resource },
): DatabaseInstance {
  const found = getInstanceOutput({ dbInstanceIdentifier: identifier }, child);
  return {
    identifier: pulumi.output(identifier),
    host: found.address,
    port,
    resourceId: found.resourceId,
    masterSecretArn: pulumi.output(masterSecretArn),
    firewallId: found.vpcSecurityGroups.apply(([first]) => {
      if (first === undefined) {
        throw new Error(`instance ${identifier} has no security group: give it one that this stack may add rules to`);
      }
      return first;
    }),
    replicas: {},
  };
}
