import { log } from "@pulumi/pulumi";
import type { Cloud } from "../cloud/cloud.ts";
import { hasOwnNetwork } from "./own-network.ts";
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
  /** The stack is to be in somebody else's network. */
  readonly wantsExistingNetwork: boolean;
  readonly cloud: Pick<Cloud, "secret" | "service" | "find">;
}

/** What is there already. */
export interface Found {
  /** Services by their logical name. */
  readonly live: Readonly<Record<string, LiveService>>;
  readonly hasOwnNetwork: boolean;
}

/** Looks at the account before anything is declared, in a preview too, and tells what it sees; reads no secret there. */
export async function preflight(args: PreflightArgs): Promise<Found> {
  const { prefix, cluster, services, secrets, wantsExistingNetwork: wantsExisting, cloud } = args;
  const [lines, left, hasNetwork] = await Promise.all([
    checkSecrets(secrets, cloud),
    unfinishedDeployments({ prefix, cluster, services: Object.keys(services) }, cloud),
    hasOwnNetwork({ prefix, wantsExisting }, cloud),
  ]);
  for (const line of lines) {
    log.info(line);
  }
  for (const warning of left.warnings) {
    log.warn(warning);
  }
  return { live: left.live, hasOwnNetwork: hasNetwork };
}
