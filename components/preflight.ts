import { log } from "@pulumi/pulumi";
import type { Cloud } from "../cloud/cloud.ts";
import { checkSecrets } from "./secret-preflight.ts";
import { type LiveService, unfinishedDeployments } from "./unfinished-deployments.ts";

export interface PreflightArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  /** Logical name of the cluster. */
  readonly cluster: string;
  /** By their logical names. */
  readonly services: Readonly<Record<string, unknown>>;
  readonly secrets: Parameters<typeof checkSecrets>[0];
  readonly cloud: Pick<Cloud, "secret" | "service">;
}

/**
 * Looks at the account before anything is declared, in a preview too, and tells what it sees; reads no secret there.
 *
 * @returns services that are there, by their logical name
 */
export async function preflight({
  prefix,
  cluster,
  services,
  secrets,
  cloud,
}: PreflightArgs): Promise<Readonly<Record<string, LiveService>>> {
  for (const line of await checkSecrets(secrets, cloud)) {
    log.info(line);
  }
  const left = await unfinishedDeployments({ prefix, cluster, services: Object.keys(services) }, cloud);
  for (const warning of left.warnings) {
    log.warn(warning);
  }
  return left.live;
}
