import type * as pulumi from "@pulumi/pulumi";
import type { Container } from "../lib/container-definition.ts";
import type { SecretReference } from "./app-secrets.ts";
import type { FileSystem } from "./file-system.ts";
import type { PullThroughCache } from "./pull-through-cache.ts";
import type { ServiceConnectArgs } from "./service-connect.ts";
import type { Reachable } from "./task-firewall.ts";
import type { Permission } from "./task-roles.ts";

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
  readonly pullSecret?: SecretReference;
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
/** Where the images of a stack come from, when not from where they are named. */
export interface ImageSources {
  /** ECR's pull-through cache. */
  readonly pullThrough?: Pick<PullThroughCache, "pulls" | "uriOf" | "warm" | "ready">;
  /** Images that this run builds, by the name that the configuration gives them; each is the digest that came out. */
  readonly builtImages?: Readonly<Record<string, pulumi.Output<string>>>;
}
