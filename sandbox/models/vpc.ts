import type { InAccount, Model, Rule } from "../model.ts";
import { blockShape, contains, overlap } from "./address-block.ts";
import { shortRegion } from "./shapes.ts";
import { arn, derivedHex, exists, inUse, others, regionOf, str, texts, textsAt } from "./support.ts";
import { token } from "./tokens.ts";

const quotas = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";
const vpcQuota = 5;

/** A virtual network. Its default group and route tables follow from its id. */
export const vpc: Model = {
  type: token.vpc,
  defaults: {
    assignGeneratedIpv6CidrBlock: false,
    enableDnsHostnames: false,
    enableDnsSupport: true,
    enableNetworkAddressUsageMetrics: false,
    instanceTenancy: "default",
  },
  checks: [
    blockShape(
      "vpc-block",
      "cidrBlock",
      "InvalidVpc.Range",
      "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
    ),
  ],
  identify: (_inputs, seed) => `vpc-${seed.hex(17)}`,
  outputs: (inputs, id, _seed, place) => ({
    arn: arn(place, "ec2", `vpc/${id}`),
    defaultNetworkAclId: `acl-${derivedHex(`acl ${id}`, 17)}`,
    defaultRouteTableId: mainRouteTableOf(id),
    defaultSecurityGroupId: defaultGroupOf(id),
    dhcpOptionsId: `dopt-${derivedHex(`dopt ${place.accountId} ${place.region}`, 17)}`,
    ipv6AssociationId: "",
    ipv6CidrBlock: "",
    ipv6CidrBlockNetworkBorderGroup: "",
    mainRouteTableId: mainRouteTableOf(id),
    ownerId: place.accountId,
    region: regionOf(inputs, place),
  }),
  requires: [
    {
      id: "vpc-quota",
      says: `An account has at most ${vpcQuota} VPCs in a region (a quota that AWS raises on request).`,
      source: quotas,
      refuse: (subject) =>
        others(subject, token.vpc).length < vpcQuota
          ? undefined
          : `VpcLimitExceeded: account ${subject.place.accountId} has ${vpcQuota} VPCs in ${subject.place.region}: ` +
            "delete one, or ask AWS to raise quota L-F678F1CE",
    },
  ],
  replaces: "as the specification says",
  blocksDelete: [
    inUse({
      id: "vpc-is-empty",
      noun: "VPC",
      code: "DependencyViolation",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html",
      users: [
        { type: token.subnet, at: "vpcId" },
        { type: token.internetGateway, at: "vpcId" },
        { type: token.routeTable, at: "vpcId" },
        { type: token.securityGroup, at: "vpcId" },
        { type: token.vpcEndpoint, at: "vpcId" },
      ],
    }),
  ],
};

/** Id of the group that AWS makes with a VPC. */
export function defaultGroupOf(vpcId: string): string {
  return `sg-${derivedHex(`default group of ${vpcId}`, 17)}`;
}

/** Id of the route table that AWS makes with a VPC. */
export function mainRouteTableOf(vpcId: string): string {
  return `rtb-${derivedHex(`main table of ${vpcId}`, 17)}`;
}

const subnetSource = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html";

const insideVpc: Rule<InAccount> = {
  id: "subnet-inside-vpc",
  says: "`cidrBlock` lies inside the block of the VPC.",
  source: subnetSource,
  refuse({ resource, account }) {
    const whole = str(account.get(token.vpc, str(resource.inputs, "vpcId") ?? "")?.outputs ?? {}, "cidrBlock");
    const part = str(resource.inputs, "cidrBlock");
    return whole === undefined || part === undefined || contains(whole, part)
      ? undefined
      : `InvalidSubnet.Range: cidrBlock "${part}" is outside the VPC's ${whole}: take a block inside it`;
  },
};

const noOverlap: Rule<InAccount> = {
  id: "subnet-no-overlap",
  says: "`cidrBlock` overlaps with no other subnet of the VPC.",
  source: subnetSource,
  refuse(subject) {
    const { inputs } = subject.resource;
    const block = str(inputs, "cidrBlock");
    const clash = others(subject, token.subnet).find(
      ({ outputs }) => outputs.vpcId === inputs.vpcId && overlap(str(outputs, "cidrBlock") ?? "", block ?? ""),
    );
    return clash === undefined
      ? undefined
      : `InvalidSubnet.Conflict: cidrBlock "${block}" conflicts with subnet ${clash.id} ` +
          `(${clash.outputs.cidrBlock}): take a free block`;
  },
};

