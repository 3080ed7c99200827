import { createHash } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import http from "node:http";
import { join } from "node:path";
import { type Machine, runCommand } from "./machine.ts";
import { engineVersion } from "./version.ts";

const site = "get.pulumi.com";
const folder = `https://${site}/releases/sdk`;
const answerSeconds = 5;

/** The platforms that Pulumi's archives with this layout exist for. */
const downloadable = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"];

/** Puts Pulumi's own distribution into the folder `into`; returns why not when it cannot be had. */
export async function download(
  into: string,
  report: (step: string) => void,
  machine: Machine,
): Promise<string | undefined> {
  if (!downloadable.includes(`${machine.platform}-${machine.arch}`)) {
    return `there is no download for ${machine.platform}-${machine.arch}`;
  }
  // Set back at the end: everything else here talks to this machine alone.
  const restore = machine.env.HTTPS_PROXY || machine.env.https_proxy ? useProxy(machine) : undefined;
  try {
    return await fetchAndUnpack(into, report, machine);
  } catch (error) {
    return `the download from ${site} failed: ${reason(error)}`;
  } finally {
    restore?.();
  }
}

/** The first releases of Node 24 cannot take a proxy from the environment; there the site stays out of reach. */
function useProxy({ env }: Machine): (() => void) | undefined {
  return http.setGlobalProxyFromEnv?.({ ...env });
}

async function fetchAndUnpack(
  into: string,
  report: (step: string) => void,
  machine: Machine,
): Promise<string | undefined> {
  const name = `pulumi-v${engineVersion}-${machine.platform}-${machine.arch}.tar.gz`;
  // The small file first: a site that does not answer is found out in seconds, not in the middle of 100 MB.
  const sums = await machine.fetch(`${folder}/pulumi-${engineVersion}-checksums.txt`, {
    signal: AbortSignal.timeout(answerSeconds * 1000),
  });
  if (!sums.ok) {
    return `${site} answered ${sums.status} for the checksums of ${engineVersion}`;
  }
  const expected = (await sums.text())
    .split("\n")
    .find((line) => line.trim().endsWith(` ${name}`))
    ?.split(" ")[0];
  if (expected === undefined) {
    return `the checksums of ${engineVersion} do not name ${name}`;
  }
  report(`downloading pulumi ${engineVersion} from ${site}`);
  const response = await machine.fetch(`${folder}/${name}`);
  if (!response.ok) {
    return `${site} answered ${response.status} for ${name}`;
  }
  const archive = Buffer.from(await response.arrayBuffer());
  const actual = createHash("sha256").update(archive).digest("hex");
  if (actual !== expected) {
    return `the download of ${name} does not match its checksum (${actual}, expected ${expected})`;
  }
  const file = join(into, name);
  await writeFile(file, archive);
  const { ok, output } = await runCommand("tar", ["-xzf", file, "-C", into, "--strip-components=1"], machine);
  await rm(file);
  return ok ? undefined : `${name} cannot be unpacked (${output.trim()})`;
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  if (error.name === "TimeoutError") {
    return `no answer within ${answerSeconds} s`;
  }
  // What fetch throws says only "fetch failed"; the reason is in its cause.
  const cause = error.cause instanceof Error ? error.cause : error;
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
}
