import { routeId } from "../../lib/route-id.ts";
import type { InAccount, Model, Rule, Values } from "../model.ts";
import { arn } from "./identifiers.ts";
import { exists, inUse, others, regionOf } from "./references.ts";
import { token } from "./tokens.ts";
import { str } from "./values.ts";

const api = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/";
const createRoute = `${api}API_CreateRoute.html`;
const destinations = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"];
const targets = [
  "carrierGatewayId",
  "coreNetworkArn",
  "egressOnlyGatewayId",
  "gatewayId",
  "localGatewayId",
  "natGatewayId",
  "networkInterfaceId",
  "odbNetworkArn",
  "transitGatewayId",
  "vpcEndpointId",
  "vpcPeeringConnectionId",
];
const modelledTargets = ["gatewayId", "natGatewayId"];

/** Where traffic of a subnet goes. */
export const routeTable: Model = {
  type: token.routeTable,
  identify: (_inputs, seed) => `rtb-${seed.hex(17)}`,
  outputs: (inputs, id, _seed, place) => ({
    arn: arn(place, "ec2", `route-table/${id}`),
    ownerId: place.accountId,
    propagatingVgws: inputs.propagatingVgws ?? [],
    region: regionOf(inputs, place),
    routes: inputs.routes ?? [],
  }),
  requires: [
    exists({
      id: "route-table-vpc-exists",
      input: "vpcId",
      type: token.vpc,
      noun: "VPC",
      code: "InvalidVpcID.NotFound",
      source: `${api}API_CreateRouteTable.html`,
    }),
    {
      id: "route-table-routes-apart",
      says: "The sandbox keeps routes as resources of their own, not as `routes` of the table.",
      source: "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/routetable/",
      refuse: ({ resource }) =>
        Array.isArray(resource.inputs.routes) && resource.inputs.routes.length > 0
          ? "routes inside a route table are not modelled: declare an aws.ec2.Route for each, or add them to sandbox/models/routes.ts"
          : undefined,
    },
  ],
  replaces: "as the specification says",
  blocksDelete: [
    inUse({
      id: "route-table-no-associations",
      noun: "route table",
      code: "DependencyViolation",
      source: `${api}API_DeleteRouteTable.html`,
      users: [{ type: token.routeTableAssociation, at: "routeTableId" }],
    }),
  ],
};

const oneEach: Rule<InAccount> = {
  id: "route-one-destination-and-target",
  says: "A route has exactly one destination and one target; the sandbox knows gateways and NAT gateways as targets.",
  source: createRoute,
  refuse({ resource: { inputs } }) {
    const given = (keys: readonly string[]) => keys.filter((key) => str(inputs, key) !== undefined);
    const [to, through] = [given(destinations), given(targets)];
    if (to.length !== 1) {
      return `MissingParameter: ${to.length} destinations (${to.join(", ")}): give exactly one of ${destinations.join(", ")}`;
    }
    const [target = ""] = through;
    if (through.length !== 1) {
      return `MissingParameter: ${through.length} targets (${through.join(", ")}): give exactly one of ${targets.join(", ")}`;
    }
    return modelledTargets.includes(target)
      ? undefined
      : `${target} is not modelled as a target: add it to sandbox/models/routes.ts, or use ${modelledTargets.join(" or ")}`;
  },
};

const oneRoutePerDestination: Rule<InAccount> = {
  id: "route-destination-once",
  says: "A route table has one route for a destination.",
  source: createRoute,
  refuse(subject) {
    const { inputs } = subject.resource;
    const clash = others(subject, token.route).find(
      ({ outputs }) => outputs.routeTableId === inputs.routeTableId && destinationOf(outputs) === destinationOf(inputs),
    );
    return clash === undefined
      ? undefined
      : `RouteAlreadyExists: the route identified by ${destinationOf(inputs)} already exists (${clash.id}): ` +
          "change that one, or delete it before this one is made";
  },
};

const sameNetwork: Rule<InAccount> = {
  id: "route-gateway-of-same-vpc",
  says: "The gateway of a route belongs to the VPC of the route table.",
  source: createRoute,
  refuse({ resource: { inputs }, account }) {
    const table = str(inputs, "routeTableId") ?? "";
    const vpcId = account.get(token.routeTable, table)?.outputs.vpcId;
    const gateway = account.get(token.internetGateway, str(inputs, "gatewayId") ?? "");
    const nat = account.get(token.natGateway, str(inputs, "natGatewayId") ?? "");
    const of = gateway ?? (nat && account.get(token.subnet, str(nat.outputs, "subnetId") ?? ""));
    return vpcId === undefined || of === undefined || of.outputs.vpcId === vpcId
      ? undefined
      : `InvalidParameterValue: route table ${table} and network gateway ${(gateway ?? nat)?.id} belong to different ` +
          "networks: take a gateway of the same VPC";
  },
};

/** One line of a route table. */
export const route: Model = {
  type: token.route,
  identify: (inputs) => routeId(str(inputs, "routeTableId") ?? "", destinationOf(inputs) ?? ""),
  outputs: (inputs, _id, _seed, place) => ({
    instanceId: "",
    instanceOwnerId: "",
    networkInterfaceId: "",
    origin: "CreateRoute",
    region: regionOf(inputs, place),
    state: "active",
  }),
  requires: [
    oneEach,
    target("route-table-exists", "routeTableId", token.routeTable, "route table", "InvalidRouteTableID.NotFound"),
    target(
      "route-gateway-exists",
      "gatewayId",
      token.internetGateway,
      "internet gateway",
      "InvalidInternetGatewayID.NotFound",
    ),
    target("route-nat-gateway-exists", "natGatewayId", token.natGateway, "NAT gateway", "InvalidNatGatewayID.NotFound"),
    sameNetwork,
    oneRoutePerDestination,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "AWS deletes a route at any time: nothing refers to one" },
};

function destinationOf(values: Values): string | undefined {
  return destinations.map((key) => str(values, key)).find((destination) => destination !== undefined);
}

function target(id: string, input: string, type: string, noun: string, code: string): Rule<InAccount> {
  return exists({ id, input, type, noun, code, source: createRoute });
}
