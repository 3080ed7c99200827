import { DefaultSecurityGroup } from "@pulumi/aws/ec2/defaultSecurityGroup.js";
import { Eip } from "@pulumi/aws/ec2/eip.js";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway.js";
import { NatGateway } from "@pulumi/aws/ec2/natGateway.js";
import { Route } from "@pulumi/aws/ec2/route.js";
import { RouteTable } from "@pulumi/aws/ec2/routeTable.js";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation.js";
import { Subnet } from "@pulumi/aws/ec2/subnet.js";
import { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint.js";
import * as pulumi from "@pulumi/pulumi";
import { zoneBlocks } from "../lib/cidr.ts";
import { found } from "../lib/records.ts";

export interface NetworkArgs {
  /** `<app>-<stack>`: the visible `Name` of each part starts with it. */
  readonly prefix: string;
  readonly region: string;
  /** IPv4 block, /16 to /22. Changing it replaces the network and everything in it. */
  readonly cidr: string;
  /** Availability zones. Blocks go out in this order, so only append. */
  readonly zones: readonly string[];
  /** NAT gateways for tasks: one for all zones, one in each, or none at all. */
  readonly nat: "none" | "single" | "per-zone";
}

/** What one tier of subnets has in every zone. */
interface Tier {
  /** Subnets by zone. */
  readonly ids: Record<string, pulumi.Output<string>>;
  /** Route tables of its own. */
  readonly tables: RouteTable[];
  /** Routes and associations without which nothing in the tier reaches anything. */
  readonly ready: pulumi.Resource[];
}

type Child = { parent: Network };

/**
 * A VPC in three tiers: public subnets for the load balancer, private ones for tasks, and data subnets that have no
 * route out at all. The default security group is emptied, so that what forgets to name a group reaches nothing.
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  /** Subnets with a route to the internet gateway, one a zone. */
  readonly publicSubnetIds: pulumi.Output<string>[];
  /** Subnets of tasks, one a zone. */
  readonly privateSubnetIds: pulumi.Output<string>[];
  /** Subnets of databases and caches, one a zone. */
  readonly dataSubnetIds: pulumi.Output<string>[];
  /** What must exist before something public can be reached. */
  readonly publicReady: pulumi.Resource[];
  /** What must exist before a task can pull its image. */
  readonly privateReady: pulumi.Resource[];

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:network:Network", name, {}, opts);
    const child = { parent: this };

    const vpc = new Vpc(
      `${name}-vpc`,
      { cidrBlock: args.cidr, enableDnsHostnames: true, enableDnsSupport: true, tags: named(args, `${name}-vpc`) },
      child,
    );
    new DefaultSecurityGroup(`${name}-default`, { vpcId: vpc.id, ingress: [], egress: [] }, child);
    const gateway = new InternetGateway(
      `${name}-gateway`,
      { vpcId: vpc.id, tags: named(args, `${name}-gateway`) },
      child,
    );

    const open = publicTier(name, args, vpc, gateway, child);
    const closed = privateTier(name, args, vpc, natGateways(name, args, open, gateway, child), child);
    const dataRoutes = routeTable(`${name}-data`, args, vpc, child);
    const data = emptyTier();
    for (const zone of args.zones) {
      addSubnet(data, name, "data", zone, args, vpc, dataRoutes, child);
    }
    // Free, and image layers come from S3: without it every pull is paid for at the NAT gateway.
    const s3 = new VpcEndpoint(
      `${name}-s3`,
      {
        vpcId: vpc.id,
        serviceName: `com.amazonaws.${args.region}.s3`,
        vpcEndpointType: "Gateway",
        routeTableIds: closed.tables.map(({ id }) => id),
        tags: named(args, `${name}-s3`),
      },
      child,
    );

    this.vpcId = vpc.id;
    this.publicSubnetIds = Object.values(open.ids);
    this.privateSubnetIds = Object.values(closed.ids);
    this.dataSubnetIds = Object.values(data.ids);
    this.publicReady = open.ready;
    // The way out of a NAT gateway is that of its own subnet.
    this.privateReady = [...closed.ready, ...(args.nat === "none" ? [] : open.ready), s3];
    this.registerOutputs({ vpcId: this.vpcId });
  }
}

/** The console shows these things by their `Name` tag; the identity is the logical name. */
function named(args: NetworkArgs, name: string): Record<string, string> {
  return { Name: `${args.prefix}-${name}` };
}

function emptyTier(): Tier {
  return { ids: {}, tables: [], ready: [] };
}

function routeTable(name: string, args: NetworkArgs, vpc: Vpc, child: Child): RouteTable {
  return new RouteTable(`${name}-routes`, { vpcId: vpc.id, tags: named(args, `${name}-routes`) }, child);
}

function addSubnet(
  tier: Tier,
  name: string,
  role: "public" | "private" | "data",
  zone: string,
  args: NetworkArgs,
  vpc: Vpc,
  routes: RouteTable,
  child: Child,
): void {
  const subnetName = `${name}-${role}-${zone}`;
  const cidrBlock = zoneBlocks(args.cidr, args.zones.indexOf(zone))[role];
  const subnet = new Subnet(
    subnetName,
    { vpcId: vpc.id, availabilityZone: zone, cidrBlock, tags: named(args, subnetName) },
    child,
  );
  tier.ids[zone] = subnet.id;
  tier.ready.push(
    new RouteTableAssociation(`${subnetName}-association`, { subnetId: subnet.id, routeTableId: routes.id }, child),
  );
}

function publicTier(name: string, args: NetworkArgs, vpc: Vpc, gateway: InternetGateway, child: Child): Tier {
  const open = emptyTier();
  const routes = routeTable(`${name}-public`, args, vpc, child);
  for (const zone of args.zones) {
    addSubnet(open, name, "public", zone, args, vpc, routes, child);
  }
  const out = new Route(
    `${name}-public-out`,
    { routeTableId: routes.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id },
    child,
  );
  open.ready.push(out, gateway);
  return open;
}

function privateTier(
  name: string,
  args: NetworkArgs,
  vpc: Vpc,
  nats: Readonly<Record<string, NatGateway>>,
  child: Child,
): Tier {
  const closed = emptyTier();
  for (const zone of args.zones) {
    const routes = routeTable(`${name}-private-${zone}`, args, vpc, child);
    closed.tables.push(routes);
    addSubnet(closed, name, "private", zone, args, vpc, routes, child);
    const nat = nats[zone];
    if (nat) {
      const out = { routeTableId: routes.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: nat.id };
      closed.ready.push(new Route(`${name}-private-${zone}-out`, out, child));
    }
  }
  return closed;
}

/** The NAT gateway that each zone's tasks go through, by zone. */
function natGateways(
  name: string,
  args: NetworkArgs,
  open: Tier,
  gateway: InternetGateway,
  child: Child,
): Record<string, NatGateway> {
  const through: Record<string, NatGateway> = {};
  let shared: NatGateway | undefined;
  for (const zone of args.nat === "none" ? [] : args.zones) {
    if (!shared || args.nat === "per-zone") {
      const nat = `${name}-nat-${zone}`;
      // An address cannot be mapped before the gateway is attached, and blocks its detaching while it is.
      const after = { ...child, dependsOn: [gateway] };
      const address = new Eip(`${nat}-address`, { domain: "vpc", tags: named(args, `${nat}-address`) }, after);
      shared = new NatGateway(
        nat,
        { subnetId: found(open.ids, zone), allocationId: address.id, tags: named(args, nat) },
        after,
      );
    }
    through[zone] = shared;
  }
  return through;
}
