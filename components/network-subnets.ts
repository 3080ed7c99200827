import type { InternetGateway } from "@pulumi/aws/ec2/internetGateway.js";
import type { NatGateway } from "@pulumi/aws/ec2/natGateway.js";
import { Route } from "@pulumi/aws/ec2/route.js";
import { RouteTable } from "@pulumi/aws/ec2/routeTable.js";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation.js";
import { Subnet } from "@pulumi/aws/ec2/subnet.js";
import type * as pulumi from "@pulumi/pulumi";
import { zoneBlocks } from "../lib/cidr.ts";

/** What one tier of subnets has in every zone. */
export interface Tier {
  /** Subnets by zone. */
  readonly ids: Record<string, pulumi.Output<string>>;
  /** Route tables of its own. */
  readonly tables: RouteTable[];
  /** Routes and associations without which nothing in the tier reaches anything. */
  readonly ready: pulumi.Resource[];
}

/** How a network is laid out. */
export interface Layout {
  readonly prefix: string;
  readonly cidr: string;
  readonly zones: readonly string[];
}

type Child = { parent: pulumi.Resource };
type InVpc = { readonly vpcId: pulumi.Output<string> };

/** The console shows these things by their `Name` tag; the identity is the logical name. */
export function named({ prefix }: Pick<Layout, "prefix">, name: string): Record<string, string> {
  return { Name: `${prefix}-${name}` };
}

/** Subnets with a way to and from the internet. */
export function publicTier(
  name: string,
  layout: Layout,
  { vpcId, gateway }: InVpc & { readonly gateway: InternetGateway },
  child: Child,
): Tier {
  const open = emptyTier();
  const routes = routeTable(`${name}-public`, layout, vpcId, child);
  for (const zone of layout.zones) {
    addSubnet(open, { name, role: "public", zone }, layout, { vpcId, routes }, child);
  }
  const out = new Route(
    `${name}-public-out`,
    { routeTableId: routes.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id },
    child,
  );
  open.ready.push(out, gateway);
  return open;
}

/** Subnets of tasks, each zone with a route table of its own, since each may have a NAT gateway of its own. */
export function privateTier(
  name: string,
  layout: Layout,
  { vpcId, nats }: InVpc & { readonly nats: Readonly<Record<string, NatGateway>> },
  child: Child,
): Tier {
  const closed = emptyTier();
  for (const zone of layout.zones) {
    const routes = routeTable(`${name}-private-${zone}`, layout, vpcId, child);
    closed.tables.push(routes);
    addSubnet(closed, { name, role: "private", zone }, layout, { vpcId, routes }, child);
    const nat = nats[zone];
    if (nat) {
      const out = { routeTableId: routes.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: nat.id };
      closed.ready.push(new Route(`${name}-private-${zone}-out`, out, child));
    }
  }
  return closed;
}

/** Subnets that nothing leads out of: they share one route table, and nobody adds a route to it. */
export function dataTier(name: string, layout: Layout, { vpcId }: InVpc, child: Child): Tier {
  const data = emptyTier();
  const routes = routeTable(`${name}-data`, layout, vpcId, child);
  for (const zone of layout.zones) {
    addSubnet(data, { name, role: "data", zone }, layout, { vpcId, routes }, child);
  }
  return data;
}

function emptyTier(): Tier {
  return { ids: {}, tables: [], ready: [] };
}

function routeTable(name: string, layout: Layout, vpcId: pulumi.Output<string>, child: Child): RouteTable {
  return new RouteTable(`${name}-routes`, { vpcId, tags: named(layout, `${name}-routes`) }, child);
}

function addSubnet(
  tier: Tier,
  { name, role, zone }: { name: string; role: "public" | "private" | "data"; zone: string },
  layout: Layout,
  { vpcId, routes }: InVpc & { readonly routes: RouteTable },
  child: Child,
): void {
  const subnetName = `${name}-${role}-${zone}`;
  const cidrBlock = zoneBlocks(layout.cidr, layout.zones.indexOf(zone))[role];
  const subnet = new Subnet(
    subnetName,
    { vpcId, availabilityZone: zone, cidrBlock, tags: named(layout, subnetName) },
    child,
  );
  tier.ids[zone] = subnet.id;
  tier.ready.push(
    new RouteTableAssociation(`${subnetName}-association`, { subnetId: subnet.id, routeTableId: routes.id }, child),
  );
}
