import { Cluster as EcsCluster } from "@pulumi/aws/ecs/cluster.js";
import { ClusterCapacityProviders } from "@pulumi/aws/ecs/clusterCapacityProviders.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { shellLog } from "./shell-log.ts";

export interface ClusterArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  /** Container Insights with enhanced observability: numbers of each service, task and container, which cost. */
  readonly insights: boolean;
  /** Days that what happens in shells in tasks is kept. @default no task lets people in */
  readonly shellLogDays?: number;
}

/**
 * The ECS cluster that all tasks of the stack run in, with Fargate and Fargate Spot attached from the first day:
 * attaching a provider later replaces every service.
 */
export class Cluster extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** The value of the CloudWatch dimension `ClusterName`. */
  readonly clusterName: pulumi.Output<string>;
  /** Whether Container Insights counts its tasks. */
  readonly insights: boolean;
  /** What must exist before a service can name a capacity provider. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:cluster:Cluster", name, {}, opts);
    const child = { parent: this };

    const shells =
      args.shellLogDays === undefined
        ? undefined
        : shellLog(name, { prefix: args.prefix, logRetentionDays: args.shellLogDays }, child);
    const cluster = new EcsCluster(
      `${name}-tasks`,
      {
        name: physicalName("cluster", args.prefix, name),
        settings: [{ name: "containerInsights", value: args.insights ? "enhanced" : "disabled" }],
        ...(shells && {
          configuration: {
            executeCommandConfiguration: {
              logging: "OVERRIDE",
              logConfiguration: { cloudWatchLogGroupName: shells.name },
            },
          },
        }),
      },
      child,
    );
    const capacity = new ClusterCapacityProviders(
      `${name}-capacity`,
      {
        clusterName: cluster.name,
        capacityProviders: ["FARGATE", "FARGATE_SPOT"],
        defaultCapacityProviderStrategies: [{ capacityProvider: "FARGATE", base: 0, weight: 1 }],
      },
      // A cluster has one set: the new one cannot stand beside the old one.
      { ...child, deleteBeforeReplace: true },
    );

    this.arn = cluster.arn;
    this.clusterName = cluster.name;
    this.insights = args.insights;
    this.ready = [capacity];
    this.registerOutputs({ arn: this.arn });
  }
}
