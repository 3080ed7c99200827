import type { Mount } from "./compose/mounts.ts";
import type { ComposeService } from "./compose/service.ts";
import type { Findings } from "./findings.ts";
import type { AppImage } from "./images.ts";
import { keyed } from "./names.ts";
import { secretInWords } from "./secret-words.ts";
import type { Targets } from "./targets.ts";

/** What is known of the whole file while one of its services is mapped. */
export interface Whole {
  readonly targets: Targets;
  readonly images: ReadonlyMap<string, AppImage>;
  readonly findings: Findings;
}

/** Image, program, user and folders of a task. */
export function mapContainer(service: ComposeService, key: string, { targets, images, findings }: Whole) {
  const image = images.get(service.name)?.key ?? key;
  const { user } = service;
  const isUser = user !== undefined && /^[a-z0-9_][a-z0-9_-]*(:[a-z0-9_][a-z0-9_-]*)?$/.test(user);
  if (user !== undefined && !isUser) {
    findings.left.push({ about: `${service.name}.user`, says: `"${user}" is no user: write it like "1000:1000"` });
  }
  tellWaiting(service, targets, findings);
  return {
    ...(image !== key && { image }),
    ...words("command", service, findings),
    ...words("entryPoint", service, findings),
    ...(isUser && { user }),
    writable: writableOf(service),
  };
}

function words(
  part: "command" | "entryPoint",
  service: ComposeService,
  { left }: Findings,
): { readonly command?: readonly string[]; readonly entryPoint?: readonly string[] } {
  const given = service[part];
  const secret = secretInWords(given, service.secretTexts);
  if (secret !== undefined) {
    const about = `${service.name}.${part.toLowerCase()}`;
    left.push({
      about,
      says: `holds ${secret}: let the program read a variable that secrets gives it, and write ${part} yourself`,
    });
  }
  return given.length === 0 || secret !== undefined ? {} : { [part]: given };
}

/** What waits for a store by its name in the file waits forever. */
function tellWaiting({ name, command, entryPoint }: ComposeService, targets: Targets, { assumed }: Findings): void {
  const text = [...entryPoint, ...command].join(" ");
  for (const [host, target] of targets) {
    const escaped = host.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const names = new RegExp(`(^|[\\s/@'"])${escaped}(:\\d|/\\d)|/tcp/${escaped}/|-h[= ]?${escaped}\\b`);
    if (target.service.name === host && target.is !== "service" && names.test(text)) {
      const says = `names the host ${host}, which is not there on AWS: stores are up before any service starts, so take it out of command`;
      assumed.push({ about: `${name}.command`, says });
    }
  }
}

/** Half of the memory of the smallest task, which such folders are part of; and what each has by itself. */
const mostMiB = 256;
const usualMiB = 64;

/** The root is read-only on slipway: folders that compose makes for nothing but writing, and the usual one. */
function writableOf({
  mounts,
}: ComposeService): readonly (string | { readonly path: string; readonly sizeMiB: number })[] {
  const scratch = mounts.filter(({ kind, path }) => kind === "scratch" && isFolder(path) && !/node_modules/.test(path));
  const kept = mounts.filter(({ kind }) => kind !== "scratch").map(({ path }) => path);
  const folders = new Set(["/tmp", ...scratch.map(({ path }) => path)]);
  const own = [...folders].filter((path) => !kept.includes(path)).toSorted();
  const sizeMiB = Math.max(1, Math.floor(mostMiB / own.length));
  return sizeMiB >= usualMiB ? own : own.map((path) => ({ path, sizeMiB }));
}

function isFolder(path: string): boolean {
  return /^\/[^\s:]+$/.test(path) && !/^\/(proc|sys)(\/|$)/.test(path) && !/\/\.{0,2}(\/|$)/.test(path);
}

/** Words by which people call what has to outlive a container. */
const dataFolder =
  /(^|[/_.-])(data|uploads?|media|storage|files|attachments|assets|public\/system|db|sqlite|content|backups?)$/i;

/** Folders of a container in which nothing is but what it keeps. */
const keptFolder = /^\/(data|media|uploads?|storage|files|attachments)$|^\/var\/lib\//;

/** File systems that a service keeps, and a word for each mount that nothing is made of. */
export function mapVolumes(
  service: ComposeService,
  services: readonly ComposeService[],
  { left }: Findings,
): Readonly<Record<string, { readonly path: string }>> {
  const volumes: Record<string, { path: string }> = {};
  for (const mount of service.mounts.filter(({ kind }) => kind !== "scratch")) {
    const isSame = ({ kind, source }: Mount) => kind !== "scratch" && source !== "" && source === mount.source;
    const sharing = services.filter((other) => other.mounts.some(isSame));
    const why = whyNot(mount, sharing);
    const isThere = Object.values(volumes).some(({ path }) => path === mount.path);
    if (why !== undefined) {
      left.push({ about: `${service.name}.volumes`, says: `${mount.source || mount.path}: ${why}` });
    } else if (!isThere) {
      const name = keyed(mount.kind === "volume" ? mount.source : (mount.path.split("/").at(-1) ?? "data"), 12);
      const key = Object.hasOwn(volumes, name) ? `${name.slice(0, 10)}-${Object.keys(volumes).length}` : name;
      volumes[key] = { path: mount.path };
    }
  }
  return volumes;
}

function whyNot(mount: Mount, sharing: readonly ComposeService[]): string | undefined {
  if (/docker\.sock$/.test(mount.source)) {
    return "Fargate has no Docker to talk to: leave it out";
  }
  if (mount.kind === "bind" && (mount.isReadOnly || !(dataFolder.test(mount.source) || keptFolder.test(mount.path)))) {
    return "is of the developer's machine: put what the app needs of it into the image";
  }
  if (sharing.length > 1) {
    const names = sharing.map(({ name }) => name).join(", ");
    return `is shared by ${names}, and a file system is one service's: keep such files in a bucket (app.buckets), or in the image`;
  }
  return isFolder(mount.path) ? undefined : `${mount.path} is no folder that can be mounted: use another one`;
}
