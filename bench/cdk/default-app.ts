import { Stack, type StackProps } from "aws-cdk-lib";
import * as ecs from "aws-cdk-lib/aws-ecs";
import type { Construct } from "constructs";
import { AlarmTopics } from "./alarms";
import { deployRole } from "./deploy-role";
import { Edge } from "./edge";
import { nightlyJob } from "./job";
import { network } from "./network";
import { Services } from "./services";
import { cache, database } from "./stores";

/**
 * The staging environment of slipway's default app, as a CDK user would write it: the same things, with CDK's own
 * constructs and defaults. What CDK has no construct for is left out, which is to its advantage in a comparison of
 * time: database roles and their bootstrap, the migration inside the graph, and GitHub's side.
 */
export class DefaultApp extends Stack {
  /** CDK's documented way to name the zones, so that synth looks nothing up and needs no credentials. */
  override get availabilityZones(): string[] {
    return ["eu-north-1a", "eu-north-1b"];
  }

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const topics = new AlarmTopics(this, "Alarms");
    const vpc = network(this, "Network");
    const cluster = new ecs.Cluster(this, "Cluster", {
      vpc,
      containerInsightsV2: ecs.ContainerInsights.ENABLED,
      enableFargateCapacityProviders: true,
    });
    const edge = new Edge(this, "Edge", { vpc, domain: "staging.harbour.example.com", topics });
    const main = database(this, "Main", { vpc, topics });
    const valkey = cache(this, "Cache", { vpc, topics, clients: ["api", "worker"] });

    const services = new Services(this, "Services", { cluster, edge, database: main, cache: valkey, topics });
    nightlyJob(this, "Nightly", { cluster, database: main, topics, image: services.workerImage });
    deployRole(this, "Deploy", { repository: "acme/harbour", environment: "staging" });
  }
}
