import type { InAccount, Model, Rule } from "../model.ts";
import { blockShape, contains, overlap } from "./address-block.ts";
import { FUNCTION } from "./function-tokens.ts";
import { arn } from "./identifiers.ts";
import { exists, others, regionOf } from "./references.ts";
import { shortRegion } from "./shapes.ts";
import { token } from "./tokens.ts";
import { str, texts, textsAt } from "./values.ts";

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
  { type: FUNCTION, at: "vpcConfig.subnetIds" },
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
