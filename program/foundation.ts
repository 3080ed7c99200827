import type { ComponentResourceOptions, Output } from "@pulumi/pulumi";
import type { Cloud } from "../cloud/cloud.ts";
import { accountProvider } from "../components/account-provider.ts";
import { AlarmTopics } from "../components/alarm-topics.ts";
import { AppSecrets } from "../components/app-secrets.ts";
import { builtImages } from "../components/built-image.ts";
import { Cluster } from "../components/cluster.ts";
import { dnsProvider } from "../components/dns-provider.ts";
import { LoadBalancer } from "../components/load-balancer.ts";
import { Network } from "../components/network.ts";
import { boundRoles, PermissionsBoundary } from "../components/permissions-boundary.ts";
import type { Found } from "../components/preflight.ts";
import { PullThroughCache } from "../components/pull-through-cache.ts";
import { ServiceNamespace } from "../components/service-namespace.ts";
import { TaskEvents } from "../components/task-events.ts";
import * as relations from "../config/relations.ts";
import type { Stack } from "../config/stack.ts";

/** What everything else of a stack stands on. */
export type Foundation = ReturnType<typeof foundation>;

/** Declares account, network, cluster, secrets, topics and the way in. */
export function foundation(stack: Stack, { hasOwnNetwork }: Pick<Found, "hasOwnNetwork">, cloud: Cloud) {
  const { prefix, account, secretRecoveryDays, protect } = stack;
  const logRetentionDays = stack.logs.retentionDays;
  const tags = { app: stack.app, stack: stack.name, "managed-by": "slipway" };
  const here = { providers: { aws: accountProvider("account", { ...account, tags }) } };

  if (stack.github) {
    boundRoles(boundaryOf(stack, here));
  }
  const network = new Network(
    "network",
    { prefix, ...account, logRetentionDays, protect, isInUse: hasOwnNetwork, ...stack.network },
    here,
  );
  const letsIn = Object.values(stack.services).some(({ exec }) => exec !== undefined);
  const cluster = new Cluster(
    "cluster",
    { prefix, insights: stack.logs.insights, ...(letsIn && { shellLogDays: logRetentionDays }) },
    here,
  );
  const events = new TaskEvents("task-events", { prefix, cluster, logRetentionDays }, here);
  const secrets = new AppSecrets("secrets", { prefix, secrets: stack.secrets, recoveryDays: secretRecoveryDays }, here);
  const topics = new AlarmTopics(
    "alarms",
    {
      prefix,
      ...account,
      logRetentionDays,
      secrets,
      pagesFromUsEast1: stack.uptime !== undefined,
      page: stack.alarms.page,
      notify: stack.alarms.notify,
    },
    here,
  );
  const made: Output<string>[] = [];
  const { thresholds, runbooks, earlyWarnings } = stack.alarms;
  const alarms = { prefix, topics, thresholds, runbooks, earlyWarnings, made };
  const toZone = { ...account, ...stack.edge.domain?.dns };
  const edge = new LoadBalancer(
    "edge",
    {
      prefix,
      accountId: account.accountId,
      network,
      alarms,
      logRetentionDays,
      hosts: relations.hostsOf(stack),
      dnsProvider: dnsProvider("dns", toZone),
      ...stack.edge,
    },
    here,
  );

  const registries = stack.pullThrough;
  const pullThrough = Object.keys(registries).length
    ? new PullThroughCache("images", { prefix, ...account, registries, secrets, secretRecoveryDays, cloud }, here)
    : undefined;
  const place = {
    prefix,
    ...account,
    vpcId: network.vpcId,
    logRetentionDays,
    ...(pullThrough && { pullThrough }),
    builtImages: builtImages(relations.imagesOf(stack)),
  };
  const servers = relations.serversOf(stack);
  const namespace = Object.keys(servers).length
    ? new ServiceNamespace("names", { prefix, vpcId: network.vpcId, services: servers }, here)
    : undefined;
  return { here, toZone, network, cluster, events, secrets, topics, alarms, edge, pullThrough, place, namespace };
}

/** What every role of a stack that is deployed from GitHub carries: it comes before all of them. */
function boundaryOf(stack: Stack, here: ComponentResourceOptions): PermissionsBoundary {
  const permissions = relations.permissionsOf(stack);
  // The roles of an existing database are made with its master's password.
  const masters = Object.values(stack.databases).flatMap(({ existing }) => existing?.masterSecretArn ?? []);
  const existingSecrets = [...new Set([...relations.existingSecrets(stack), ...masters])];
  const { prefix, account } = stack;
  return new PermissionsBoundary(
    "boundary",
    { prefix, accountId: account.accountId, permissions, existingSecrets },
    here,
  );
}
