/** One container of a task, in the words of the project. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  readonly command?: readonly string[];
  readonly entryPoint?: readonly string[];
  readonly user?: string;
  readonly port?: number;
  /** What Service Connect calls the port; it asks for one. */
  readonly portName?: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What ECS reads for each variable: an ARN of Secrets Manager, with field and version. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly mounts: readonly { readonly volume: string; readonly path: string; readonly readOnly: boolean }[];
  /** Paths that are held in memory, each writable by every user of the container and empty at first. */
  readonly tmpfs: readonly { readonly path: string; readonly sizeMiB: number }[];
  readonly readonlyRoot: boolean;
  readonly stopSeconds?: number;
  /** Containers that must have ended well before this one starts. */
  readonly after?: readonly string[];
  readonly health?: {
    readonly command: readonly string[];
    readonly intervalSeconds: number;
    readonly timeoutSeconds: number;
    readonly retries: number;
    readonly startSeconds: number;
  };
  /** Secret with the registry's credentials. */
  readonly pullSecretArn?: string;
}

export interface ContainerLogs {
  readonly group: string;
  readonly region: string;
}

/**
 * The container definitions of a task as ECS gives them back: containers and variables in the order of their names,
 * every default written out, nothing null. Anything else is a change that every preview shows.
 * Source: https://github.com/pulumi/pulumi-aws/issues/4576
 */
export function containerDefinitions(containers: readonly Container[], logs: ContainerLogs): object[] {
  return byName(containers).map((container) => definition(container, logs));
}

/**
 * As of `/tmp` on any machine, whatever the image has at the path: every user may write, nobody gets other rights or
 * devices from a file. Programs may run from it, because runtimes unpack their native libraries there (the JVM does).
 */
const tmpfsOptions = ["exec", "mode=1777", "nodev", "nosuid"];

function definition(container: Container, logs: ContainerLogs): object {
  const { command, entryPoint, user, stopSeconds, after, health, pullSecretArn } = container;
  return {
    name: container.name,
    image: container.image,
    essential: container.essential,
    cpu: 0,
    ...(command && { command: [...command] }),
    ...(entryPoint && { entryPoint: [...entryPoint] }),
    ...(user && { user }),
    portMappings: portMappings(container),
    environment: sorted(container.environment).map(([name, value]) => ({ name, value })),
    ...(Object.keys(container.secrets).length > 0 && {
      secrets: sorted(container.secrets).map(([name, valueFrom]) => ({ name, valueFrom })),
    }),
    mountPoints: container.mounts.map(({ volume, path, readOnly }) => ({
      sourceVolume: volume,
      containerPath: path,
      readOnly,
    })),
    volumesFrom: [],
    systemControls: [],
    readonlyRootFilesystem: container.readonlyRoot,
    linuxParameters: { initProcessEnabled: true, ...(container.tmpfs.length > 0 && { tmpfs: tmpfs(container) }) },
    ...(stopSeconds !== undefined && { stopTimeout: stopSeconds }),
    ...(after &&
      after.length > 0 && { dependsOn: after.map((name) => ({ containerName: name, condition: "SUCCESS" })) }),
    ...(health && {
      healthCheck: {
        command: [...health.command],
        interval: health.intervalSeconds,
        timeout: health.timeoutSeconds,
        retries: health.retries,
        startPeriod: health.startSeconds,
      },
    }),
    ...(pullSecretArn && { repositoryCredentials: { credentialsParameter: pullSecretArn } }),
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": logs.group,
        "awslogs-region": logs.region,
        "awslogs-stream-prefix": container.name,
        // A full buffer must not stop the app; what does not fit is dropped.
        "max-buffer-size": "4m",
        mode: "non-blocking",
      },
    },
  };
}

function portMappings({ port, portName }: Container): object[] {
  const name = portName === undefined ? {} : { name: portName };
  return port === undefined ? [] : [{ ...name, containerPort: port, hostPort: port, protocol: "tcp" }];
}

/**
 * Fargate takes them since January 2026.
 * Source: https://aws.amazon.com/about-aws/whats-new/2026/01/amazon-ecs-tmpfs-mounts-aws-fargate-managed-instances/
 */
function tmpfs({ tmpfs: mounts }: Container): object[] {
  const ordered = [...mounts].sort((a, b) => (a.path < b.path ? -1 : 1));
  return ordered.map(({ path, sizeMiB }) => ({ containerPath: path, size: sizeMiB, mountOptions: tmpfsOptions }));
}

function byName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function sorted(record: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
