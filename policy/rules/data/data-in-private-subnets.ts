import { at, listOf } from "../../inputs.ts";
import { isReadReplica } from "../../read-replica.ts";
import type { Everything, PolicyResource, Rule } from "../../rule.ts";

const everywhere = ["0.0.0.0/0", "::/0"];
const databases = ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"];

export const dataInPrivateSubnets: Rule = {
  name: "data-in-private-subnets",
  demands: "Databases and caches are in subnets that no route leads to from the internet.",
  why: "One wrong firewall rule is enough to open what stands in a public subnet.",
  sources: [{ control: "RDS.46" }],
  wayOut: "Name a group of subnets whose route table has no route to an internet gateway.",
  enforcement: "mandatory",
  types: ["aws:rds/subnetGroup:SubnetGroup", "aws:elasticache/subnetGroup:SubnetGroup", ...databases],
  looksAround: true,
  check: (resource, everything) =>
    databases.includes(resource.type)
      ? inDefaultSubnets(resource)
      : resource
          .references("subnetIds")
          .filter((subnet) => isPublic(subnet, everything))
          .map((subnet) => `the subnet ${subnet.path} has a route to an internet gateway`),
};

/** On the engine the provider answers with the name of the group that AWS has chosen. */
function inDefaultSubnets(database: PolicyResource): string[] {
  const { dbSubnetGroupName } = database.inputs;
  const isChosen = Boolean(dbSubnetGroupName) && !/^default(-vpc-|$)/.test(`${dbSubnetGroupName}`);
  return isChosen || isReadReplica(database)
    ? []
    : ["dbSubnetGroupName is not set: it is in the default VPC, whose subnets are public"];
}

function isPublic(subnet: PolicyResource, everything: Everything): boolean {
  const own = everything
    .referring("aws:ec2/routeTableAssociation:RouteTableAssociation", "subnetId", subnet)
    .flatMap((association) => association.references("routeTableId"));
  return (own.length > 0 ? own : mainTables(subnet, everything)).some((table) => {
    const routes = everything.referring("aws:ec2/route:Route", "routeTableId", table);
    return routes.some(leadsOut) || listOf(table.inputs.routes).some((route) => isOut(route, at(route, "cidrBlock")));
  });
}

/** What a subnet has that names no table: the VPC's main one; a route may name that by the VPC itself. */
function mainTables(subnet: PolicyResource, everything: Everything): readonly PolicyResource[] {
  return subnet
    .references("vpcId")
    .flatMap((vpc) => [
      vpc,
      ...everything.referring("aws:ec2/defaultRouteTable:DefaultRouteTable", "defaultRouteTableId", vpc),
      ...everything
        .referring("aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation", "vpcId", vpc)
        .flatMap((association) => association.references("routeTableId")),
    ]);
}

function leadsOut(route: PolicyResource): boolean {
  const { destinationCidrBlock, destinationIpv6CidrBlock } = route.inputs;
  const isGateway = route.references("gatewayId").some(({ type }) => type.startsWith("aws:ec2/internetGateway:"));
  return (
    (isGateway && isEverywhere(destinationCidrBlock, destinationIpv6CidrBlock)) ||
    isOut(route.inputs, destinationCidrBlock, destinationIpv6CidrBlock)
  );
}

function isOut(route: unknown, ...destinations: unknown[]): boolean {
  return `${at(route, "gatewayId")}`.startsWith("igw-") && isEverywhere(...destinations, at(route, "ipv6CidrBlock"));
}

function isEverywhere(...destinations: unknown[]): boolean {
  return destinations.some((destination) => everywhere.includes(`${destination}`));
}
