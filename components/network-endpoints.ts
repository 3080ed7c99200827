import type { RouteTable } from "@pulumi/aws/ec2/routeTable.js";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { named } from "./network-subnets.ts";

export interface EndpointsArgs {
  readonly prefix: string;
  readonly accountId: string;
  readonly region: string;
  readonly cidr: string;
  /** For example `ecr.api`. */
  readonly endpoints: readonly string[];
}

/** Where tasks are. */
export interface Inside {
  readonly vpcId: pulumi.Output<string>;
  readonly subnetIds: readonly pulumi.Output<string>[];
  readonly tables: readonly RouteTable[];
}

type Child = { parent: pulumi.Resource };

/**
 * The ways from tasks to AWS that do not cross the internet: S3 always, and an interface in every zone for each
 * service of `args.endpoints`. What it returns must be there before a task starts.
 */
export function endpoints(name: string, args: EndpointsArgs, inside: Inside, child: Child): pulumi.Resource[] {
  const { vpcId } = inside;
  // Free, and image layers come from S3: without it every pull is paid for at the NAT gateway. It has AWS's own policy,
  // which allows everything: layers are in buckets of AWS, and an app may read public buckets of others.
  const s3 = new VpcEndpoint(
    `${name}-s3`,
    {
      vpcId,
      serviceName: serviceName(args, "s3"),
      vpcEndpointType: "Gateway",
      routeTableIds: inside.tables.map(({ id }) => id),
      tags: named(args, `${name}-s3`),
    },
    child,
  );
  if (!args.endpoints.length) {
    return [s3];
  }
  const { group, ready } = endpointFirewall(`${name}-endpoints`, args, vpcId, child);
  const interfaces = args.endpoints.map((service) => {
    const endpoint = `${name}-endpoint-${service}`;
    return new VpcEndpoint(
      endpoint,
      {
        vpcId,
        serviceName: serviceName(args, service),
        vpcEndpointType: "Interface",
        // The service's public name leads to the endpoint, so nobody has to be told of it.
        privateDnsEnabled: true,
        subnetIds: [...inside.subnetIds],
        securityGroupIds: [group.id],
        policy: ownAccountOnly(args.accountId),
        tags: named(args, endpoint),
      },
      child,
    );
  });
  return [s3, ...interfaces, ready];
}

function serviceName({ region }: EndpointsArgs, service: string): string {
  return `com.amazonaws.${region}.${service}`;
}

/** One group for all of them: whatever is in the VPC may ask, and they themselves go nowhere. */
function endpointFirewall(name: string, args: EndpointsArgs, vpcId: pulumi.Output<string>, child: Child) {
  const group = new SecurityGroup(
    name,
    {
      name: physicalName("securityGroup", args.prefix, name),
      description: "Endpoints of AWS services",
      vpcId,
      tags: named(args, name),
    },
    child,
  );
  const ready = new SecurityGroupIngressRule(
    `${name}-from-vpc`,
    { securityGroupId: group.id, ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: args.cidr },
    child,
  );
  return { group, ready };
}

/** With credentials of another account, which somebody has brought along, no data leaves through an endpoint. */
function ownAccountOnly(accountId: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: "*",
        Action: "*",
        Resource: "*",
        Condition: { StringEquals: { "aws:PrincipalAccount": accountId } },
      },
    ],
  });
}
