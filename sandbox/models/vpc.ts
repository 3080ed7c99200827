import type { Model } from "../model.ts";
import { blockShape } from "./address-block.ts";
import { arn, derivedHex } from "./identifiers.ts";
import { inUse, others, regionOf } from "./references.ts";
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
  // AWS gives up dedicated hardware in place, but cannot move a VPC onto it.
  replacesWhen: (before, after) =>
    (after.instanceTenancy ?? "default") === (before.instanceTenancy ?? "default") ||
    (after.instanceTenancy ?? "default") === "default"
      ? []
      : ["instanceTenancy"],
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
