import { caBundle } from "../lib/ca-bundle.ts";
import type { Container } from "../lib/container-definition.ts";
import { publicImages } from "../lib/public-images.ts";
import { merge } from "../lib/records.ts";
import type { SecretReference } from "./app-secrets.ts";
import type { TaskArgs } from "./task.ts";

const initName = "slipway-init";
const volumes = { certificates: "certificates", mount: "/slipway/ca" } as const;

/** Every secret that the task is given, its own and its stores', by the variable's name. */
export function taskSecrets({ secrets, stores }: TaskArgs): Record<string, SecretReference> {
  return merge([secrets, ...Object.values(stores).map((store) => store.secrets)]);
}

/** The volumes of the task: the stores' certificates, and one for each path that the app writes to. */
export function volumeNames({ writable, stores }: TaskArgs): string[] {
  const certificates = Object.keys(stores).length ? [volumes.certificates] : [];
  return [...certificates, ...writable.map(volumeName)].sort();
}

function volumeName(path: string): string {
  return `writable${path.replaceAll(/[^A-Za-z0-9]+/g, "-").replace(/-$/, "")}`;
}

/**
 * Runs before the app: an empty volume belongs to root, so it opens those that the app writes to, and puts the
 * certificates that the stores' TLS is checked against where the URLs name them.
 */
export function initContainer(args: TaskArgs): Container[] {
  const mounts = volumeNames(args);
  if (!mounts.length) {
    return [];
  }
  const certificates = mounts.includes(volumes.certificates);
  const steps = [
    ...args.writable.map((path) => `chmod 1777 /init/${volumeName(path)}`),
    ...(certificates ? [`printf '%s' "$CA_BUNDLE" > /init/${volumes.certificates}/bundle.pem`] : []),
  ];
  return [
    {
      name: initName,
      image: publicImages.init.uri,
      essential: false,
      command: ["sh", "-ec", steps.join(" && ")],
      environment: certificates ? { CA_BUNDLE: caBundle(args.place.region) } : {},
      secrets: {},
      mounts: mounts.map((volume) => ({ volume, path: `/init/${volume}`, readOnly: false })),
      readonlyRoot: true,
    },
  ];
}

/** The container that the task is for. */
export function appContainer(
  name: string,
  args: TaskArgs,
  known: {
    readonly environment: Readonly<Record<string, string>>;
    readonly secrets: Readonly<Record<string, string>>;
    readonly pullSecretArn: string | undefined;
    readonly hasInit: boolean;
  },
): Container {
  const storeEnvironment = merge(Object.values(args.stores).map((store) => store.environment));
  return {
    name,
    image: args.image.uri,
    essential: true,
    ...(args.command && { command: args.command }),
    ...(args.entryPoint && { entryPoint: args.entryPoint }),
    ...(args.user && { user: args.user }),
    ...(args.port !== undefined && { port: args.port }),
    environment: { ...known.environment, ...storeEnvironment },
    secrets: known.secrets,
    mounts: [
      ...(Object.keys(args.stores).length
        ? [{ volume: volumes.certificates, path: volumes.mount, readOnly: true }]
        : []),
      ...args.writable.map((path) => ({ volume: volumeName(path), path, readOnly: false })),
    ],
    readonlyRoot: !args.writableRoot,
    stopSeconds: args.stopSeconds,
    ...(known.hasInit && { after: [initName] }),
    ...(args.containerHealth && { health: args.containerHealth }),
    ...(known.pullSecretArn && { pullSecretArn: known.pullSecretArn }),
  };
}
