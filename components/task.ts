import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import type { SecretReference } from "./app-secrets.ts";
import { shellLogArn } from "./shell-log.ts";
import type { TaskArgs, VolumeArgs } from "./task-args.ts";
import { appSecrets, endingContainers, filesVolumes } from "./task-containers.ts";
import { taskDefinition, taskFamily } from "./task-definition.ts";
import { type Reachable, taskFirewall } from "./task-firewall.ts";
import { credentialsOf, imagesOf, repositoriesOf } from "./task-image.ts";
import { type Permission, taskRoles } from "./task-roles.ts";

/**
 * One kind of Fargate task: its definition, its two roles, its log group and its security group. Every change makes
 * a new revision; old ones stay, so that what runs and what a rollback needs is never deregistered under it.
 */
export class Task extends pulumi.ComponentResource {
  /** ARN with the revision. */
  readonly definitionArn: pulumi.Output<string>;
  readonly executionRoleArn: pulumi.Output<string>;
  readonly taskRoleArn: pulumi.Output<string>;
  /** Security group of its own. */
  readonly firewallId: pulumi.Output<string>;
  /** All security groups: its own, and the door that it is reached through by its name. */
  readonly firewallIds: pulumi.Output<string>[];
  readonly logGroupName: pulumi.Output<string>;
  readonly family: string;
  readonly containerName: string;
  /** What says how a run ended: containers that end by themselves, and how many there are in all. */
  readonly exitCodes: { readonly containers: readonly string[]; readonly outOf: number };
  /** What must exist before such a task can start, and must outlive it. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: TaskArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:task:Task", name, {}, opts);
    const child = { parent: this };
    const { place, serviceConnect } = args;

    const firewall = taskFirewall(
      name,
      { prefix: place.prefix, vpcId: place.vpcId, reaches: reached(args), egress: args.egress },
      child,
    );
    const logs = new LogGroup(
      `${name}-logs`,
      { name: physicalName("logGroup", `/slipway/${place.prefix}`, name), retentionInDays: place.logRetentionDays },
      child,
    );
    const images = imagesOf(args);
    const roles = taskRoles(
      name,
      {
        prefix: place.prefix,
        accountId: place.accountId,
        logGroupArn: logs.arn,
        secretArns: readSecrets(args).map(({ arn }) => arn),
        ...repositoriesOf(place, images),
        permissions: [...args.permissions, ...filesVolumes(args).map(mounting)],
        ...(args.exec && { shellLogArn: shellLogArn(place) }),
      },
      child,
    );
    const definition = taskDefinition(name, args, { roles, logGroup: logs.name, images }, child);

    this.definitionArn = definition.arn;
    this.executionRoleArn = roles.executionRoleArn;
    this.taskRoleArn = roles.taskRoleArn;
    this.firewallId = firewall.id;
    this.firewallIds = [firewall.id, ...(serviceConnect?.door ? [pulumi.output(serviceConnect.door.firewallId)] : [])];
    this.logGroupName = logs.name;
    this.family = taskFamily(name, place);
    this.containerName = name;
    const ending = endingContainers(name, args);
    this.exitCodes = { containers: ending, outOf: ending.length + Object.keys(args.sidecars).length };
    this.ready = [...firewall.ready, ...roles.ready, logs, ...Object.values(args.volumes).flatMap(mountable)];
    this.registerOutputs({ definitionArn: this.definitionArn });
  }
}

function mountable({ files }: VolumeArgs): pulumi.Resource[] {
  return files.ready;
}

/** Everything that the task connects to, by a name that is its own. */
function reached({ stores, services, volumes }: TaskArgs): Record<string, Reachable> {
  const reachable = filesVolumes({ volumes }).map(({ name, files }) => [name, files] as const);
  return { ...stores, ...services, ...Object.fromEntries(reachable) };
}

/** Every secret that ECS reads for the task. */
function readSecrets(args: TaskArgs): SecretReference[] {
  const sidecars = Object.values(args.sidecars);
  const images = [args.image, ...sidecars.map(({ image: uri, ...sidecar }) => ({ ...sidecar, uri }))];
  return [
    ...Object.values(appSecrets(args)),
    ...sidecars.flatMap(({ secrets }) => Object.values(secrets)),
    ...images.flatMap((image) => credentialsOf(args.place, image) ?? []),
  ];
}

/** What the role of the task needs to mount one volume; it never is root there. */
function mounting({ files }: VolumeArgs): Permission {
  return {
    actions: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
    resources: [files.arn],
    where: { "elasticfilesystem:AccessPointArn": files.accessPointArn },
  };
}
