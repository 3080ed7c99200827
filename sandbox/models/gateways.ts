import type { InAccount, Model, Rule } from "../model.ts";
import { arn, derivedHex } from "./identifiers.ts";
import { exists, others, regionOf } from "./references.ts";
import { token } from "./tokens.ts";
import { bool, str, textsAt } from "./values.ts";

const api = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/";
const addressQuota = 5;

const oneInternetGateway: Rule<InAccount> = {
  id: "internet-gateway-one-per-vpc",
  says: "A VPC has at most one internet gateway.",
  source: `${api}API_AttachInternetGateway.html`,
  refuse(subject) {
    const vpcId = str(subject.resource.inputs, "vpcId");
    const other = others(subject, token.internetGateway).find((one) => vpcId && one.outputs.vpcId === vpcId);
    return other === undefined
      ? undefined
      : `InvalidParameterValue: network ${vpcId} already has the internet gateway ${other.id} attached: use that one`;
  },
};

const noMappedAddresses: Rule<InAccount> = {
  id: "internet-gateway-no-mapped-addresses",
  says: "An internet gateway cannot be detached while public addresses of its VPC are mapped.",
  source: `${api}API_DetachInternetGateway.html`,
  refuse({ resource, account }) {
    const vpcId = str(resource.outputs, "vpcId");
    const inVpc = (subnetId: string) => account.get(token.subnet, subnetId)?.outputs.vpcId === vpcId;
    const mapped = [
      ...account
        .all(token.natGateway)
        .filter(({ outputs }) => outputs.connectivityType !== "private" && inVpc(str(outputs, "subnetId") ?? "")),
      ...account
        .all(token.loadBalancer)
        .filter(({ outputs }) => bool(outputs, "internal") !== true && outputs.vpcId === vpcId),
      ...account
        .all(token.service)
        .filter(
          ({ outputs }) =>
            JSON.stringify(outputs.networkConfiguration ?? "").includes('"assignPublicIp":true') &&
            textsAt(outputs, "networkConfiguration.subnets").some(inVpc),
        ),
    ][0];
    return mapped === undefined
      ? undefined
      : `DependencyViolation: network ${vpcId} has mapped public addresses (${mapped.id}): delete it before the gateway`;
  },
};

/** The door of a VPC to the internet. */
export const internetGateway: Model = {
  type: token.internetGateway,
  identify: (_inputs, seed) => `igw-${seed.hex(17)}`,
  outputs: (inputs, id, _seed, place) => ({
    arn: arn(place, "ec2", `internet-gateway/${id}`),
    ownerId: place.accountId,
    region: regionOf(inputs, place),
  }),
  requires: [
    exists({
      id: "internet-gateway-vpc-exists",
      input: "vpcId",
      type: token.vpc,
      noun: "VPC",
      code: "InvalidVpcID.NotFound",
      source: `${api}API_AttachInternetGateway.html`,
    }),
    oneInternetGateway,
  ],
  replaces: "as the specification says",
  blocksDelete: [noMappedAddresses],
};

/** A public address. AWS takes it without a VPC: what maps it, needs the gateway. */
export const eip: Model = {
  type: token.eip,
  defaults: { domain: "vpc" },
  identify: (_inputs, seed) => `eipalloc-${seed.hex(17)}`,
  outputs(inputs, id, _seed, place) {
    const region = regionOf(inputs, place);
    const publicIp = publicAddress(id);
    return {
      allocationId: id,
      arn: arn(place, "ec2", `elastic-ip/${id}`),
      associationId: "",
      carrierIp: "",
      customerOwnedIp: "",
      instance: "",
      networkBorderGroup: region,
      networkInterface: "",
      privateIp: "",
      ptrRecord: "",
      publicDns: `ec2-${publicIp.replaceAll(".", "-")}.${region}.compute.amazonaws.com`,
      publicIp,
      publicIpv4Pool: "amazon",
      region,
    };
  },
  requires: [
    {
      id: "eip-quota",
      says: `An account has at most ${addressQuota} Elastic IP addresses in a region (a quota that AWS raises on request).`,
      source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html",
      refuse: (subject) =>
        others(subject, token.eip).length < addressQuota
          ? undefined
          : `AddressLimitExceeded: account ${subject.place.accountId} has ${addressQuota} addresses in ` +
            `${subject.place.region}: release one, or ask AWS to raise quota L-0263D0A3`,
    },
  ],
  replaces: "as the specification says",
  blocksDelete: [
    {
      id: "eip-not-in-use",
      says: "An address cannot be released while a NAT gateway uses it.",
      source: `${api}API_ReleaseAddress.html`,
      refuse({ resource, account }) {
        const user = account.find(token.natGateway, (nat) => nat.outputs.allocationId === resource.id);
        return user === undefined
          ? undefined
          : `InvalidIPAddress.InUse: the address ${resource.id} is mapped to ${user.id}: delete that first`;
      },
    },
  ],
};

/** Address of an allocation, out of the blocks that are reserved for documentation. */
export function publicAddress(allocationId: string): string {
  const digits = Number.parseInt(derivedHex(allocationId, 6), 16);
  const blocks = ["192.0.2", "198.51.100", "203.0.113"];
  return `${blocks[digits % blocks.length]}.${1 + (Math.floor(digits / 3) % 254)}`;
}
