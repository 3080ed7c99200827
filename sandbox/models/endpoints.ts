import type { InAccount, Model, Rule } from "../model.ts";
import { arn, derivedHex } from "./identifiers.ts";
import { exists, others, regionOf } from "./references.ts";
import { token } from "./tokens.ts";
import { bool, str, texts } from "./values.ts";

const api = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html";
const services = "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html";

/** Services that the sandbox knows, by the kind of endpoint that they have. */
const gatewayServices = ["s3", "dynamodb"];
const interfaceServices = [
  "backup",
  "ecr.api",
  "ecr.dkr",
  "ecs",
  "ecs-agent",
  "ecs-telemetry",
  "elasticfilesystem",
  "kms",
  "logs",
  "monitoring",
  "rds",
  "s3",
  "secretsmanager",
  "sns",
  "sqs",
  "ssm",
  "ssmmessages",
  "sts",
];

/** `ecr.api` of `com.amazonaws.eu-north-1.ecr.api`; undefined for another region or a strange name. */
export function endpointService(serviceName: string, region: string): string | undefined {
  const before = `com.amazonaws.${region}.`;
  return serviceName.startsWith(before) ? serviceName.slice(before.length) : undefined;
}

const knownService: Rule<InAccount> = {
  id: "vpc-endpoint-service",
  says: "`serviceName` is `com.amazonaws.<region>.<service>` of this region and has an endpoint of this type.",
  source: services,
  refuse({ resource: { inputs }, place }) {
    const region = regionOf(inputs, place);
    const name = str(inputs, "serviceName") ?? "";
    const kind = str(inputs, "vpcEndpointType") ?? "Gateway";
    const known = kind === "Interface" ? interfaceServices : gatewayServices;
    return known.includes(endpointService(name, region) ?? "")
      ? undefined
      : `InvalidServiceName: serviceName "${name}" does not exist as ${kind} in ${region}: ` +
          `use com.amazonaws.${region}.<${known.join("|")}>, or add the service to sandbox/models/endpoints.ts`;
  },
};

const oneGatewayPerTable: Rule<InAccount> = {
  id: "vpc-endpoint-once-per-table",
  says: "A route table has one gateway endpoint for a service.",
  source: "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
  refuse(subject) {
    const { inputs } = subject.resource;
    const tables = texts(inputs, "routeTableIds");
    const clash = others(subject, token.vpcEndpoint).find(
      ({ outputs }) =>
        outputs.serviceName === inputs.serviceName &&
        texts(outputs, "routeTableIds").some((table) => tables.includes(table)),
    );
    return clash === undefined
      ? undefined
      : `RouteAlreadyExists: ${clash.id} routes ${inputs.serviceName} in one of these tables already: use that one`;
  },
};

const ownTables: Rule<InAccount> = {
  id: "vpc-endpoint-same-vpc",
  says: "Route tables, subnets and security groups of an endpoint belong to its VPC.",
  source: api,
  refuse({ resource: { inputs }, account }) {
    const foreign = [
      { type: token.routeTable, ids: texts(inputs, "routeTableIds") },
      { type: token.subnet, ids: texts(inputs, "subnetIds") },
      { type: token.securityGroup, ids: texts(inputs, "securityGroupIds") },
    ]
      .flatMap(({ type, ids }) => ids.map((id) => account.get(type, id)))
      .find((one) => one && one.outputs.vpcId !== inputs.vpcId);
    return foreign === undefined
      ? undefined
      : `InvalidParameter: ${foreign.id} belongs to ${foreign.outputs.vpcId} and not to ${inputs.vpcId}: ` +
          "take one of the same VPC";
  },
};

const privateNames: Rule<InAccount> = {
  id: "vpc-endpoint-private-dns",
  says: "Private DNS of an endpoint needs `enableDnsSupport` and `enableDnsHostnames` of the VPC.",
  source: "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
  refuse({ resource: { inputs }, account }) {
    const vpc = account.get(token.vpc, str(inputs, "vpcId") ?? "")?.outputs;
    return bool(inputs, "privateDnsEnabled") !== true ||
      vpc === undefined ||
      (bool(vpc, "enableDnsSupport") && bool(vpc, "enableDnsHostnames"))
      ? undefined
      : `InvalidParameter: enabling private DNS requires both enableDnsSupport and enableDnsHostnames of ` +
          `${inputs.vpcId}: set both to true`;
  },
};

