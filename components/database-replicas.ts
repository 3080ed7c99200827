import { Instance } from "@pulumi/aws/rds/instance.js";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import type { DatabaseArgs, DatabaseReplica } from "./database-args.ts";
import { databaseLogs } from "./database-logs.ts";
import { instanceTimeouts, sharedSettings } from "./database-settings.ts";

/** What replicas share with the instance that they follow. */
export interface ReplicaSource {
  readonly source: Instance;
  readonly parameterGroupName: pulumi.Output<string>;
  readonly vpcSecurityGroupIds: pulumi.Output<string>[];
}

/**
 * Copies that follow an instance and can be read from, by their logical names. They hold nothing of their own, so they
 * are neither protected nor backed up; engine, version, user and subnets are those of the source.
 */
export function databaseReplicas(
  name: string,
  args: DatabaseArgs,
  { source, ...around }: ReplicaSource,
  child: { parent: pulumi.Resource },
): Record<string, DatabaseReplica> {
  return Object.fromEntries(
    Array.from({ length: args.replicas }, (_, at) => {
      const logicalName = `${name}-replica-${at + 1}`;
      const identifier = physicalName("databaseInstance", args.prefix, logicalName);
      const replica = new Instance(
        logicalName,
        {
          ...sharedSettings(args),
          ...around,
          identifier,
          replicateSourceDb: source.identifier,
          backupRetentionPeriod: 0,
          skipFinalSnapshot: true,
        },
        { ...child, dependsOn: databaseLogs(logicalName, identifier, args, child), customTimeouts: instanceTimeouts },
      );
      return [logicalName, { identifier: replica.identifier, host: replica.address }];
    }),
  );
}
