import { realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installed } from "./install.ts";
import { isExecutable, type Machine, onPath, thisMachine } from "./machine.ts";
import { askVersion, engineVersion, isUsable, oldestVersion } from "./version.ts";

/** A Pulumi engine that can run the program. */
export interface Engine {
  /** Absolute path of the binary. */
  readonly pulumi: string;
  readonly version: string;
  /** Folders to put first on PATH: of the binary, of our language host if it has none, of this Node. */
  readonly path: readonly string[];
  readonly source: "path" | "cache" | "download" | "build";
}

/**
 * The first of: `pulumi` on PATH, the cached one, Pulumi's download, a build from its Go modules.
 *
 * `report` gets a sentence for each step that takes time or needs saying, none when an engine is there.
 */
export async function findEngine(
  report: (progress: string) => void,
  machine: Machine = thisMachine(),
): Promise<Engine> {
  return (await engineOnPath(report, machine)) ?? (await engineInCache(report, machine));
}

async function engineOnPath(report: (progress: string) => void, machine: Machine): Promise<Engine | undefined> {
  for (const pulumi of await onPath("pulumi", machine)) {
    const version = await askVersion(pulumi, machine);
    if (version !== undefined && isUsable(version)) {
      return { pulumi, version, path: await folders(pulumi, machine), source: "path" };
    }
    report(
      version === undefined
        ? `${pulumi} does not answer "pulumi version": skipped`
        : `${pulumi} has version ${version}, slipway needs ${oldestVersion} or newer of the same major version: skipped`,
    );
  }
  return undefined;
}

async function engineInCache(report: (progress: string) => void, machine: Machine): Promise<Engine> {
  const { folder, source } = await installed(report, machine);
  const pulumi = join(folder, "pulumi");
  return { pulumi, version: engineVersion, path: await folders(pulumi, machine), source };
}

/** Pulumi's own language host starts the `node` that is first on PATH, so this one has to be. */
async function folders(pulumi: string, machine: Machine): Promise<string[]> {
  const host = "pulumi-language-nodejs";
  const beside = await isExecutable(join(dirname(await realpath(pulumi)), host));
  const hasHost = beside || (await onPath(host, machine)).length > 0;
  const ours = fileURLToPath(new URL("bin", import.meta.url));
  return [dirname(pulumi), ...(hasHost ? [] : [ours]), dirname(process.execPath)];
}
