import assert from "node:assert/strict";
import { egressOf } from "../../../sandbox/models/network.ts";
import { modelOf } from "../../../sandbox/models/registry.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";
import { balancerInputs, foreignNetwork, networkWithNat, publicNetwork } from "./fixtures.ts";

describe("the sandbox's VPC", () => {
  breaks("vpc-block", "a block that is larger than AWS allows", { cidrBlock: "10.0.0.0/15" }, "InvalidVpc.Range");
  passes("vpc-block", "the largest block", { cidrBlock: "10.0.0.0/16" });

  const fiveVpcs = (count: number) => () => {
    const cloud = new Cloud();
    for (let n = 0; n < count; n += 1) {
      cloud.given(token.vpc, { cidrBlock: "10.0.0.0/16" });
    }
    return cloud.creating(token.vpc, { cidrBlock: "10.0.0.0/16" });
  };
  breaks("vpc-quota", "a sixth VPC in a region", fiveVpcs(5), "VpcLimitExceeded");
  passes("vpc-quota", "a fifth VPC in a region", fiveVpcs(4));

  breaks(
    "vpc-is-empty",
    "to be deleted with subnets in it",
    () => {
      const { cloud, vpc } = publicNetwork();
      return cloud.deleting(vpc);
    },
    "DependencyViolation",
  );
  passes("vpc-is-empty", "to be deleted when only its default group is left", () => {
    const cloud = new Cloud();
    const vpc = cloud.make(token.vpc, { cidrBlock: "10.0.0.0/16" });
    cloud.make(token.defaultSecurityGroup, { vpcId: vpc.id, ingress: [], egress: [] });
    return cloud.deleting(vpc);
  });

  it("is replaced when it moves to hardware of its own, and not when it leaves it", () => {
    const replaces = modelOf(token.vpc)?.replacesWhen;
    assert.deepEqual(replaces?.({}, { instanceTenancy: "dedicated" }), ["instanceTenancy"]);
    assert.deepEqual(replaces?.({ instanceTenancy: "dedicated" }, { instanceTenancy: "default" }), []);
  });

  it("has the ids and ARN that AWS gives, so that outputs look right", () => {
    const { vpc } = publicNetwork();
    assert.match(vpc.id, /^vpc-[0-9a-f]{17}$/);
    assert.equal(vpc.outputs.arn, `arn:aws:ec2:eu-north-1:111111111111:vpc/${vpc.id}`);
    assert.match(String(vpc.outputs.defaultSecurityGroupId), /^sg-[0-9a-f]{17}$/);
  });
});

describe("the sandbox's subnet", () => {
  breaks("subnet-block", "a block with bits after its prefix", { cidrBlock: "10.0.0.1/24" }, "InvalidSubnet.Range");
  passes("subnet-block", "a block with a network address", { cidrBlock: "10.0.0.0/24" });

  const subnet = (more: object) => () => {
    const { cloud, vpc } = publicNetwork();
    const inputs = { vpcId: vpc.id, cidrBlock: "10.0.2.0/24", availabilityZone: "eu-north-1c", ...more };
    return cloud.creating(token.subnet, inputs);
  };
  breaks("subnet-vpc-exists", "a VPC of nowhere", subnet({ vpcId: "vpc-0" }), "InvalidVpcID.NotFound");
  passes("subnet-vpc-exists", "a VPC of the account", subnet({}));
  breaks("subnet-inside-vpc", "a block outside the VPC", subnet({ cidrBlock: "10.1.0.0/24" }), "10.0.0.0/16");
  passes("subnet-inside-vpc", "a block inside the VPC", subnet({}));
  breaks("subnet-no-overlap", "a block of another subnet", subnet({ cidrBlock: "10.0.0.128/25" }), "Conflict");
  passes("subnet-no-overlap", "a free block", subnet({}));
  breaks(
    "subnet-zone-of-region",
    "a zone of another region",
    subnet({ availabilityZone: "eu-west-1a" }),
    "eu-north-1a",
  );
  passes("subnet-zone-of-region", "a zone of the region", subnet({}));

  breaks(
    "subnet-is-empty",
    "to be deleted with a NAT gateway in it",
    () => {
      const { cloud, subnets } = networkWithNat();
      return cloud.deleting(subnets[0]);
    },
    "nat-",
  );
  breaks(
    "subnet-is-empty",
    "to be deleted with a database in its subnet group",
    () => {
      const { cloud, subnets } = publicNetwork();
      const subnetIds = subnets.map(({ id }) => id);
      cloud.account.put({
        type: token.databaseSubnetGroup,
        id: "data",
        inputs: {},
        outputs: { name: "data", subnetIds },
      });
      cloud.account.put({ type: token.instance, id: "db-1", inputs: {}, outputs: { dbSubnetGroupName: "data" } });
      return cloud.deleting(subnets[1]);
    },
    "db-1",
  );
  passes("subnet-is-empty", "to be deleted when nothing has an interface in it", () => {
    const { cloud, subnets } = publicNetwork();
    return cloud.deleting(subnets[0]);
  });

  it("has the zone's id as AWS writes it", () => {
    assert.equal(publicNetwork().subnets[1].outputs.availabilityZoneId, "eun1-az2");
  });
});

