import { type Machine, runCommand } from "./machine.ts";

/** Version that is downloaded or built; the same as in go.mod. */
export const engineVersion = "3.259.0";

/**
 * Oldest version that slipway runs on. Before it the engine only warned when a hook after an update failed,
 * so a release whose check had failed went through as green.
 */
export const oldestVersion = "3.238.0";

/** What a `pulumi` says of its version (`3.259.0`), or nothing when it does not answer. */
export async function askVersion(pulumi: string, machine: Machine): Promise<string | undefined> {
  const env = { ...machine.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const { ok, output } = await runCommand(pulumi, ["version"], { env, timeoutSeconds: 30 });
  return ok ? /^v?(\d+\.\d+\.\d+)/m.exec(output)?.[1] : undefined;
}

/** Whether slipway runs on this version: of the same major version, and not older than the oldest. */
export function isUsable(version: string): boolean {
  const sameMajor = version.split(".")[0] === oldestVersion.split(".")[0];
  return sameMajor && version.localeCompare(oldestVersion, "en", { numeric: true }) >= 0;
}
