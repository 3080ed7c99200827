import { log } from "@pulumi/pulumi";
import { openCloud } from "./cloud/open.ts";
import { accountProvider } from "./components/account-provider.ts";
import { AlarmTopics } from "./components/alarm-topics.ts";
import { AppSecrets } from "./components/app-secrets.ts";
import { Cache } from "./components/cache.ts";
import { Cluster } from "./components/cluster.ts";
import { Database } from "./components/database.ts";
import { DatabaseRoles } from "./components/database-roles.ts";
import { DeployRole } from "./components/deploy-role.ts";
import { GitHubEnvironment } from "./components/github-environment.ts";
import { githubProvider } from "./components/github-provider.ts";
import { Job } from "./components/job.ts";
import { LoadBalancer } from "./components/load-balancer.ts";
import { Migration } from "./components/migration.ts";
import { Network } from "./components/network.ts";
import { applyOverrides } from "./components/overrides.ts";
import { tagResources } from "./components/resource-tags.ts";
import { WebService } from "./components/web-service.ts";
import { Worker } from "./components/worker.ts";
import { references, taskArgs } from "./components/workload.ts";
import { type LoadedStack, loadStack } from "./config/load.ts";
import { cacheClients, databaseClients, hostsOf, migratorUse, prioritized } from "./config/relations.ts";
import { mapValues, pick } from "./lib/records.ts";
import { overrides } from "./overrides.ts";

/** Declares one stack and returns its outputs. Pulumi calls this, and so does the offline plan with what it has read. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: the architecture on one page, read from top to bottom
export default async function main({ stack, warnings }: LoadedStack = loadStack()) {
  const { prefix, account, secretRecoveryDays } = stack;

  for (const warning of warnings) {
    log.warn(warning);
  }
  const checkOverrides = applyOverrides(overrides);
  tagResources(stack.name);
  const tags = { app: stack.app, stack: stack.name, "managed-by": "slipway" };
  const here = { providers: { aws: accountProvider("account", { ...account, tags }) } };

  const network = new Network("network", { prefix, region: account.region, ...stack.network }, here);
  const cluster = new Cluster("cluster", { prefix }, here);
  const secrets = new AppSecrets("secrets", { prefix, secrets: stack.secrets, recoveryDays: secretRecoveryDays }, here);
  const topics = new AlarmTopics(
    "alarms",
    { prefix, accountId: account.accountId, secretValues: secrets.values, ...stack.alarms },
    here,
  );
  const alarms = { prefix, topics };
  const edge = new LoadBalancer("edge", { prefix, network, alarms, hosts: hostsOf(stack), ...stack.edge }, here);

  const place = { prefix, ...account, vpcId: network.vpcId, logRetentionDays: stack.logs.retentionDays };
  const run = { prefix, cluster, network, cloud: openCloud(account) };
  const around = { place, secrets: secrets.references };

  const databases = mapValues(stack.databases, (args, name) => {
    const database = new Database(name, { prefix, network, alarms, ...args }, here);
    const clients = databaseClients(stack, name);
    const migrator = migratorUse(stack, name);
    const { extensions } = args;
    const login = { database, place, run, clients, migrator, extensions, secretRecoveryDays };
    return { database, roles: new DatabaseRoles(`${name}-roles`, login, here) };
  });
  const caches = mapValues(stack.caches, (args, name) => {
    const clients = cacheClients(stack, name);
    return new Cache(name, { prefix, network, alarms, clients, secretRecoveryDays, ...args }, here);
  });
  const values = references(
    mapValues(databases, ({ database }) => database),
    caches,
    edge.url,
  );

  const migrated = mapValues(databases, ({ roles }, name) => {
    const migrate = stack.databases[name]?.migrate;
    const stores = { [name]: { logins: { [name]: roles.migratorLogin }, ready: roles.ready } };
    const migration =
      migrate &&
      new Migration(
        `${name}-migration`,
        { ...migrate, ...taskArgs(name, migrate, { ...around, values, stores }), run },
        here,
      );
    return { logins: roles.logins, ready: migration?.ready ?? roles.ready };
  });
  const app = { ...around, values, stores: { ...migrated, ...caches } };

  const shared = { cluster, network, alarms };
  const services = mapValues(stack.services, (service, name) =>
    service.kind === "web"
      ? new WebService(
          name,
          { ...service, ...taskArgs(name, service, app), ...shared, edge, routes: prioritized(stack, service) },
          here,
        )
      : new Worker(name, { ...service, ...taskArgs(name, service, app), ...shared }, here),
  );
  const jobs = mapValues(
    stack.jobs,
    (job, name) => new Job(name, { ...job, ...taskArgs(name, job, app), ...shared }, here),
  );

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
        ...(account.assumeRole !== undefined && { assumeRole: account.assumeRole }),
        ownsProvider: account.ownsShared,
        protectProvider: account.isShared || protect,
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
    cluster: cluster.clusterName,
    services: mapValues(services, ({ definitionArn }) => definitionArn),
    jobs: mapValues(jobs, ({ definitionArn }) => definitionArn),
  };
}
