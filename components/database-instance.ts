import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { Instance } from "@pulumi/aws/rds/instance.js";
import { ParameterGroup } from "@pulumi/aws/rds/parameterGroup.js";
import { SubnetGroup } from "@pulumi/aws/rds/subnetGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random/randomId.js";
import { physicalName } from "../lib/names.ts";
import { generated } from "./app-secrets.ts";
import type { DatabaseArgs, DatabaseInstance } from "./database-args.ts";
import { databaseLogs } from "./database-logs.ts";
import { masterSecret } from "./database-master.ts";
import { parameterFamily, parameterList } from "./database-parameters.ts";
import { databaseReplicas } from "./database-replicas.ts";
import { instanceTimeouts, onlyAtStart, postgresPort, primarySettings, startOf } from "./database-settings.ts";

type Args = DatabaseArgs & Required<Pick<DatabaseArgs, "databaseName">>;

/** An instance of our own with everything that it needs, and its replicas. */
export function databaseInstance(name: string, args: Args, child: { parent: pulumi.Resource }): DatabaseInstance {
  const firewall = new SecurityGroup(
    `${name}-firewall`,
    {
      name: physicalName("securityGroup", args.prefix, name),
      description: "One database",
      vpcId: args.network.vpcId,
      tags: { Name: `${args.prefix}-${name}` },
    },
    child,
  );
  const subnets = new SubnetGroup(
    `${name}-subnets`,
    { name: physicalName("subnetGroup", args.prefix, name), subnetIds: args.network.dataSubnetIds },
    child,
  );
  const family = parameterFamily(args.version);
  const parameters = new ParameterGroup(
    `${name}-parameters`,
    {
      // A major upgrade needs the new family's group beside the old one's.
      name: physicalName("parameterGroup", args.prefix, name, [family]),
      family,
      parameters: parameterList(args),
    },
    child,
  );
  const password = args.masterPassword === "made" ? generated(`${name}-master`, child) : undefined;
  const around = { parameterGroupName: parameters.name, vpcSecurityGroupIds: [firewall.id] };
  const instance = primary(name, args, { ...around, dbSubnetGroupName: subnets.name, password }, child);
  return {
    identifier: instance.identifier,
    host: instance.address,
    port: postgresPort,
    resourceId: instance.resourceId,
    masterSecretArn: masterSecret(name, args, { instance, password }, child),
    firewallId: firewall.id,
    replicas: databaseReplicas(name, args, { ...around, source: instance }, child),
  };
}

function primary(
  name: string,
  args: Args,
  {
    password,
    ...around
  }: {
    readonly parameterGroupName: pulumi.Output<string>;
    readonly vpcSecurityGroupIds: pulumi.Output<string>[];
    readonly dbSubnetGroupName: pulumi.Output<string>;
    readonly password: pulumi.Output<string> | undefined;
  },
  child: { parent: pulumi.Resource },
): Instance {
  const identifier = physicalName("databaseInstance", args.prefix, name);
  const start = startOf(args);
  const mayBeReplaced = isNamed(name, args);
  // The name of a snapshot is taken for ever: another one for a database made anew under this name, and for one that is
  // made in the place of this one.
  const final = new RandomId(
    `${name}-final`,
    { byteLength: 4, ...(mayBeReplaced && { keepers: { start: JSON.stringify(start) } }) },
    child,
  );
  return new Instance(
    `${name}-instance`,
    {
      ...primarySettings(args),
      ...start,
      ...(password ? { password } : { manageMasterUserPassword: true }),
      ...around,
      identifier,
      finalSnapshotIdentifier: pulumi.interpolate`${identifier}-final-${final.hex}`,
    },
    {
      ...child,
      protect: !args.deletable,
      // What it starts with counts once: a key that comes or goes later would replace it and all that is in it. Only who
      // says both what to start with and that it may be replaced wants that: taking one of the two out is no wish for it.
      ...(!(mayBeReplaced && args.restoreFrom) && { ignoreChanges: [...onlyAtStart] }),
      dependsOn: databaseLogs(name, identifier, args, child),
      customTimeouts: instanceTimeouts,
    },
  );
}

function isNamed(name: string, { allowReplace = [] }: Args): boolean {
  return allowReplace.some((urn) => urn.endsWith(`aws:rds/instance:Instance::${name}-instance`));
}
