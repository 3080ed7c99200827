import { log } from "@pulumi/pulumi";
import type { Cloud } from "./cloud/cloud.ts";
import { openCloud } from "./cloud/open.ts";
import { allowReplace } from "./components/allow-replace.ts";
import { applyOverrides } from "./components/overrides.ts";
import { preflight } from "./components/preflight.ts";
import { tagResources } from "./components/resource-tags.ts";
import { type LoadedStack, loadStack, type UnpromotedStack } from "./config/load.ts";
import { mapValues } from "./lib/records.ts";
import { overrides as ours } from "./overrides.ts";
import { delivery } from "./program/delivery.ts";
import { foundation } from "./program/foundation.ts";
import { nothingPromoted } from "./program/nothing-promoted.ts";
import "./program/plain-stack-traces.ts";
import { stores } from "./program/stores.ts";
import { tasks } from "./program/tasks.ts";
import { watch } from "./program/watch.ts";

/** Declares one stack and returns its outputs. Pulumi calls this, and so does the offline plan with what it has read. */
export default async function main(
  loaded: LoadedStack | UnpromotedStack = loadStack(),
  given?: Cloud,
  overrides = ours,
) {
  for (const warning of loaded.warnings) {
    log.warn(warning);
  }
  if ("nothingPromoted" in loaded) {
    return nothingPromoted(loaded.nothingPromoted);
  }
  const { stack } = loaded;
  const cloud = given ?? openCloud(stack.account);
  // Looks at the account, and wakes a stack that sleeps; nothing is declared before.
  const there = await preflight({
    prefix: stack.prefix,
    cluster: "cluster",
    ...(stack.sleep && { sleep: "sleep" }),
    services: stack.services,
    databases: stack.databases,
    secrets: stack.secrets,
    wantsExistingNetwork: stack.network.existing !== undefined,
    cloud,
  });

  // What touches every resource.
  const checkOverrides = applyOverrides(overrides);
  const warnOfUnmatched = allowReplace(stack.allowReplace);
  tagResources(stack.name);

  // Account, network, cluster, secrets, topics, the way in.
  const ground = foundation(stack, there, cloud);
  // Databases, caches, queues, buckets, file systems.
  const held = stores(stack, ground, cloud);
  // Migrations, services, jobs.
  const running = tasks(stack, ground, held, there, cloud);
  // Alarms over all of it, dashboard, logs, money, restore tests, sleep.
  watch(stack, ground, held, running);
  // Who may deploy, and what GitHub knows.
  delivery(stack, ground);

  checkOverrides();
  warnOfUnmatched();
  return {
    url: ground.edge.url,
    ...(ground.edge.dnsRecords && { dnsRecords: ground.edge.dnsRecords }),
    cluster: ground.cluster.clusterName,
    services: mapValues(running.services, ({ definitionArn }) => definitionArn),
    jobs: mapValues(running.jobs, ({ definitionArn }) => definitionArn),
  };
}
