import type { Account } from "../account.ts";
import type { Model } from "../model.ts";
import { endpointService, vpcEndpoint } from "./endpoints.ts";
import { eip, internetGateway } from "./gateways.ts";
import { natGateway } from "./nat-gateway.ts";
import { routesOf, routeTableAssociation } from "./route-table-association.ts";
import { route, routeTable } from "./routes.ts";
import { defaultSecurityGroup } from "./security-groups.ts";
import { subnet } from "./subnet.ts";
import { str, texts } from "./support.ts";
import { token } from "./tokens.ts";
import { vpc } from "./vpc.ts";

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
  const vpcId = account.get(token.subnet, subnetId)?.outputs.vpcId;
  const endpoints = account
    .all(token.vpcEndpoint)
    .map(({ outputs }) => outputs)
    .filter((outputs) => outputs.vpcId === vpcId)
    // An interface endpoint answers in the whole VPC by its private name; a gateway endpoint through a route.
    .filter((outputs) =>
      outputs.vpcEndpointType === "Interface"
        ? outputs.privateDnsEnabled === true
        : texts(outputs, "routeTableIds").includes(tableId),
    )
    .map((outputs) => endpointService(str(outputs, "serviceName") ?? "", str(outputs, "region") ?? "") ?? "");
  return { endpoints: [...new Set(endpoints)].sort() };
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
  defaultSecurityGroup,
];
