import { DefaultSecurityGroup } from "@pulumi/aws/ec2/defaultSecurityGroup.js";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway.js";
import { Vpc } from "@pulumi/aws/ec2/vpc.js";
import * as pulumi from "@pulumi/pulumi";
import { endpoints } from "./network-endpoints.ts";
import { flowLog } from "./network-flow-log.ts";
import { natGateways } from "./network-nat.ts";
import { dataTier, named, privateTier, publicTier } from "./network-subnets.ts";

export interface NetworkArgs {
  /** `<app>-<stack>`: the visible `Name` of each part starts with it. */
  readonly prefix: string;
  readonly accountId: string;
  readonly region: string;
  /** IPv4 block, /16 to /22. Changing it replaces the network and everything in it. */
  readonly cidr: string;
  /** Availability zones. Blocks go out in this order, so only append. */
  readonly zones: readonly string[];
  /** NAT gateways for tasks: one for all zones, one in each, or none at all. */
  readonly nat: "none" | "single" | "per-zone";
  /** AWS services that are reached without the internet, for example `ecr.api`; S3 always is. Each is paid by the hour. */
  readonly endpoints: readonly string[];
  /** Connections that are logged. */
  readonly flowLogs: "none" | "rejects" | "all";
  readonly logRetentionDays: number;
  /** Everything stands in the VPC, so Pulumi refuses to delete or replace it. */
  readonly protect: boolean;
  /** The stack has one already: then another one cannot take its place. */
  readonly isInUse?: boolean;
  /** A network that somebody else keeps: it is used as it is, and nothing of the above is declared. */
  readonly existing?: ExistingNetwork;
}

/** Ids of a network that is there already. */
interface ExistingNetwork {
  readonly vpcId: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  readonly dataSubnetIds: readonly string[];
}

/** What the rest of a stack knows of its network. */
interface Parts {
  readonly vpcId: pulumi.Output<string>;
  readonly publicSubnetIds: pulumi.Output<string>[];
  readonly privateSubnetIds: pulumi.Output<string>[];
  readonly privateSubnets: Readonly<Record<string, pulumi.Output<string>>>;
  readonly dataSubnetIds: pulumi.Output<string>[];
  readonly publicReady: pulumi.Resource[];
  readonly privateReady: pulumi.Resource[];
  readonly natGatewayIds: readonly pulumi.Output<string>[];
}

/**
 * A VPC in three tiers: public subnets for the load balancer, private ones for tasks, and data subnets that have no
 * route out at all. The default security group is emptied, so that what forgets to name a group reaches nothing.
 */
export class Network extends pulumi.ComponentResource implements Parts {
  readonly vpcId: pulumi.Output<string>;
  /** Subnets with a route to the internet gateway, one a zone. */
  readonly publicSubnetIds: pulumi.Output<string>[];
  /** Subnets of tasks, one a zone. */
  readonly privateSubnetIds: pulumi.Output<string>[];
  /** The same by their zone; those of a network that somebody else keeps by their id. */
  readonly privateSubnets: Readonly<Record<string, pulumi.Output<string>>>;
  /** Subnets of databases and caches, one a zone. */
  readonly dataSubnetIds: pulumi.Output<string>[];
  /** What must exist before something public can be reached. */
  readonly publicReady: pulumi.Resource[];
  /** What must exist before a task can pull its image. */
  readonly privateReady: pulumi.Resource[];
  /** NAT gateways of its own that tasks go out by. */
  readonly natGatewayIds: readonly pulumi.Output<string>[];

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:network:Network", name, {}, opts);
    const parts = args.existing ? existingParts(args.existing) : ownParts(name, args, { parent: this });

    this.vpcId = parts.vpcId;
    this.publicSubnetIds = parts.publicSubnetIds;
    this.privateSubnetIds = parts.privateSubnetIds;
    this.privateSubnets = parts.privateSubnets;
    this.dataSubnetIds = parts.dataSubnetIds;
    this.publicReady = parts.publicReady;
    this.privateReady = parts.privateReady;
    this.natGatewayIds = parts.natGatewayIds;
    this.registerOutputs({ vpcId: this.vpcId });
  }
}

function existingParts({ vpcId, publicSubnetIds, privateSubnetIds, dataSubnetIds }: ExistingNetwork): Parts {
  const outputs = (ids: readonly string[]) => ids.map((id) => pulumi.output(id));
  return {
    vpcId: pulumi.output(vpcId),
    publicSubnetIds: outputs(publicSubnetIds),
    privateSubnetIds: outputs(privateSubnetIds),
    privateSubnets: Object.fromEntries(privateSubnetIds.map((id) => [id, pulumi.output(id)])),
    dataSubnetIds: outputs(dataSubnetIds),
    publicReady: [],
    privateReady: [],
    natGatewayIds: [],
  };
}

/** Everything in a network keeps its name, so nothing of it could be made beside what runs. */
export function refusal(name: string, { prefix, cidr, isInUse }: NetworkArgs): pulumi.ResourceHook {
  return new pulumi.ResourceHook(`${name}-refuse`, () => {
    if (isInUse) {
      throw new Error(
        `the network of a stack that runs cannot be made again, as for another network.cidr, ${cidr}: ${prefix} has one ` +
          "already. Put the old network.cidr back; for other addresses make a stack under another name and move to it. " +
          "If a run was killed while it made the network, run `npx slipway recover <stack>` first, with --sandbox for one in the sandbox",
      );
    }
  });
}

function ownParts(name: string, args: NetworkArgs, child: { parent: pulumi.Resource }): Parts {
  const vpc = new Vpc(
    `${name}-vpc`,
    { cidrBlock: args.cidr, enableDnsHostnames: true, enableDnsSupport: true, tags: named(args, `${name}-vpc`) },
    { ...child, protect: args.protect, hooks: { beforeCreate: [refusal(name, args)] } },
  );
  new DefaultSecurityGroup(`${name}-default`, { vpcId: vpc.id, ingress: [], egress: [] }, child);
  const gateway = new InternetGateway(
    `${name}-gateway`,
    { vpcId: vpc.id, tags: named(args, `${name}-gateway`) },
    child,
  );
  const open = publicTier(name, args, { vpcId: vpc.id, gateway }, child);
  const nats = natGateways(name, args, { publicSubnetIds: open.ids, gateway }, child);
  const closed = privateTier(name, args, { vpcId: vpc.id, nats }, child);
  const data = dataTier(name, args, { vpcId: vpc.id }, child);
  const privateSubnetIds = Object.values(closed.ids);
  const ways = endpoints(name, args, { vpcId: vpc.id, subnetIds: privateSubnetIds, tables: closed.tables }, child);
  flowLog(name, args, vpc, child);
  return {
    vpcId: vpc.id,
    publicSubnetIds: Object.values(open.ids),
    privateSubnetIds,
    privateSubnets: closed.ids,
    dataSubnetIds: Object.values(data.ids),
    publicReady: open.ready,
    // The way out of a NAT gateway is that of its own subnet.
    privateReady: [...closed.ready, ...(args.nat === "none" ? [] : open.ready), ...ways],
    natGatewayIds: [...new Set(Object.values(nats))].map(({ id }) => id),
  };
}