describe("the sandbox's internet gateway", () => {
  const gateway = (more: object) => () => {
    const cloud = new Cloud();
    const vpc = cloud.make(token.vpc, { cidrBlock: "10.0.0.0/16" });
    return cloud.creating(token.internetGateway, { vpcId: vpc.id, ...more });
  };
  breaks("internet-gateway-vpc-exists", "a VPC of nowhere", gateway({ vpcId: "vpc-0" }), "InvalidVpcID.NotFound");
  passes("internet-gateway-vpc-exists", "a VPC of the account", gateway({}));
  breaks(
    "internet-gateway-one-per-vpc",
    "to be the second of a VPC",
    () => {
      const { cloud, vpc } = publicNetwork();
      return cloud.creating(token.internetGateway, { vpcId: vpc.id });
    },
    "already has",
  );
  passes("internet-gateway-one-per-vpc", "to be the first of a VPC", gateway({}));

  breaks(
    "internet-gateway-no-mapped-addresses",
    "to be detached under a NAT gateway",
    () => {
      const { cloud, gateway: attached } = networkWithNat();
      return cloud.deleting(attached);
    },
    "nat-",
  );
  breaks(
    "internet-gateway-no-mapped-addresses",
    "to be detached under a load balancer that faces the internet",
    () => {
      const network = publicNetwork();
      network.cloud.make(token.loadBalancer, balancerInputs(network));
      return network.cloud.deleting(network.gateway);
    },
    "loadbalancer/app/shop",
  );
  passes("internet-gateway-no-mapped-addresses", "to be detached when nothing public is left", () => {
    const network = publicNetwork();
    network.cloud.make(token.loadBalancer, balancerInputs(network, { internal: true }));
    return network.cloud.deleting(network.gateway);
  });
});

describe("the sandbox's Elastic IP address", () => {
  const addresses = (count: number) => () => {
    const cloud = new Cloud();
    for (let n = 0; n < count; n += 1) {
      cloud.given(token.eip, { domain: "vpc" });
    }
    return cloud.creating(token.eip, { domain: "vpc" });
  };
  breaks("eip-quota", "a sixth address in a region", addresses(5), "AddressLimitExceeded");
  passes("eip-quota", "a fifth address in a region", addresses(4));
  breaks(
    "eip-not-in-use",
    "to be released under its NAT gateway",
    () => {
      const { cloud, address } = networkWithNat();
      return cloud.deleting(address);
    },
    "InvalidIPAddress.InUse",
  );
  passes("eip-not-in-use", "to be released after its NAT gateway", () => {
    const { cloud, address, nat } = networkWithNat();
    cloud.delete(nat);
    return cloud.deleting(address);
  });

  it("is the address that its NAT gateway shows", () => {
    const { address, nat } = networkWithNat();
    assert.equal(nat.outputs.publicIp, address.outputs.publicIp);
  });
});

describe("the sandbox's NAT gateway", () => {
  const nat = (more: object) => () => {
    const { cloud, subnets } = publicNetwork();
    const address = cloud.make(token.eip, { domain: "vpc" });
    return cloud.creating(token.natGateway, { subnetId: subnets[0].id, allocationId: address.id, ...more });
  };
  breaks("nat-gateway-zonal", "a regional one, which it does not know", nat({ availabilityMode: "regional" }), "zonal");
  breaks("nat-gateway-zonal", "a public one without an address", nat({ allocationId: "" }), "allocationId is missing");
  passes("nat-gateway-zonal", "a subnet and an address", nat({}));
  breaks("nat-gateway-subnet-exists", "a subnet of nowhere", nat({ subnetId: "subnet-0" }), "InvalidSubnetID.NotFound");
  passes("nat-gateway-subnet-exists", "a subnet of the account", nat({}));
  breaks("nat-gateway-address-exists", "an address of nowhere", nat({ allocationId: "eipalloc-0" }), "NotFound");
  passes("nat-gateway-address-exists", "an address of the account", nat({}));
  breaks(
    "nat-gateway-address-free",
    "an address that another one has",
    () => {
      const { cloud, subnets, address } = networkWithNat();
      return cloud.creating(token.natGateway, { subnetId: subnets[1].id, allocationId: address.id });
    },
    "Resource.AlreadyAssociated",
  );
  passes("nat-gateway-address-free", "an address of its own", nat({}));
  breaks(
    "nat-gateway-internet",
    "a VPC without internet gateway",
    () => {
      const { cloud, subnets, gateway } = publicNetwork();
      cloud.account.remove(gateway.type, gateway.id);
      return cloud.creating(token.natGateway, { subnetId: subnets[0].id });
    },
    "Gateway.NotAttached",
  );
  passes("nat-gateway-internet", "a VPC with an internet gateway", nat({}));
});

