import { log } from "@pulumi/pulumi";
import type { Cloud } from "../cloud/cloud.ts";
import { refuseMajorUpgrades, type Versioned } from "./major-upgrade.ts";
import { hasOwnNetwork } from "./own-network.ts";
import { refusePasswordHandover } from "./password-handover.ts";
import { runningDatabases } from "./running-databases.ts";
import { checkSecrets } from "./secret-preflight.ts";
import { type LiveService, unfinishedDeployments } from "./unfinished-deployments.ts";
import { wakeFirst } from "./wake-first.ts";

export interface PreflightArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  /** Logical name of the cluster. */
  readonly cluster: string;
  /** Logical name of the component that puts the stack to sleep; absent: it has no hours for it. */
  readonly sleep?: string;
  /** By their logical names. */
  readonly services: Readonly<Record<string, { readonly min: number; readonly off?: unknown }>>;
  readonly databases: Readonly<Record<string, Versioned & { readonly masterPassword: "rds" | "made" }>>;
  readonly secrets: Parameters<typeof checkSecrets>[0];
  /** The stack is to be in somebody else's network. */
  readonly wantsExistingNetwork: boolean;
  readonly cloud: Pick<Cloud, "secret" | "service" | "find" | "database" | "invoke">;
}

/** What is there already. */
export interface Found {
  /** Services by their logical name. */
  readonly live: Readonly<Record<string, LiveService>>;
  readonly hasOwnNetwork: boolean;
}

/**
 * Looks at the account before anything is declared, in a preview too, and tells what it sees; reads no secret there.
 * When all is well, a run that is none wakes a stack that sleeps.
 */
export async function preflight(args: PreflightArgs): Promise<Found> {
  const { prefix, cluster, services, databases, secrets, wantsExistingNetwork: wantsExisting, cloud } = args;
  const [lines, left, hasNetwork, running] = await Promise.all([
    checkSecrets(secrets, cloud),
    unfinishedDeployments({ prefix, cluster, services: Object.keys(services) }, cloud),
    hasOwnNetwork({ prefix, wantsExisting }, cloud),
    runningDatabases(prefix, databases, cloud),
  ]);
  for (const line of lines) {
    log.info(line);
  }
  for (const warning of [...left.warnings, ...running.warnings]) {
    log.warn(warning);
  }
  const { live } = left;
  const { reports } = running;
  refuseMajorUpgrades(databases, reports);
  refusePasswordHandover(databases, reports);
  const withTasks = Object.keys(services).filter((name) => (services[name]?.min ?? 0) > 0 && !services[name]?.off);
  await wakeFirst(
    { prefix, ...(args.sleep !== undefined && { sleep: args.sleep }), databases, reports, services: withTasks, live },
    cloud,
  );
  // As they were before they were woken: the tasks of one that was at zero are this run's to start.
  return { live, hasOwnNetwork: hasNetwork };
}
