import { token } from "../../../sandbox/models/tokens.ts";
import { breaks, passes } from "./cases.ts";
import { foreignNetwork, publicNetwork } from "./fixtures.ts";

const s3 = "com.amazonaws.eu-north-1.s3";

const endpoint = (more: object) => () => {
  const { cloud, vpc, table } = publicNetwork();
  const inputs = { vpcId: vpc.id, serviceName: s3, routeTableIds: [table.id], ...more };
  return cloud.creating(token.vpcEndpoint, inputs);
};

const inside = (more: object) => () => {
  const { cloud, vpc, subnets } = publicNetwork();
  const group = cloud.make(token.securityGroup, { vpcId: vpc.id, name: "endpoints" });
  return cloud.creating(token.vpcEndpoint, {
    vpcId: vpc.id,
    serviceName: "com.amazonaws.eu-north-1.ecr.api",
    vpcEndpointType: "Interface",
    subnetIds: [subnets[0].id],
    securityGroupIds: [group.id],
    ...more,
  });
};

describe("the sandbox's VPC endpoint", () => {
  breaks("vpc-endpoint-vpc-exists", "a VPC of nowhere", endpoint({ vpcId: "vpc-0" }), "InvalidVpcId.NotFound");
  passes("vpc-endpoint-vpc-exists", "a VPC of the account", endpoint({}));
  breaks("vpc-endpoint-tables-exist", "a table of nowhere", endpoint({ routeTableIds: ["rtb-0"] }), "NotFound");
  passes("vpc-endpoint-tables-exist", "a table of the account", endpoint({}));
  breaks("vpc-endpoint-subnets-exist", "a subnet of nowhere", inside({ subnetIds: ["subnet-0"] }), "NotFound");
  passes("vpc-endpoint-subnets-exist", "a subnet of the account", inside({}));
  breaks("vpc-endpoint-groups-exist", "a group of nowhere", inside({ securityGroupIds: ["sg-0"] }), "NotFound");
  passes("vpc-endpoint-groups-exist", "a group of the account", inside({}));

  breaks(
    "vpc-endpoint-service",
    "a service of another region",
    endpoint({ serviceName: "com.amazonaws.eu-west-1.s3" }),
    "InvalidServiceName",
  );
  breaks(
    "vpc-endpoint-service",
    "a gateway to a service that has only interfaces",
    endpoint({ serviceName: "com.amazonaws.eu-north-1.logs" }),
    "Gateway",
  );
  passes("vpc-endpoint-service", "an interface to a service that has one", inside({}));

  breaks(
    "vpc-endpoint-same-vpc",
    "a table of another VPC",
    () => {
      const { cloud, vpc } = publicNetwork();
      const { table } = foreignNetwork(cloud);
      return cloud.creating(token.vpcEndpoint, { vpcId: vpc.id, serviceName: s3, routeTableIds: [table.id] });
    },
    "same VPC",
  );
  passes("vpc-endpoint-same-vpc", "a table of its VPC", endpoint({}));

  breaks(
    "vpc-endpoint-once-per-table",
    "a second route to a service in one table",
    () => {
      const { cloud, vpc, table } = publicNetwork();
      const inputs = { vpcId: vpc.id, serviceName: s3, routeTableIds: [table.id] };
      cloud.make(token.vpcEndpoint, inputs);
      return cloud.creating(token.vpcEndpoint, inputs);
    },
    "RouteAlreadyExists",
  );
  passes("vpc-endpoint-once-per-table", "a first route to a service", endpoint({}));

  breaks(
    "vpc-endpoint-private-dns",
    "private names in a VPC without host names",
    () => {
      const { cloud } = publicNetwork();
      const { vpc } = foreignNetwork(cloud);
      return cloud.creating(token.vpcEndpoint, { vpcId: vpc.id, privateDnsEnabled: true });
    },
    "enableDnsHostnames",
  );
  passes("vpc-endpoint-private-dns", "private names in a VPC with host names", inside({ privateDnsEnabled: true }));

  const twice = (more: object) => () => {
    const { cloud, vpc, subnets } = publicNetwork();
    const inputs = {
      vpcId: vpc.id,
      serviceName: "com.amazonaws.eu-north-1.logs",
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: [subnets[0].id],
    };
    cloud.make(token.vpcEndpoint, inputs);
    return cloud.creating(token.vpcEndpoint, { ...inputs, ...more });
  };
  breaks("vpc-endpoint-one-name", "a second one behind a service's name", twice({}), "conflicting DNS domain");
  passes("vpc-endpoint-one-name", "a second one without the name", twice({ privateDnsEnabled: false }));

  const inZones =
    (...zones: readonly string[]) =>
    () => {
      const { cloud, vpc } = publicNetwork();
      const subnetIds = zones.map(
        (availabilityZone, at) =>
          cloud.make(token.subnet, { vpcId: vpc.id, cidrBlock: `10.0.${at + 4}.0/24`, availabilityZone }).id,
      );
      return cloud.creating(token.vpcEndpoint, { vpcId: vpc.id, vpcEndpointType: "Interface", subnetIds });
    };
  breaks("vpc-endpoint-zones", "two subnets of one zone", inZones("eu-north-1a", "eu-north-1a"), "DuplicateSubnets");
  passes("vpc-endpoint-zones", "a subnet in each zone", inZones("eu-north-1a", "eu-north-1b"));
});