describe("the sandbox's route table", () => {
  const table = (more: object) => () => {
    const { cloud, vpc } = publicNetwork();
    return cloud.creating(token.routeTable, { vpcId: vpc.id, ...more });
  };
  breaks("route-table-vpc-exists", "a VPC of nowhere", table({ vpcId: "vpc-0" }), "InvalidVpcID.NotFound");
  passes("route-table-vpc-exists", "a VPC of the account", table({}));
  breaks("route-table-routes-apart", "routes inside the table", table({ routes: [{}] }), "aws.ec2.Route");
  passes("route-table-routes-apart", "a table without routes of its own", table({ routes: [] }));
  breaks(
    "route-table-no-associations",
    "to be deleted while subnets use it",
    () => {
      const { cloud, table: used } = publicNetwork();
      return cloud.deleting(used);
    },
    "DependencyViolation",
  );
  passes("route-table-no-associations", "to be deleted when no subnet uses it", () => {
    const { cloud, vpc } = publicNetwork();
    return cloud.deleting(cloud.make(token.routeTable, { vpcId: vpc.id }));
  });
});

describe("the sandbox's route", () => {
  const route = (more: object) => () => {
    const { cloud, vpc, gateway } = publicNetwork();
    const table = cloud.make(token.routeTable, { vpcId: vpc.id });
    const inputs = { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id, ...more };
    return cloud.creating(token.route, inputs);
  };
  breaks("route-one-destination-and-target", "two targets", route({ natGatewayId: "nat-1" }), "2 targets");
  breaks("route-one-destination-and-target", "no destination", route({ destinationCidrBlock: "" }), "0 destinations");
  breaks(
    "route-one-destination-and-target",
    "a target that it does not know",
    route({ gatewayId: "", transitGatewayId: "tgw-1" }),
    "not modelled",
  );
  passes("route-one-destination-and-target", "one destination and one target", route({}));
  breaks("route-table-exists", "a table of nowhere", route({ routeTableId: "rtb-0" }), "InvalidRouteTableID.NotFound");
  passes("route-table-exists", "a table of the account", route({}));
  breaks("route-gateway-exists", "a gateway of nowhere", route({ gatewayId: "igw-0" }), "NotFound");
  passes("route-gateway-exists", "a gateway of the account", route({}));
  breaks("route-nat-gateway-exists", "a NAT gateway of nowhere", route({ natGatewayId: "nat-0" }), "NotFound");
  passes("route-nat-gateway-exists", "a NAT gateway of the account", () => {
    const { cloud, table, nat } = networkWithNat();
    return cloud.creating(token.route, { routeTableId: table.id, natGatewayId: nat.id });
  });
  breaks(
    "route-gateway-of-same-vpc",
    "a gateway of another VPC",
    () => {
      const { cloud, table } = publicNetwork();
      return cloud.creating(token.route, { routeTableId: table.id, gatewayId: foreignNetwork(cloud).gateway.id });
    },
    "different networks",
  );
  passes("route-gateway-of-same-vpc", "a gateway of its VPC", route({}));
  breaks(
    "route-destination-once",
    "a destination that the table has",
    () => {
      const { cloud, table, gateway } = publicNetwork();
      const inputs = { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id };
      return cloud.creating(token.route, inputs);
    },
    "RouteAlreadyExists",
  );
  passes("route-destination-once", "a destination that is new to the table", route({}));

  it("has the id that the provider makes of table and destination", () => {
    const { cloud, table } = publicNetwork();
    const [route] = cloud.account.all(token.route);
    // crc32("0.0.0.0/0")
    assert.equal(route?.id, `r-${table.id}1080289494`);
  });
});

