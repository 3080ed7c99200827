import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { TaskDefinition } from "@pulumi/aws/ecs/taskDefinition.js";
import * as pulumi from "@pulumi/pulumi";
import { type Container, containerDefinitions } from "../lib/container-definition.ts";
import { physicalName } from "../lib/names.ts";
import { mapValues } from "../lib/records.ts";
import type { SecretReference } from "./app-secrets.ts";
import { appContainer, initContainer, taskSecrets, volumeNames } from "./task-containers.ts";
import { type Reachable, taskFirewall } from "./task-firewall.ts";
import { taskRoles } from "./task-roles.ts";

/** What is the same for every task of a stack. */
export interface TaskPlace {
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

export interface TaskArgs {
  readonly place: TaskPlace;
  readonly image: {
    readonly uri: string;
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
  readonly writable: readonly string[];
  /** Absent: the root file system is read-only. */
  readonly writableRoot?: Because;
  readonly stopSeconds: number;
  readonly permissions: readonly { readonly actions: readonly string[]; readonly resources: readonly string[] }[];
  readonly egress: readonly { readonly port: number; readonly to: string }[];
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
  readonly firewallId: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  readonly containerName: string;
  /** What must exist before such a task can start, and must outlive it. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: TaskArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:task:Task", name, {}, opts);
    const child = { parent: this };
    const { place } = args;

    const firewall = taskFirewall(
      name,
      { prefix: place.prefix, vpcId: place.vpcId, reaches: args.stores, egress: args.egress },
      child,
    );
    const logs = new LogGroup(
      `${name}-logs`,
      { name: physicalName("logGroup", `/slipway/${place.prefix}`, name), retentionInDays: place.logRetentionDays },
      child,
    );
    const secrets = taskSecrets(args);
    const { pullSecret } = args.image;
    const roles = taskRoles(
      name,
      {
        prefix: place.prefix,
        accountId: place.accountId,
        logGroupArn: logs.arn,
        secretArns: [...Object.values(secrets), ...(pullSecret ? [pullSecret] : [])].map(({ arn }) => arn),
        images: [args.image.uri],
        permissions: args.permissions,
        exec: Boolean(args.exec),
      },
      child,
    );
    const definition = new TaskDefinition(
      `${name}-definition`,
      {
        family: physicalName("taskFamily", place.prefix, name),
        ...taskSize(args),
        networkMode: "awsvpc",
        requiresCompatibilities: ["FARGATE"],
        executionRoleArn: roles.executionRoleArn,
        taskRoleArn: roles.taskRoleArn,
        volumes: volumeNames(args).map((volume) => ({ name: volume })),
        containerDefinitions: containersJson(name, args, logs.name),
        skipDestroy: true,
      },
      child,
    );

    this.definitionArn = definition.arn;
    this.executionRoleArn = roles.executionRoleArn;
    this.taskRoleArn = roles.taskRoleArn;
    this.firewallId = firewall.id;
    this.logGroupName = logs.name;
    this.containerName = name;
    this.ready = [...firewall.ready, ...roles.ready, logs];
    this.registerOutputs({ definitionArn: this.definitionArn });
  }
}

function taskSize({ cpu, memoryMiB, ephemeralGiB, image }: TaskArgs) {
  return {
    cpu: `${cpu}`,
    memory: `${memoryMiB}`,
    runtimePlatform: {
      cpuArchitecture: image.architecture === "arm64" ? "ARM64" : "X86_64",
      operatingSystemFamily: "LINUX",
    },
    // 20 GiB are free, and not a value that ECS takes.
    ...(ephemeralGiB > 20 && { ephemeralStorage: { sizeInGib: ephemeralGiB } }),
  };
}

function containersJson(name: string, args: TaskArgs, logGroup: pulumi.Output<string>): pulumi.Output<string> {
  const { region } = args.place;
  const init = initContainer(args);
  return pulumi
    .all([
      pulumi.all(args.environment),
      pulumi.all(mapValues(taskSecrets(args), ({ valueFrom }) => valueFrom)),
      logGroup,
      pulumi.output(args.image.pullSecret?.arn),
    ])
    .apply(([environment, secrets, group, pullSecretArn]) => {
      const app = appContainer(name, args, { environment, secrets, pullSecretArn, hasInit: init.length > 0 });
      return JSON.stringify(containerDefinitions([...init, app], { group, region }));
    });
}
