import { constants } from "node:fs";
import { access, chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../../lib/user-error.ts";
import { build } from "./build.ts";
import { download } from "./download.ts";
import { withLock } from "./lock.ts";
import { engineCache, isExecutable, type Machine } from "./machine.ts";
import { askVersion, engineVersion, oldestVersion } from "./version.ts";

/** An engine in the cache, and how it got there. */
export interface Installed {
  readonly folder: string;
  readonly source: "cache" | "download" | "build";
}

type Report = (step: string) => void;

/** The engine that is in the cache, or else is downloaded or built into it; throws when neither can be done. */
export async function installed(report: Report, machine: Machine): Promise<Installed> {
  const folder = join(engineCache(machine), `${engineVersion}-${machine.platform}-${machine.arch}`);
  if (await isWhole(folder, machine)) {
    return fromCache(folder);
  }
  await makeWritable(dirname(folder));
  const waiting = (holder: string) => report(`waiting for ${holder}, which is getting the engine`);
  return withLock(`${folder}.lock`, waiting, async () => {
    if (await isWhole(folder, machine)) {
      return fromCache(folder);
    }
    if (await isExecutable(join(folder, "pulumi"))) {
      report(`the engine in ${folder} does not answer as version ${engineVersion}: getting it anew`);
    }
    return make(folder, report, machine);
  });
}

async function makeWritable(cache: string): Promise<void> {
  try {
    await mkdir(cache, { recursive: true });
    await access(cache, constants.W_OK);
  } catch (error) {
    throw new UserError(
      `cache ${cache} cannot be written to (${error instanceof Error ? error.message : error}): set SLIPWAY_CACHE to a folder that can`,
    );
  }
}

async function fromCache(folder: string): Promise<Installed> {
  await addLanguageHost(folder);
  return { folder, source: "cache" };
}

async function make(folder: string, report: Report, machine: Machine): Promise<Installed> {
  await removeRemains(folder);
  const logFile = `${folder}.log`;
  const ways = { download, build } as const;
  const refusals: string[] = [];
  for (const source of ["download", "build"] as const) {
    const workshop = await mkdtemp(`${folder}.new-`);
    const refusal =
      (await ways[source](workshop, report, machine, logFile)) ??
      ((await isWhole(workshop, machine)) ? undefined : `what the ${source} gave does not run on this machine`);
    if (refusal === undefined) {
      await addLanguageHost(workshop);
      await rm(folder, { recursive: true, force: true });
      await rename(workshop, folder);
      return { folder, source };
    }
    refusals.push(refusal);
    await rm(workshop, { recursive: true, force: true });
  }
  throw new UserError(noEngine(refusals, machine));
}

async function isWhole(folder: string, machine: Machine): Promise<boolean> {
  const pulumi = join(folder, "pulumi");
  return (await isExecutable(pulumi)) && (await askVersion(pulumi, machine)) === engineVersion;
}

/** Pulumi's distribution brings its language host; next to one that was built stands a link to ours. */
async function addLanguageHost(folder: string): Promise<void> {
  const shim = fileURLToPath(new URL("language-host-shim.sh", import.meta.url));
  const host = join(folder, "pulumi-language-nodejs");
  if (!(await isExecutable(host))) {
    await copyFile(shim, host);
    await chmod(host, 0o755);
  }
}

/** What a killed run has left half made. */
async function removeRemains(folder: string): Promise<void> {
  const siblings = await readdir(dirname(folder));
  for (const name of siblings.filter((sibling) => sibling.startsWith(`${basename(folder)}.new-`))) {
    await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
}

function noEngine([noDownload, noBuild]: readonly string[], machine: Machine): string {
  const goArch = machine.arch === "x64" ? "amd64" : machine.arch;
  const installGo =
    machine.platform === "darwin"
      ? "brew install go"
      : `curl -fsSL https://go.dev/dl/go1.26.8.linux-${goArch}.tar.gz | sudo tar -C /usr/local -xz && export PATH="$PATH:/usr/local/go/bin"`;
  return [
    'engine "pulumi" cannot be had: do one of these three, then run the same command again',
    `  install pulumi ${oldestVersion} or newer:`,
    '    curl -fsSL https://get.pulumi.com | sh && export PATH="$HOME/.pulumi/bin:$PATH"',
    `  allow its download (${noDownload}), behind a proxy with:`,
    "    export HTTPS_PROXY=http://<host>:<port>",
    `  install Go to build it with (${noBuild}):`,
    `    ${installGo}`,
  ].join("\n");
}