describe("the sandbox's route table association", () => {
  const association = (more: object) => () => {
    const { cloud, vpc, table } = publicNetwork();
    const subnet = cloud.make(token.subnet, { vpcId: vpc.id, cidrBlock: "10.0.2.0/24" });
    return cloud.creating(token.routeTableAssociation, { subnetId: subnet.id, routeTableId: table.id, ...more });
  };
  breaks(
    "route-table-association-table-exists",
    "a table of nowhere",
    association({ routeTableId: "rtb-0" }),
    "InvalidRouteTableID.NotFound",
  );
  passes("route-table-association-table-exists", "a table of the account", association({}));
  breaks(
    "route-table-association-subnet-exists",
    "a subnet of nowhere",
    association({ subnetId: "subnet-0" }),
    "InvalidSubnetID.NotFound",
  );
  passes("route-table-association-subnet-exists", "a subnet of the account", association({}));
  breaks(
    "route-table-association-same-vpc",
    "a subnet of another VPC",
    () => {
      const { cloud, table } = publicNetwork();
      const { subnet } = foreignNetwork(cloud);
      return cloud.creating(token.routeTableAssociation, { subnetId: subnet.id, routeTableId: table.id });
    },
    "different networks",
  );
  passes("route-table-association-same-vpc", "a subnet of its VPC", association({}));
  breaks(
    "route-table-association-once",
    "a subnet that has a table",
    () => {
      const { cloud, table, subnets } = publicNetwork();
      return cloud.creating(token.routeTableAssociation, { subnetId: subnets[0].id, routeTableId: table.id });
    },
    "Resource.AlreadyAssociated",
  );
  passes("route-table-association-once", "a subnet without a table", association({}));
});

describe("the way out of a subnet", () => {
  it("is the internet where the route leads to the internet gateway", () => {
    const { cloud, subnets } = publicNetwork();
    assert.equal(egressOf(subnets[0].id, cloud.account), "internet");
  });

  it("is the NAT gateway where the route leads to one", () => {
    const { cloud, vpc, nat } = networkWithNat();
    const subnet = cloud.make(token.subnet, { vpcId: vpc.id, cidrBlock: "10.0.2.0/24" });
    const table = cloud.make(token.routeTable, { vpcId: vpc.id });
    cloud.make(token.routeTableAssociation, { subnetId: subnet.id, routeTableId: table.id });
    const out = { destinationCidrBlock: "0.0.0.0/0", natGatewayId: nat.id };
    cloud.make(token.route, { routeTableId: table.id, ...out });
    assert.equal(egressOf(subnet.id, cloud.account), "nat");
  });

  const closed = (ingress: object | undefined, endpoint: object = {}) => {
    const { cloud, vpc } = publicNetwork();
    const subnet = cloud.make(token.subnet, { vpcId: vpc.id, cidrBlock: "10.0.2.0/24" });
    const table = cloud.make(token.routeTable, { vpcId: vpc.id });
    cloud.make(token.routeTableAssociation, { subnetId: subnet.id, routeTableId: table.id });
    const group = cloud.make(token.securityGroup, { vpcId: vpc.id, name: "endpoints" });
    if (ingress) {
      const rule = { securityGroupId: group.id, ipProtocol: "tcp", fromPort: 443, toPort: 443, ...ingress };
      cloud.make(token.ingressRule, rule);
    }
    const inVpc = { vpcId: vpc.id };
    cloud.make(token.vpcEndpoint, { ...inVpc, serviceName: "com.amazonaws.eu-north-1.s3", routeTableIds: [table.id] });
    cloud.make(token.vpcEndpoint, {
      ...inVpc,
      serviceName: "com.amazonaws.eu-north-1.ecr.api",
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: [subnet.id],
      securityGroupIds: [group.id],
      ...endpoint,
    });
    return egressOf(subnet.id, cloud.account);
  };

  it("is no more than the endpoints where there is no route", () => {
    assert.deepEqual(closed({ cidrIpv4: "10.0.0.0/16" }), { endpoints: ["ecr.api", "s3"] });
  });

  it("is no endpoint that has no address, is behind another name, or does not let the subnet in", () => {
    const only = { endpoints: ["s3"] };
    assert.deepEqual(closed({ cidrIpv4: "10.0.0.0/16" }, { subnetIds: [] }), only);
    assert.deepEqual(closed({ cidrIpv4: "10.0.0.0/16" }, { privateDnsEnabled: false }), only);
    assert.deepEqual(closed({ cidrIpv4: "10.0.0.0/23" }), only);
    assert.deepEqual(closed({ cidrIpv4: "10.0.0.0/16", fromPort: 80, toPort: 80 }), only);
    assert.deepEqual(closed(undefined), only);
  });

  it("is nothing for a subnet that is left to the main route table", () => {
    const { cloud, vpc } = publicNetwork();
    const subnet = cloud.make(token.subnet, { vpcId: vpc.id, cidrBlock: "10.0.2.0/24" });
    assert.deepEqual(egressOf(subnet.id, cloud.account), { endpoints: [] });
  });
});
