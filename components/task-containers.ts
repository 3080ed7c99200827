import { basename, dirname } from "node:path/posix";
import { caBundle } from "../lib/ca-bundle.ts";
import type { Container } from "../lib/container-definition.ts";
import { found, merge } from "../lib/records.ts";
import { caBundlePath } from "../lib/store-url.ts";
import type { SecretReference } from "./app-secrets.ts";
import type { TaskArgs, VolumeArgs } from "./task-args.ts";

/** A variable by its name. */
type Variables = Readonly<Record<string, string>>;

/** What a container is told, once it is known. */
export interface KnownVariables {
  readonly environment: Variables;
  /** Where ECS finds each secret. */
  readonly secrets: Variables;
}

/** What is known of a whole task only when it is declared. */
export interface KnownTask extends KnownVariables {
  /** Image of the app as ECS pulls it. */
  readonly image: string;
  readonly pullSecretArn: string | undefined;
  /** By the sidecar's name. */
  readonly sidecars: Readonly<Record<string, KnownVariables & Pick<KnownTask, "image" | "pullSecretArn">>>;
  readonly initImage: string;
}

const initName = "slipway-init";
const certificatesVolume = "certificates";

/**
 * Where ECS Exec's agent writes in a container, which ECS puts it into; by the volume that makes the path writable.
 * Source: https://github.com/aws/containers-roadmap/issues/1359
 */
const execPaths = {
  "exec-agent": "/managed-agents",
  "exec-logs": "/var/log/amazon/ssm",
  "exec-state": "/var/lib/amazon/ssm",
};

/** Every secret that the app is given, its own and its stores', by the variable's name. */
export function appSecrets({ secrets, stores }: Pick<TaskArgs, "secrets" | "stores">): Record<string, SecretReference> {
  return merge([secrets, ...Object.values(stores).map((store) => store.secrets)]);
}

/** Volumes on the task's own disk, empty at first: the stores' certificates, and what a shell's agent writes to. */
export function emptyVolumes(args: TaskArgs): string[] {
  return [...(needsInit(args) ? [certificatesVolume] : []), ...Object.keys(execMounts(args))];
}

/**
 * The file systems of a task, each by a name that no volume of ours has; in the order of those, so that the order of the
 * configuration is no change.
 */
export function filesVolumes({ volumes }: Pick<TaskArgs, "volumes">): (VolumeArgs & { readonly name: string })[] {
  return Object.entries(volumes)
    .map(([key, volume]) => ({ ...volume, name: `files-${key}` }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether the task has a container that runs before the app. */
export function needsInit({ stores }: Pick<TaskArgs, "stores">): boolean {
  return Object.keys(stores).length > 0;
}

/** Containers that end by themselves when a task has done its work: what their exit codes say counts. */
export function endingContainers(name: string, args: TaskArgs): string[] {
  return [name, ...(needsInit(args) ? [initName] : [])];
}

/** All containers of a task. */
export function taskContainers(name: string, args: TaskArgs, known: KnownTask): Container[] {
  const sidecars = Object.keys(args.sidecars).map((key) => sidecarContainer(key, args, known));
  return [...initContainer(args, known), appContainer(name, args, known), ...sidecars];
}

function execMounts({ exec, writableRoot }: TaskArgs): Readonly<Record<string, string>> {
  return exec && !writableRoot ? execPaths : {};
}

/** Runs before the app and puts the certificates that the stores' TLS is checked against where the URLs name them. */
function initContainer(args: TaskArgs, { initImage }: KnownTask): Container[] {
  if (!needsInit(args)) {
    return [];
  }
  return [
    {
      name: initName,
      image: initImage,
      essential: false,
      command: ["sh", "-ec", `printf '%s' "$CA_BUNDLE" > /init/${certificatesVolume}/${basename(caBundlePath)}`],
      environment: { CA_BUNDLE: caBundle(args.place.region) },
      secrets: {},
      mounts: [{ volume: certificatesVolume, path: `/init/${certificatesVolume}`, readOnly: false }],
      tmpfs: [],
      readonlyRoot: true,
    },
  ];
}

/** The container that the task is for. */
function appContainer(name: string, args: TaskArgs, known: KnownTask): Container {
  const storeEnvironment = merge(Object.values(args.stores).map((store) => store.environment));
  const mounts = [
    ...(needsInit(args) ? [{ volume: certificatesVolume, path: dirname(caBundlePath), readOnly: true }] : []),
    ...Object.entries(execMounts(args)).map(([volume, path]) => ({ volume, path, readOnly: false })),
    ...filesVolumes(args).map(({ name: volume, path }) => ({ volume, path, readOnly: false })),
  ];
  return {
    name,
    image: known.image,
    essential: true,
    ...(args.command && { command: args.command }),
    ...(args.entryPoint && { entryPoint: args.entryPoint }),
    ...(args.user && { user: args.user }),
    ...(args.port !== undefined && { port: args.port }),
    ...(args.serviceConnect?.door && { portName: name }),
    environment: { ...known.environment, ...storeEnvironment },
    secrets: known.secrets,
    mounts,
    tmpfs: args.writable,
    readonlyRoot: !args.writableRoot,
    stopSeconds: args.stopSeconds,
    ...(needsInit(args) && { after: [initName] }),
    ...(args.containerHealth && { health: args.containerHealth }),
    ...(known.pullSecretArn && { pullSecretArn: known.pullSecretArn }),
  };
}

/** A container beside the app. Its root is read-only where the app's is, and it has nothing to write to. */
function sidecarContainer(key: string, args: TaskArgs, known: KnownTask): Container {
  const { command, port, essential } = found(args.sidecars, key);
  const { image, environment, secrets, pullSecretArn } = found(known.sidecars, key);
  return {
    name: key,
    image,
    essential,
    ...(command && { command }),
    ...(port !== undefined && { port }),
    environment,
    secrets,
    mounts: [],
    tmpfs: [],
    readonlyRoot: !args.writableRoot,
    stopSeconds: args.stopSeconds,
    ...(pullSecretArn && { pullSecretArn }),
  };
}
