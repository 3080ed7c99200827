import { Stack, type StackProps } from "aws-cdk-lib";
import * as ecs from "aws-cdk-lib/aws-ecs";
import type { Construct } from "constructs";
import { AlarmTopics } from "./alarms";
import { boundary } from "./boundary";
import { cache } from "./cache";
import { dashboard } from "./dashboard";
import { database } from "./database";
import { databaseRoles } from "./database-roles";
import { deployRoles } from "./deploy-role";
import { Edge } from "./edge";
import { nightlyJob } from "./job";
import { loggedErrors } from "./logged-errors";
import { migration } from "./migration";
import { network } from "./network";
import { savedQueries } from "./saved-queries";
import { onDemand } from "./service";
import { services } from "./services";
import { TaskEvents } from "./task-events";

/**
 * The staging environment of slipway's default app, as a CDK user would write it: the same things, with CDK's own
 * constructs and defaults. What CDK has no construct for is left out, which is to its advantage in a comparison of
 * time: the runs of the bootstrap and of the migration, the emptied default security group of the VPC (CDK's is a
 * Lambda function) and GitHub's side, which is two environments with their variables. So is what is only text: most of
 * slipway's bootstrap SQL, the certificates that its tasks carry, the statements of its deploy and preview roles, some of
 * the boundary's, the runbook in each alarm's description, and the tags.
 *
 * The rest differs only in how it is cut: CloudFormation has passwords, secret values, event targets, attachments of
 * policies and the proof of a certificate inside other resources, CDK has firewall rules to addresses inside the security
 * groups, and makes a route table for every subnet.
 */
export class DefaultApp extends Stack {
  /** CDK's documented way to name the zones, so that synth looks nothing up and needs no credentials. */
  override get availabilityZones(): string[] {
    return ["eu-north-1a", "eu-north-1b"];
  }

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const topics = new AlarmTopics(this, "Alarms");
    const vpc = network(this, "Network", topics);
    const cluster = new ecs.Cluster(this, "Cluster", {
      vpc,
      containerInsightsV2: ecs.ContainerInsights.ENABLED,
      enableFargateCapacityProviders: true,
    });
    cluster.addDefaultCapacityProviderStrategy(onDemand);
    const events = new TaskEvents(this, "TaskEvents", cluster);
    const edge = new Edge(this, "Edge", { vpc, domain: "staging.harbour.example.com", topics });
    const main = database(this, "Main", { vpc, topics });
    const roles = databaseRoles(this, "MainRoles", {
      vpc,
      database: main.instance,
      clients: ["api", "nightly", "migrator", "worker"],
    });
    const valkey = cache(this, "Cache", { vpc, topics, clients: ["api", "worker"] });

    migration(this, { vpc, database: roles.migrator });
    const stores = [main.broken, valkey.broken];
    const around = { cluster, topics, edge, events, stores, database: roles, cache: valkey.clients };
    const { web, worker } = services(this, "Services", around);
    const nightly = nightlyJob(this, "nightly", { cluster, topics, events, database: roles.nightly });
    edge.watch(Object.values(web).map(({ broken }) => broken));

    const all = { ...web, worker };
    savedQueries(this, "Queries", {
      tasks: [...Object.values(all).map(({ task }) => task.logGroup), nightly.logGroup],
      database: main.logs,
      events: events.log,
    });
    dashboard(this, "Dashboard", {
      web,
      services: all,
      balancer: edge.balancer,
      loggedErrors: loggedErrors(all),
      database: main.instance,
      cacheNodeId: valkey.nodeId,
      alarms: [...stores, ...Object.values(all).map(({ broken }) => broken)],
      stoppedTasks: events.log,
    });
    deployRoles(this, "Deploy", { repository: "acme/harbour", environment: "staging" });
    boundary(this, "Boundary");
  }
}