const zoneOfRegion: Rule<InAccount> = {
  id: "subnet-zone-of-region",
  says: "`availabilityZone` is a zone of the provider's region.",
  source: subnetSource,
  refuse({ resource, place }) {
    const zone = str(resource.inputs, "availabilityZone");
    const region = regionOf(resource.inputs, place);
    return zone === undefined || (zone.slice(0, -1) === region && /[a-f]$/.test(zone))
      ? undefined
      : `InvalidParameterValue: availabilityZone "${zone}" is no zone of ${region}: use ${region}a to ${region}f`;
  },
};

const noInterfaces: Rule<InAccount> = {
  id: "subnet-is-empty",
  says: "A subnet with network interfaces (gateways, load balancers, endpoints, tasks, stores) cannot be deleted.",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html",
  refuse(subject) {
    const user = interfacesIn(subject.resource.id, subject);
    return user === undefined
      ? undefined
      : `DependencyViolation: the subnet "${subject.resource.id}" holds network interfaces of ${user}: delete that first`;
  },
};

const direct = [
  { type: token.natGateway, at: "subnetId" },
  { type: token.loadBalancer, at: "subnets" },
  { type: token.vpcEndpoint, at: "subnetIds" },
  { type: token.service, at: "networkConfiguration.subnets" },
];
const throughGroup = [
  { group: token.databaseSubnetGroup, type: token.instance, at: "dbSubnetGroupName" },
  { group: token.cacheSubnetGroup, type: token.replicationGroup, at: "subnetGroupName" },
];

/** Id of a resource whose network interface is in the subnet. A subnet group alone has none. */
function interfacesIn(subnetId: string, { account }: InAccount): string | undefined {
  const holder = direct
    .flatMap(({ type, at }) => account.all(type).map((one) => ({ one, at })))
    .find(({ one, at }) => textsAt(one.outputs, at).includes(subnetId));
  if (holder) {
    return holder.one.id;
  }
  const groups = throughGroup.flatMap(({ group, type, at }) =>
    account
      .all(group)
      .filter(({ outputs }) => texts(outputs, "subnetIds").includes(subnetId))
      .flatMap(({ outputs }) => account.all(type).filter((one) => one.outputs[at] === outputs.name)),
  );
  return groups[0]?.id;
}

/** A block of addresses in one zone of a VPC. */
export const subnet: Model = {
  type: token.subnet,
  defaults: {
    assignIpv6AddressOnCreation: false,
    enableDns64: false,
    enableResourceNameDnsARecordOnLaunch: false,
    enableResourceNameDnsAaaaRecordOnLaunch: false,
    ipv6Native: false,
    mapPublicIpOnLaunch: false,
    privateDnsHostnameTypeOnLaunch: "ip-name",
  },
  checks: [blockShape("subnet-block", "cidrBlock", "InvalidSubnet.Range", subnetSource)],
  identify: (_inputs, seed) => `subnet-${seed.hex(17)}`,
  outputs(inputs, id, _seed, place) {
    const region = regionOf(inputs, place);
    const zone = str(inputs, "availabilityZone") ?? `${region}a`;
    return {
      arn: arn(place, "ec2", `subnet/${id}`),
      availabilityZone: zone,
      availabilityZoneId: zoneId(zone),
      ipv6CidrBlock: "",
      ipv6CidrBlockAssociationId: "",
      ownerId: place.accountId,
      region,
    };
  },
  requires: [
    exists({
      id: "subnet-vpc-exists",
      input: "vpcId",
      type: token.vpc,
      noun: "VPC",
      code: "InvalidVpcID.NotFound",
      source: subnetSource,
    }),
    insideVpc,
    noOverlap,
    zoneOfRegion,
  ],
  replaces: "as the specification says",
  blocksDelete: [noInterfaces],
};

/** `eun1-az1` of `eu-north-1a`. AWS shuffles the number by account; here it follows the letter. */
function zoneId(zone: string): string {
  return `${shortRegion(zone.slice(0, -1))}-az${zone.charCodeAt(zone.length - 1) - "a".charCodeAt(0) + 1}`;
}
