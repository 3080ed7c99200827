import type { InAccount, Model, Rule } from "../model.ts";
import { publicAddress } from "./gateways.ts";
import { derivedHex } from "./identifiers.ts";
import { exists, others, regionOf } from "./references.ts";
import { token } from "./tokens.ts";
import { str } from "./values.ts";

const create = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html";

const gatewayAttached: Rule<InAccount> = {
  id: "nat-gateway-internet",
  says: "The VPC of a public NAT gateway has an internet gateway attached.",
  source: create,
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
  source: create,
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
  source: create,
  refuse({ resource: { inputs } }) {
    if (inputs.availabilityMode === "regional") {
      return 'availabilityMode "regional" is not modelled: add it to sandbox/models/nat-gateway.ts, or use zonal gateways';
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
      source: create,
    }),
    exists({
      id: "nat-gateway-address-exists",
      input: "allocationId",
      type: token.eip,
      noun: "Elastic IP address",
      code: "InvalidAllocationID.NotFound",
      source: create,
    }),
    addressFree,
    gatewayAttached,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "AWS deletes a NAT gateway that routes still lead to; those become black holes" },
};
