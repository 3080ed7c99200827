import type { Resource, Values } from "../../../sandbox/model.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { Cloud } from "./cloud.ts";

/** A VPC with an internet gateway and two public subnets in two zones. */
export interface PublicNetwork {
  readonly cloud: Cloud;
  readonly vpc: Resource;
  readonly gateway: Resource;
  readonly table: Resource;
  readonly subnets: readonly [Resource, Resource];
}

export function publicNetwork(cloud = new Cloud()): PublicNetwork {
  const vpc = cloud.make(token.vpc, { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true });
  const gateway = cloud.make(token.internetGateway, { vpcId: vpc.id });
  const table = cloud.make(token.routeTable, { vpcId: vpc.id });
  const subnet = (cidrBlock: string, availabilityZone: string) =>
    cloud.make(token.subnet, { vpcId: vpc.id, cidrBlock, availabilityZone });
  const subnets = [subnet("10.0.0.0/24", "eu-north-1a"), subnet("10.0.1.0/24", "eu-north-1b")] as const;
  const toInternet = { destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id };
  cloud.make(token.route, { routeTableId: table.id, ...toInternet });
  for (const { id: subnetId } of subnets) {
    cloud.make(token.routeTableAssociation, { subnetId, routeTableId: table.id });
  }
  return { cloud, vpc, gateway, table, subnets };
}

/** A second VPC, with a subnet, a route table and a security group that belong to it. */
export function foreignNetwork(cloud: Cloud) {
  const vpc = cloud.make(token.vpc, { cidrBlock: "10.9.0.0/16" });
  const zone = { availabilityZone: "eu-north-1b" };
  return {
    vpc,
    gateway: cloud.make(token.internetGateway, { vpcId: vpc.id }),
    subnet: cloud.make(token.subnet, { vpcId: vpc.id, cidrBlock: "10.9.0.0/24", ...zone }),
    table: cloud.make(token.routeTable, { vpcId: vpc.id }),
    group: cloud.make(token.securityGroup, { vpcId: vpc.id, name: "foreign" }),
  };
}

/** A public network with a NAT gateway. */
export function networkWithNat() {
  const network = publicNetwork();
  const address = network.cloud.make(token.eip, { domain: "vpc" });
  const nat = network.cloud.make(token.natGateway, { subnetId: network.subnets[0].id, allocationId: address.id });
  return { ...network, address, nat };
}

/** What a load balancer in the public network is asked for. */
export function balancerInputs({ subnets }: PublicNetwork, more: Values = {}): Values {
  return { name: "shop", subnets: subnets.map(({ id }) => id), ...more };
}

/** A public network with a load balancer and a target group. */
export function balanced() {
  const network = publicNetwork();
  const { cloud, vpc } = network;
  const balancer = cloud.make(token.loadBalancer, balancerInputs(network));
  const group = cloud.make(token.targetGroup, targetGroupInputs(vpc.id, "api"));
  return { ...network, balancer, group };
}

/** What a target group is asked for. */
export function targetGroupInputs(vpcId: string, name: string): Values {
  return { name, port: 8080, protocol: "HTTP", targetType: "ip", vpcId };
}

/** What a listener that answers 404 is asked for. */
export function listenerInputs(balancer: Resource, more: Values = {}): Values {
  return { loadBalancerArn: balancer.outputs.arn, port: 80, protocol: "HTTP", defaultActions: [notFound], ...more };
}

export const notFound = { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } };

/** A balanced network with a listener that answers 404. */
export function listening() {
  const all = balanced();
  return { ...all, listener: all.cloud.make(token.listener, listenerInputs(all.balancer)) };
}

/** The zone of example.com. */
export const zone = { id: "Z0123456789ABC", name: "example.com" };

/** An account whose world has the zone of example.com, with a certificate for it. */
export function certified(domainName = "app.example.com") {
  const cloud = new Cloud({ zones: [zone] });
  const certificate = cloud.make(token.certificate, { domainName, validationMethod: "DNS" });
  return { cloud, certificate };
}

/** What the first validation record of a certificate is asked for. */
export function validationInputs(certificate: Resource): Values {
  const [option] = certificate.outputs.domainValidationOptions as [Record<string, string>];
  return {
    zoneId: zone.id,
    name: option.resourceRecordName,
    type: "CNAME",
    records: [option.resourceRecordValue],
    ttl: 60,
  };
}
