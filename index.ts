import { log } from "@pulumi/pulumi";
import type { Cloud } from "./cloud/cloud.ts";
import { openCloud } from "./cloud/open.ts";
import { accountProvider } from "./components/account-provider.ts";
import { AlarmTopics } from "./components/alarm-topics.ts";
import { AppSecrets } from "./components/app-secrets.ts";
import { builtImages } from "./components/built-image.ts";
import { Cache } from "./components/cache.ts";
import { Cluster } from "./components/cluster.ts";
import { Database } from "./components/database.ts";
import { DatabaseRoles } from "./components/database-roles.ts";
import { DeployRole } from "./components/deploy-role.ts";
import { dnsProvider, firstRole } from "./components/dns-provider.ts";
import { FileSystem } from "./components/file-system.ts";
import { GitHubEnvironment } from "./components/github-environment.ts";
import { githubProvider } from "./components/github-provider.ts";
import { Job } from "./components/job.ts";
import { LoadBalancer } from "./components/load-balancer.ts";
import { Migration } from "./components/migration.ts";
import { Network } from "./components/network.ts";
import { applyOverrides } from "./components/overrides.ts";
import { preflight } from "./components/preflight.ts";
import { PullThroughCache } from "./components/pull-through-cache.ts";
import { Queue } from "./components/queue.ts";
import { QueueDepth } from "./components/queue-depth.ts";
import { queueMetrics } from "./components/queue-metrics.ts";
import { tagResources } from "./components/resource-tags.ts";
import { ServiceNamespace } from "./components/service-namespace.ts";
import { TaskEvents } from "./components/task-events.ts";
import { WebService } from "./components/web-service.ts";
import { Worker } from "./components/worker.ts";
import { references, taskArgs } from "./components/workload.ts";
import { type LoadedStack, loadStack } from "./config/load.ts";
import * as relations from "./config/relations.ts";
import { deployOrder } from "./lib/deploy-order.ts";
import { found, mapValues, pick } from "./lib/records.ts";
import { overrides } from "./overrides.ts";

