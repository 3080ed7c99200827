import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import * as pulumi from "@pulumi/pulumi";
import type { Container } from "../lib/container-definition.ts";
import { physicalName } from "../lib/names.ts";
import type { SecretReference } from "./app-secrets.ts";
import type { FileSystem } from "./file-system.ts";
import type { ServiceConnectArgs } from "./service-connect.ts";
import { appSecrets, endingContainers, filesVolumes } from "./task-containers.ts";
import { taskDefinition, taskFamily } from "./task-definition.ts";
import { type Reachable, taskFirewall } from "./task-firewall.ts";
import { type ImageSources, imagesOf, isCached, repositoriesOf } from "./task-image.ts";
import { type Permission, taskRoles } from "./task-roles.ts";

/** What is the same for every task of a stack. */
export interface TaskPlace extends ImageSources {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly accountId: string;
  readonly region: string;
  readonly vpcId: pulumi.Input<string>;
  readonly logRetentionDays: number;
}

/** A store as one client sees it: where it is, and the variables that tell how to log in. */
export interface StoreLogin extends Reachable {
  readonly secrets: Readonly<Record<string, SecretReference>>;
  /** Variables beside the URL that a dialect needs. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The sentence that a less safe choice costs. */
export interface Because {
  readonly because: string;
}

/** A container beside the app's. */
export interface SidecarArgs {
  /** `repository@sha256:…`. */
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  /** By the variable's name. */
  readonly secrets: Readonly<Record<string, SecretReference>>;
  readonly port?: number;
  /** The task stops when it stops. */
  readonly essential: boolean;
}

/** A file system in a task. */
export interface VolumeArgs {
  /** Where the app finds it. */
  readonly path: string;
  readonly files: Pick<
    FileSystem,
    "fileSystemId" | "arn" | "accessPointId" | "accessPointArn" | "firewallId" | "port" | "ready"
  >;
}

export interface TaskArgs {
  readonly place: TaskPlace;
  readonly image: {
    /** With digest; of an image that this run builds the name that `place.builtImages` has it under. */
    readonly uri: string;
    /** A tag that has the digest, for a cache that has to pull it by tag first. */
    readonly tag?: string;
    readonly architecture: "x86_64" | "arm64";
    readonly pullSecret?: SecretReference;
  };
  readonly command?: readonly string[];
  readonly entryPoint?: readonly string[];
  readonly user?: string;
  /** Fargate CPU units, 256 to 16384, in a pair with `memoryMiB` that Fargate has. */
  readonly cpu: number;
  readonly memoryMiB: number;
  /** 20 to 200; more than 20 is paid for. */
  readonly ephemeralGiB: number;
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  /** By the variable's name. */
  readonly secrets: Readonly<Record<string, SecretReference>>;
  /** Logins by the store's name. */
  readonly stores: Readonly<Record<string, StoreLogin>>;
  /** Services by their name, which the app calls inside the network. */
  readonly services: Readonly<Record<string, Reachable>>;
  /** Only for a service: Service Connect knows no other tasks. */
  readonly serviceConnect?: ServiceConnectArgs;
  /** Paths in memory, which the sizes are taken out of. */
  readonly writable: readonly { readonly path: string; readonly sizeMiB: number }[];
  /** Absent: the root file system is read-only. */
  readonly writableRoot?: Because;
  readonly stopSeconds: number;
  readonly permissions: readonly Permission[];
  readonly egress: readonly { readonly port: number; readonly to: string }[];
  readonly sidecars: Readonly<Record<string, SidecarArgs>>;
  readonly volumes: Readonly<Record<string, VolumeArgs>>;
  readonly port?: number;
  readonly containerHealth?: NonNullable<Container["health"]>;
  /** A shell may be opened in a running task. */
  readonly exec?: Because;
}

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
        exec: Boolean(args.exec),
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
  const { pullSecret } = args.image;
  const sidecars = Object.values(args.sidecars).flatMap(({ secrets }) => Object.values(secrets));
  return [...Object.values(appSecrets(args)), ...sidecars, ...(pullSecret && !isCached(args) ? [pullSecret] : [])];
}

/** What the role of the task needs to mount one volume; it never is root there. */
function mounting({ files }: VolumeArgs): Permission {
  return {
    actions: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
    resources: [files.arn],
    where: { "elasticfilesystem:AccessPointArn": files.accessPointArn },
  };
}
