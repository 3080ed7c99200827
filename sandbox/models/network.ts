import type { Account } from "../account.ts";
import type { Model, Values } from "../model.ts";
import { contains } from "./address-block.ts";
import { endpointService, vpcEndpoint } from "./endpoints.ts";
import { flowLog } from "./flow-log.ts";
import { eip, internetGateway } from "./gateways.ts";
import { natGateway } from "./nat-gateway.ts";
import { routesOf, routeTableAssociation } from "./route-table-association.ts";
import { route, routeTable } from "./routes.ts";
import { defaultSecurityGroup } from "./security-groups.ts";
import { subnet } from "./subnet.ts";
import { token } from "./tokens.ts";
import { num, str, texts } from "./values.ts";
import { vpc } from "./vpc.ts";

const HTTPS = 443;

/** What lies between a subnet and the services of AWS. */
export type Egress = "nat" | "internet" | { readonly endpoints: readonly string[] };

/**
 * How something in a subnet reaches the outside: through a NAT gateway, straight through the internet gateway (which
 * needs a public address), or not at all but for the endpoints that are named (`ecr.api`, `s3` …).
 */
export function egressOf(subnetId: string, account: Account): Egress {
  const { tableId, routes } = routesOf(subnetId, account);
  const out = routes.find((one) => one.destinationCidrBlock === "0.0.0.0/0") ?? {};
  if (account.get(token.natGateway, str(out, "natGatewayId") ?? "")) {
    return "nat";
  }
  if (account.get(token.internetGateway, str(out, "gatewayId") ?? "")) {
    return "internet";
  }
  const { vpcId, cidrBlock } = account.get(token.subnet, subnetId)?.outputs ?? {};
  const endpoints = account
    .all(token.vpcEndpoint)
    .map(({ outputs }) => outputs)
    .filter((outputs) => outputs.vpcId === vpcId)
    // An interface endpoint answers in the whole VPC by its private name; a gateway endpoint through a route.
    .filter((outputs) =>
      outputs.vpcEndpointType === "Interface"
        ? answersFrom(String(cidrBlock), outputs, account)
        : texts(outputs, "routeTableIds").includes(tableId),
    )
    .map((outputs) => endpointService(str(outputs, "serviceName") ?? "", str(outputs, "region") ?? "") ?? "");
  return { endpoints: [...new Set(endpoints)].sort() };
}

/**
 * Whether an interface endpoint answers in a block of addresses: it has an address itself, stands behind the service's
 * own name, and its security group lets the block in.
 */
function answersFrom(block: string, endpoint: Values, account: Account): boolean {
  const groups = texts(endpoint, "securityGroupIds");
  const letsIn = account
    .all(token.ingressRule)
    .map(({ outputs }) => outputs)
    .filter(({ securityGroupId }) => groups.includes(String(securityGroupId)))
    .filter(
      (rule) =>
        rule.ipProtocol === "-1" || ((num(rule, "fromPort") ?? 0) <= HTTPS && (num(rule, "toPort") ?? 0) >= HTTPS),
    )
    .some((rule) => rule.cidrIpv4 === undefined || contains(String(rule.cidrIpv4), block));
  return letsIn && endpoint.privateDnsEnabled === true && texts(endpoint, "subnetIds").length > 0;
}

/** The network of an account. */
export const models: readonly Model[] = [
  vpc,
  subnet,
  internetGateway,
  eip,
  natGateway,
  routeTable,
  route,
  routeTableAssociation,
  vpcEndpoint,
  flowLog,
  defaultSecurityGroup,
];
