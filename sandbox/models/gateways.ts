import type { InAccount, Model, Rule } from "../model.ts";
import { arn, bool, derivedHex, exists, others, regionOf, str, textsAt } from "./support.ts";
import { token } from "./tokens.ts";

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
function publicAddress(allocationId: string): string {
  const digits = Number.parseInt(derivedHex(allocationId, 6), 16);
  const blocks = ["192.0.2", "198.51.100", "203.0.113"];
  return `${blocks[digits % blocks.length]}.${1 + (Math.floor(digits / 3) % 254)}`;
}

const gatewayAttached: Rule<InAccount> = {
  id: "nat-gateway-internet",
  says: "The VPC of a public NAT gateway has an internet gateway attached.",
  source: `${api}API_CreateNatGateway.html`,
  refuse({ resource, account }) {
    const subnet = account.get(token.subnet, str(resource.inputs, "subnetId") ?? "");
    const vpcId = subnet?.outputs.vpcId;
    return resource.inputs.connectivityType === "private" ||
      vpcId === undefined ||
      account.find(token.internetGateway, (gateway) => gateway.outputs.vpcId === vpcId)
      ? undefined
      : `Gateway.NotAttached: network ${vpcId} has no internet gateway attached: let the NAT gateway depend on it`;
  },
};

const addressFree: Rule<InAccount> = {
  id: "nat-gateway-address-free",
  says: "The address of a NAT gateway is mapped to nothing else.",
  source: `${api}API_CreateNatGateway.html`,
  refuse(subject) {
    const address = str(subject.resource.inputs, "allocationId");
    const other = others(subject, token.natGateway).find((nat) => address && nat.outputs.allocationId === address);
    return other === undefined
      ? undefined
      : `Resource.AlreadyAssociated: allocationId "${address}" is mapped to ${other.id}: give each gateway its own`;
  },
};

const zonal: Rule<InAccount> = {
  id: "nat-gateway-zonal",
  says: "A zonal NAT gateway names its subnet, and its address when it is public. The sandbox has no regional ones.",
  source: `${api}API_CreateNatGateway.html`,
  refuse({ resource: { inputs } }) {
    if (inputs.availabilityMode === "regional") {
      return 'availabilityMode "regional" is not modelled: add it to sandbox/models/gateways.ts, or use zonal gateways';
    }
    const missing = ["subnetId", ...(inputs.connectivityType === "private" ? [] : ["allocationId"])].find(
      (input) => str(inputs, input) === undefined,
    );
    return missing === undefined ? undefined : `MissingParameter: ${missing} is missing: a NAT gateway needs it`;
  },
};

/** Lets private subnets reach the internet. */
export const natGateway: Model = {
  type: token.natGateway,
  typicalMinutes: 2,
  defaults: { availabilityMode: "zonal", connectivityType: "public" },
  identify: (_inputs, seed) => `nat-${seed.hex(17)}`,
  outputs(inputs, id, _seed, place) {
    const address = str(inputs, "allocationId");
    const last = Number.parseInt(derivedHex(id, 4), 16);
    return {
      associationId: address === undefined ? "" : `eipassoc-${derivedHex(`${id} ${address}`, 17)}`,
      networkInterfaceId: `eni-${derivedHex(id, 17)}`,
      privateIp: `10.0.${last % 256}.${4 + (Math.floor(last / 256) % 250)}`,
      publicIp: address === undefined ? "" : publicAddress(address),
      region: regionOf(inputs, place),
      secondaryPrivateIpAddressCount: 0,
      secondaryPrivateIpAddresses: [],
    };
  },
  requires: [
    zonal,
    exists({
      id: "nat-gateway-subnet-exists",
      input: "subnetId",
      type: token.subnet,
      noun: "subnet",
      code: "InvalidSubnetID.NotFound",
      source: `${api}API_CreateNatGateway.html`,
    }),
    exists({
      id: "nat-gateway-address-exists",
      input: "allocationId",
      type: token.eip,
      noun: "Elastic IP address",
      code: "InvalidAllocationID.NotFound",
      source: `${api}API_CreateNatGateway.html`,
    }),
    addressFree,
    gatewayAttached,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "AWS deletes a NAT gateway that routes still lead to; those become black holes" },
};