const oneName: Rule<InAccount> = {
  id: "vpc-endpoint-one-name",
  says: "One endpoint of a VPC stands behind the private name of a service.",
  source: "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
  refuse(subject) {
    const { inputs } = subject.resource;
    const clash = others(subject, token.vpcEndpoint).find(
      ({ outputs }) =>
        inputs.privateDnsEnabled === true &&
        outputs.privateDnsEnabled === true &&
        outputs.vpcId === inputs.vpcId &&
        outputs.serviceName === inputs.serviceName,
    );
    return clash === undefined
      ? undefined
      : `InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${inputs.serviceName} ` +
          `in the VPC ${inputs.vpcId}: ${clash.id} has it, so use that one`;
  },
};

const oneSubnetPerZone: Rule<InAccount> = {
  id: "vpc-endpoint-zones",
  says: "An interface endpoint has at most one subnet in a zone.",
  source: api,
  refuse({ resource: { inputs }, account }) {
    const zones = texts(inputs, "subnetIds").map((id) => account.get(token.subnet, id)?.outputs.availabilityZone);
    const twice = zones.find((zone, at) => zone !== undefined && zones.indexOf(zone) !== at);
    return twice === undefined
      ? undefined
      : `DuplicateSubnetsInSameZone: Found another VPC endpoint subnet in the availability zone ${twice}: take one subnet in each zone`;
  },
};

function reference(id: string, input: string, type: string, noun: string, code: string): Rule<InAccount> {
  return exists({ id, input, type, noun, code, source: api });
}

/** A way from a VPC to an AWS service that does not cross the internet. */
export const vpcEndpoint: Model = {
  type: token.vpcEndpoint,
  defaults: { vpcEndpointType: "Gateway", privateDnsEnabled: false },
  identify: (_inputs, seed) => `vpce-${seed.hex(17)}`,
  outputs(inputs, id, seed, place) {
    const region = regionOf(inputs, place);
    const service = endpointService(str(inputs, "serviceName") ?? "", region) ?? "";
    const isInterface = inputs.vpcEndpointType === "Interface";
    const dnsName = `${id}-${seed.hex(8, "dns")}.${service}.${region}.vpce.amazonaws.com`;
    return {
      arn: arn(place, "ec2", `vpc-endpoint/${id}`),
      cidrBlocks: [],
      dnsEntries: isInterface ? [{ dnsName, hostedZoneId: `Z${derivedHex(region, 13).toUpperCase()}` }] : [],
      networkInterfaceIds: texts(inputs, "subnetIds").map((subnetId) => `eni-${derivedHex(`${id} ${subnetId}`, 17)}`),
      ownerId: place.accountId,
      policy: inputs.policy ?? '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}',
      prefixListId: isInterface ? "" : `pl-${derivedHex(`${region} ${service}`, 8)}`,
      region,
      requesterManaged: false,
      routeTableIds: texts(inputs, "routeTableIds"),
      securityGroupIds: texts(inputs, "securityGroupIds"),
      serviceRegion: region,
      state: "available",
      subnetIds: texts(inputs, "subnetIds"),
    };
  },
  requires: [
    reference("vpc-endpoint-vpc-exists", "vpcId", token.vpc, "VPC", "InvalidVpcId.NotFound"),
    reference(
      "vpc-endpoint-tables-exist",
      "routeTableIds",
      token.routeTable,
      "route table",
      "InvalidRouteTableId.NotFound",
    ),
    reference("vpc-endpoint-subnets-exist", "subnetIds", token.subnet, "subnet", "InvalidSubnetId.NotFound"),
    reference(
      "vpc-endpoint-groups-exist",
      "securityGroupIds",
      token.securityGroup,
      "security group",
      "InvalidSecurityGroupId.NotFound",
    ),
    knownService,
    ownTables,
    oneGatewayPerTable,
    privateNames,
    oneName,
    oneSubnetPerZone,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "AWS deletes an endpoint at any time, together with its routes and interfaces" },
};
