import {
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  type Filter,
  paginateDescribeTags,
} from "@aws-sdk/client-ec2";
import { routeId } from "../../../lib/route-id.ts";
import type { Wanted } from "../../cloud.ts";
import { type Finder, type Finders, isOurs, present, text, whenThere } from "../finder.ts";
import type { Session } from "../session.ts";

/** The parts of a network: most have no name, so the tag is what tells them apart. */
export const finders: Finders = {
  "aws:ec2/vpc:Vpc": byTag("vpc-"),
  "aws:ec2/subnet:Subnet": byTag("subnet-"),
  "aws:ec2/flowLog:FlowLog": byTag("fl-"),
  "aws:ec2/internetGateway:InternetGateway": byTag("igw-"),
  "aws:ec2/eip:Eip": byTag("eipalloc-"),
  "aws:ec2/natGateway:NatGateway": natGateway,
  "aws:ec2/routeTable:RouteTable": byTag("rtb-"),
  "aws:ec2/route:Route": route,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": routeTableAssociation,
  "aws:ec2/vpcEndpoint:VpcEndpoint": byTag("vpce-"),
  "aws:ec2/securityGroup:SecurityGroup": securityGroup,
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": defaultSecurityGroup,
};

function byTag(idPrefix: string): Finder {
  return async ({ tag }, session) => {
    if (tag === undefined) {
      return [];
    }
    const client = new EC2Client(await session.clientConfig());
    const Filters = [filter("key", tag.key), filter("value", tag.value)];
    const ids: string[] = [];
    for await (const { Tags } of paginateDescribeTags({ client }, { Filters })) {
      ids.push(...present(...(Tags ?? []).map(({ ResourceId }) => ResourceId)));
    }
    return ids.filter((id) => id.startsWith(idPrefix));
  };
}

/** A deleted gateway keeps its tags and is seen for another hour. */
async function natGateway(wanted: Wanted, session: Session): Promise<string[]> {
  const { tag } = wanted;
  if (tag === undefined) {
    return [];
  }
  const ec2 = new EC2Client(await session.clientConfig());
  const Filter = [filter(`tag:${tag.key}`, tag.value), filter("state", "pending", "available")];
  const { NatGateways } = await ec2.send(new DescribeNatGatewaysCommand({ Filter }));
  return present(...(NatGateways ?? []).map(({ NatGatewayId }) => NatGatewayId));
}

async function route({ inputs }: Wanted, session: Session): Promise<string[]> {
  const routeTableId = text(inputs, "routeTableId");
  const destination =
    text(inputs, "destinationCidrBlock") ||
    text(inputs, "destinationIpv6CidrBlock") ||
    text(inputs, "destinationPrefixListId");
  if (!routeTableId || !destination) {
    return [];
  }
  const ec2 = new EC2Client(await session.clientConfig());
  const answer = await whenThere(
    ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [routeTableId] })),
    "InvalidRouteTableID.NotFound",
  );
  const routes = answer?.RouteTables?.flatMap(({ Routes }) => Routes ?? []) ?? [];
  const found = routes.some(({ DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId }) =>
    [DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId].includes(destination),
  );
  return present(found && routeId(routeTableId, destination));
}

async function routeTableAssociation({ inputs }: Wanted, session: Session): Promise<string[]> {
  const routeTableId = text(inputs, "routeTableId");
  const attached = text(inputs, "subnetId") || text(inputs, "gatewayId");
  if (!routeTableId || !attached) {
    return [];
  }
  const ec2 = new EC2Client(await session.clientConfig());
  const Filters = [filter("association.route-table-id", routeTableId)];
  const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
  const associations = (RouteTables ?? []).flatMap(({ Associations }) => Associations ?? []);
  const found = associations.filter(({ SubnetId, GatewayId }) => SubnetId === attached || GatewayId === attached);
  return present(...found.map(({ RouteTableAssociationId }) => RouteTableAssociationId));
}

async function securityGroup(wanted: Wanted, session: Session): Promise<readonly string[]> {
  const vpcId = text(wanted.inputs, "vpcId");
  if (wanted.name === undefined || !vpcId) {
    return byTag("sg-")(wanted, session);
  }
  const groups = await securityGroups(wanted.name, vpcId, session);
  return present(...groups.filter(({ Tags }) => isOurs(Tags, wanted)).map(({ GroupId }) => GroupId));
}

/** Each VPC has exactly one, which it cannot be without. */
async function defaultSecurityGroup({ inputs }: Wanted, session: Session): Promise<string[]> {
  const vpcId = text(inputs, "vpcId");
  const groups = vpcId ? await securityGroups("default", vpcId, session) : [];
  return present(...groups.map(({ GroupId }) => GroupId));
}

async function securityGroups(name: string, vpcId: string, session: Session) {
  const ec2 = new EC2Client(await session.clientConfig());
  const Filters = [filter("group-name", name), filter("vpc-id", vpcId)];
  const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
  return SecurityGroups ?? [];
}

function filter(Name: string, ...Values: string[]): Filter {
  return { Name, Values };
}
