import { basename, dirname } from "node:path/posix";
import { caBundle } from "../lib/ca-bundle.ts";
import type { Container } from "../lib/container-definition.ts";
import { publicImages } from "../lib/public-images.ts";
import { merge } from "../lib/records.ts";
import { caBundlePath } from "../lib/store-url.ts";
import { writableVolume } from "../lib/writable-volume.ts";
import type { SecretReference } from "./app-secrets.ts";
import type { TaskArgs } from "./task.ts";

const initName = "slipway-init";
const certificatesVolume = "certificates";

/** Every secret that the task is given, its own and its stores', by the variable's name. */
export function taskSecrets({ secrets, stores }: TaskArgs): Record<string, SecretReference> {
  return merge([secrets, ...Object.values(stores).map((store) => store.secrets)]);
}

/** The volumes of the task: the stores' certificates, and one for each path that the app writes to. */
export function volumeNames({ writable, stores }: TaskArgs): string[] {
  const certificates = Object.keys(stores).length ? [certificatesVolume] : [];
  return [...certificates, ...writable.map(writableVolume)].sort();
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
  const certificates = mounts.includes(certificatesVolume);
  const steps = [
    ...args.writable.map((path) => `chmod 1777 /init/${writableVolume(path)}`),
    ...(certificates ? [`printf '%s' "$CA_BUNDLE" > /init/${certificatesVolume}/${basename(caBundlePath)}`] : []),
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
        ? [{ volume: certificatesVolume, path: dirname(caBundlePath), readOnly: true }]
        : []),
      ...args.writable.map((path) => ({ volume: writableVolume(path), path, readOnly: false })),
    ],
    readonlyRoot: !args.writableRoot,
    stopSeconds: args.stopSeconds,
    ...(known.hasInit && { after: [initName] }),
    ...(args.containerHealth && { health: args.containerHealth }),
    ...(known.pullSecretArn && { pullSecretArn: known.pullSecretArn }),
  };
}