/** Declares one stack and returns its outputs. Pulumi calls this, and so does the offline plan with what it has read. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: the architecture on one page, read from top to bottom
export default async function main(
  { stack, warnings }: LoadedStack = loadStack(),
  cloud: Cloud = openCloud(stack.account),
) {
  const { prefix, account, secretRecoveryDays } = stack;
  const logRetentionDays = stack.logs.retentionDays;

  for (const warning of warnings) {
    log.warn(warning);
  }
  const { live, hasOwnNetwork } = await preflight({
    prefix,
    cluster: "cluster",
    services: stack.services,
    secrets: stack.secrets,
    wantsExistingNetwork: stack.network.existing !== undefined,
    cloud,
  });
  const checkOverrides = applyOverrides(overrides);
  tagResources(stack.name);
  const tags = { app: stack.app, stack: stack.name, "managed-by": "slipway" };
  const here = { providers: { aws: accountProvider("account", { ...account, tags }) } };

  const network = new Network(
    "network",
    { prefix, ...account, logRetentionDays, isInUse: hasOwnNetwork, ...stack.network },
    here,
  );
  const cluster = new Cluster("cluster", { prefix }, here);
  const events = new TaskEvents("task-events", { prefix, cluster, logRetentionDays }, here);
  const secrets = new AppSecrets("secrets", { prefix, secrets: stack.secrets, recoveryDays: secretRecoveryDays }, here);
  const topics = new AlarmTopics(
    "alarms",
    { prefix, accountId: account.accountId, secretValues: secrets.values, ...stack.alarms },
    here,
  );
  const alarms = { prefix, topics };
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
  const run = { prefix, cluster, network, cloud };
  const servers = relations.serversOf(stack);
  const namespace = Object.keys(servers).length
    ? new ServiceNamespace("names", { prefix, vpcId: network.vpcId, services: servers }, here)
    : undefined;
  const files = mapValues(relations.volumesOf(stack), (volumes, task) =>
    mapValues(volumes, (args, volume) => {
      const { vpcId, privateSubnets: subnets } = network;
      return new FileSystem(`${task}-${volume}`, { prefix, vpcId, subnets, protect: stack.protect, ...args }, here);
    }),
  );

  const databases = mapValues(stack.databases, (args, name) => {
    const database = new Database(name, { prefix, network, alarms, ...args }, here);
    const clients = relations.databaseClients(stack, name);
    const migrator = relations.migratorUse(stack, name);
    const { extensions } = args;
    const login = { database, place, run, clients, migrator, extensions, secretRecoveryDays };
    return { database, roles: new DatabaseRoles(`${name}-roles`, login, here) };
  });
  const caches = mapValues(stack.caches, (args, name) => {
    const clients = relations.cacheClients(stack, name);
    const signals = relations.queueSignals(stack, name);
    const queues = Object.values(signals);
    const cache = new Cache(name, { prefix, network, alarms, clients, queues, secretRecoveryDays, ...args }, here);
    if (cache.publisher) {
      const watched = { cacheName: name, cache, login: cache.publisher, queues: signals };
      new QueueDepth(`${name}-queue-depth`, { place, network, alarms, ...watched }, here);
    }
    return cache;
  });
  const queues = mapValues(
    stack.queues,
    (args, name) => new Queue(name, { prefix, alarms, protect: stack.protect, ...args }, here),
  );
  const values = references(
    mapValues(databases, ({ database }) => database),
    caches,
    edge.url,
  );

  const around = { place, secrets: secrets.references, values, queues, files, ...(namespace && { namespace }) };
  const migrated = mapValues(databases, ({ roles }, name) => {
    const migrate = stack.databases[name]?.migrate;
    const stores = { [name]: { logins: { [name]: roles.migratorLogin }, ready: roles.ready } };
    const migration =
      migrate &&
      new Migration(
        `${name}-migration`,
        { ...migrate, ...taskArgs(name, migrate, { ...around, stores }), run, ...stack.release },
        here,
      );
    return { logins: roles.logins, ready: migration?.ready ?? roles.ready };
  });
  const app = { ...around, stores: { ...migrated, ...caches } };
  // Also for what uses no database: a release whose migration failed changes nothing that runs.
  const schemas = Object.values(migrated).flatMap(({ ready }) => ready);

  const shared = { cluster, network, alarms, events, cloud };
  const services: Record<string, WebService | Worker> = {};
  for (const [name, before] of Object.entries(deployOrder(stack.services))) {
    const service = found(stack.services, name);
    const args = taskArgs(name, service, app);
    const own = {
      ...shared,
      after: [...args.after, ...schemas, ...before.flatMap((other) => found(services, other).ready)],
      databaseAlarms: Object.values(pick(databases, Object.keys(service.uses))).map(
        ({ database }) => database.downAlarmName,
      ),
      ...(live[name] && { live: live[name] }),
      ...(service.scaleOn && { queue: queueMetrics(prefix, name, service.scaleOn, queues) }),
    };
    services[name] =
      service.kind === "web"
        ? new WebService(
            name,
            { ...service, ...args, ...own, edge, routes: relations.prioritized(stack, name, service) },
            here,
          )
        : new Worker(name, { ...service, ...args, ...own }, here);
  }
  const jobs = mapValues(stack.jobs, (job, name) => {
    const args = taskArgs(name, job, app);
    return new Job(name, { ...job, ...args, ...shared, after: [...args.after, ...schemas] }, here);
  });

  if (stack.github) {
    const { owner, repository, branches, protect } = stack.github;
    const role = new DeployRole(
      "deploy",
      {
        prefix,
        accountId: account.accountId,
        repository: `${owner}/${repository}`,
        environment: stack.name,
        app: stack.app,
        ...firstRole(toZone),
        ownsProvider: account.ownsShared,
        protectProvider: account.isShared || protect,
        existingSecrets: relations.existingSecrets(stack),
        ...(pullThrough && { pulledRepositories: pullThrough.repositoryArns }),
      },
      here,
    );
    const variables = { AWS_ROLE_ARN: role.arn, AWS_REGION: account.region, ...stack.github.variables };
    const given = pick(secrets.values, stack.github.secrets);
    new GitHubEnvironment(
      "delivery",
      { repository, environment: stack.name, branches, variables, secrets: given, protect },
      { providers: { github: githubProvider("github", owner) } },
    );
  }
  checkOverrides();

  return {
    url: edge.url,
    ...(edge.dnsRecords && { dnsRecords: edge.dnsRecords }),
    cluster: cluster.clusterName,
    services: mapValues(services, ({ definitionArn }) => definitionArn),
    jobs: mapValues(jobs, ({ definitionArn }) => definitionArn),
  };
}
