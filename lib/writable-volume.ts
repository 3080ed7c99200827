/** Name of the volume that is mounted at a path which a task writes to: `/var/cache` is on `writable-var-cache`. */
export function writableVolume(path: string): string {
  return `writable${path.replaceAll(/[^A-Za-z0-9]+/g, "-").replace(/-$/, "")}`;
}
