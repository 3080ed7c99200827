import assert from "node:assert/strict";
import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateFlowLogsCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DeleteNatGatewayCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  type ResourceType,
} from "@aws-sdk/client-ec2";
import { awsCloud } from "../../cloud/aws.ts";
import { type Asked, askAs, tagOf } from "./ask.ts";
import { describeOnMoto } from "./on-moto.ts";

describeOnMoto("a part of a network on AWS (moto)", (moto) => {
  let ec2: EC2Client;
  let vpcId = "";
  let subnetId = "";
  let gatewayId = "";
  let routeTableId = "";
  let find: Asked;

  const tags = (type: ResourceType, name: string) => ({
    TagSpecifications: [{ ResourceType: type, Tags: [tagOf(name)] }],
  });

  before(async () => {
    ec2 = new EC2Client(moto.client);
    find = askAs(awsCloud(moto.place));
    const vpc = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16", ...tags("vpc", "Vpc/net") }));
    vpcId = vpc.Vpc?.VpcId ?? "";
    const subnet = { VpcId: vpcId, CidrBlock: "10.0.1.0/24", ...tags("subnet", "Subnet/net-a") };
    subnetId = (await ec2.send(new CreateSubnetCommand(subnet))).Subnet?.SubnetId ?? "";
    const gateway = await ec2.send(new CreateInternetGatewayCommand(tags("internet-gateway", "InternetGateway/net")));
    gatewayId = gateway.InternetGateway?.InternetGatewayId ?? "";
    const table = await ec2.send(
      new CreateRouteTableCommand({ VpcId: vpcId, ...tags("route-table", "RouteTable/net") }),
    );
    routeTableId = table.RouteTable?.RouteTableId ?? "";
  });

  it("without a name is found by its tag", async () => {
    assert.equal(await find("aws:ec2/vpc:Vpc", {}, "Vpc/net"), vpcId);
    assert.equal(await find("aws:ec2/subnet:Subnet", {}, "Subnet/net-a"), subnetId);
    assert.equal(await find("aws:ec2/internetGateway:InternetGateway", {}, "InternetGateway/net"), gatewayId);
    assert.equal(await find("aws:ec2/routeTable:RouteTable", {}, "RouteTable/net"), routeTableId);
  });

  it("that was never made is not found, and nothing else is taken for it", async () => {
    assert.equal(await find("aws:ec2/vpc:Vpc", {}, "Vpc/other"), undefined);
    assert.equal(await find("aws:ec2/vpc:Vpc", {}), undefined);
    assert.equal(await find("aws:ec2/subnet:Subnet", {}, "Vpc/net"), undefined);
  });

  it("that the state holds already is not the one that is being made beside it", async () => {
    const twin = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.1.0.0/16", ...tags("vpc", "Vpc/twins") }));
    const old = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.2.0.0/16", ...tags("vpc", "Vpc/twins") }));
    const oldId = old.Vpc?.VpcId ?? "";
    assert.equal(await find("aws:ec2/vpc:Vpc", {}, "Vpc/twins", [oldId]), twin.Vpc?.VpcId);
    await assert.rejects(
      find("aws:ec2/vpc:Vpc", {}, "Vpc/twins"),
      /^Error: aws:ec2\/vpc:Vpc with the tag slipway:resource=staging\/Vpc\/twins is there 2 times \(vpc-\w+, vpc-\w+\): import the right one with "pulumi import"$/,
    );
  });

  it("flow log is found by its tag", async () => {
    const made = await ec2.send(
      new CreateFlowLogsCommand({
        ResourceIds: [vpcId],
        ResourceType: "VPC",
        TrafficType: "REJECT",
        LogGroupName: "/slipway/flows",
        DeliverLogsPermissionArn: `arn:aws:iam::${moto.place.accountId}:role/flows`,
        ...tags("vpc-flow-log", "FlowLog/net-flows"),
      }),
    );
    assert.equal(await find("aws:ec2/flowLog:FlowLog", {}, "FlowLog/net-flows"), made.FlowLogIds?.[0]);
  });

  it("address and NAT gateway are found by their tags, a gateway that was deleted no more", async () => {
    const address = await ec2.send(new AllocateAddressCommand({ Domain: "vpc", ...tags("elastic-ip", "Eip/nat") }));
    assert.equal(await find("aws:ec2/eip:Eip", {}, "Eip/nat"), address.AllocationId);
    const create = new CreateNatGatewayCommand({
      SubnetId: subnetId,
      AllocationId: address.AllocationId,
      ...tags("natgateway", "NatGateway/nat"),
    });
    const { NatGateway } = await ec2.send(create);
    assert.equal(await find("aws:ec2/natGateway:NatGateway", {}, "NatGateway/nat"), NatGateway?.NatGatewayId);
    await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId: NatGateway?.NatGatewayId }));
    assert.equal(await find("aws:ec2/natGateway:NatGateway", {}, "NatGateway/nat"), undefined);
  });

  it("endpoint is found by its tag", async () => {
    const create = new CreateVpcEndpointCommand({
      VpcId: vpcId,
      ServiceName: "com.amazonaws.eu-north-1.s3",
      RouteTableIds: [routeTableId],
      ...tags("vpc-endpoint", "VpcEndpoint/s3"),
    });
    const { VpcEndpoint } = await ec2.send(create);
    assert.equal(await find("aws:ec2/vpcEndpoint:VpcEndpoint", {}, "VpcEndpoint/s3"), VpcEndpoint?.VpcEndpointId);
  });

  it("route is found through its table, and only when it was made", async () => {
    const inputs = { routeTableId, destinationCidrBlock: "0.0.0.0/0", gatewayId };
    assert.equal(await find("aws:ec2/route:Route", inputs), undefined);
    const route = { RouteTableId: routeTableId, DestinationCidrBlock: "0.0.0.0/0", GatewayId: gatewayId };
    await ec2.send(new CreateRouteCommand(route));
    assert.equal(await find("aws:ec2/route:Route", inputs), `r-${routeTableId}1080289494`);
    assert.equal(await find("aws:ec2/route:Route", { ...inputs, routeTableId: "rtb-00000000000000000" }), undefined);
  });

  it("association is found through its subnet and table", async () => {
    const inputs = { routeTableId, subnetId };
    const type = "aws:ec2/routeTableAssociation:RouteTableAssociation";
    assert.equal(await find(type, inputs), undefined);
    const associate = new AssociateRouteTableCommand({ RouteTableId: routeTableId, SubnetId: subnetId });
    const { AssociationId } = await ec2.send(associate);
    assert.equal(await find(type, inputs), AssociationId);
  });

  describe("that is a security group", () => {
    let groupId = "";
    const name = "shop-staging-api";
    before(async () => {
      const create = new CreateSecurityGroupCommand({
        VpcId: vpcId,
        GroupName: name,
        Description: "api",
        ...tags("security-group", "SecurityGroup/api-firewall"),
      });
      groupId = (await ec2.send(create)).GroupId ?? "";
    });

    it("is found by its name in its VPC", async () => {
      const type = "aws:ec2/securityGroup:SecurityGroup";
      assert.equal(await find(type, { name, vpcId }, "SecurityGroup/api-firewall"), groupId);
      assert.equal(await find(type, { name, vpcId: "vpc-0" }, "SecurityGroup/api-firewall"), undefined);
    });

    it("is not found when it carries another tag: it is somebody else's", async () => {
      const type = "aws:ec2/securityGroup:SecurityGroup";
      assert.equal(await find(type, { name, vpcId }, "SecurityGroup/other"), undefined);
    });

    it("and is the VPC's default one is found through the VPC", async () => {
      const Filters = [
        { Name: "vpc-id", Values: [vpcId] },
        { Name: "group-name", Values: ["default"] },
      ];
      const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
      const type = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
      assert.equal(await find(type, { vpcId }, "DefaultSecurityGroup/net"), SecurityGroups?.[0]?.GroupId);
    });

    it("has rules that are found by what they say, each on its own side", async () => {
      const ports = { IpProtocol: "tcp", FromPort: 443, ToPort: 443 };
      const IpPermissions = [{ ...ports, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];
      const into = await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions }));
      const from = [{ IpProtocol: "tcp", FromPort: 8080, ToPort: 8080, UserIdGroupPairs: [{ GroupId: groupId }] }];
      const peer = await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: from }));
      const out = await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId: groupId, IpPermissions }));
      const rule = { securityGroupId: groupId, ipProtocol: "tcp", cidrIpv4: "0.0.0.0/0", fromPort: 443, toPort: 443 };
      const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
      const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
      assert.equal(await find(ingress, rule), into.SecurityGroupRules?.[0]?.SecurityGroupRuleId);
      assert.equal(await find(egress, rule), out.SecurityGroupRules?.[0]?.SecurityGroupRuleId);
      const { cidrIpv4: _, ...any } = { ...rule, fromPort: 8080, toPort: 8080 };
      const ofPeer = { ...any, referencedSecurityGroupId: groupId };
      assert.equal(await find(ingress, ofPeer), peer.SecurityGroupRules?.[0]?.SecurityGroupRuleId);
      assert.equal(await find(ingress, { ...rule, toPort: 444 }), undefined);
      assert.equal(await find(ingress, any), undefined);
    });
  });

  it("of a type that is no part of AWS is not looked for", async () => {
    assert.equal(await find("random:index/randomPassword:RandomPassword", {}), undefined);
  });

  it("that may not be looked for is a sentence with what was sought", async () => {
    const elsewhere = askAs(awsCloud({ ...moto.place, accountId: "210987654321" }));
    await assert.rejects(
      elsewhere("aws:ec2/vpc:Vpc", {}, "Vpc/net"),
      /^UserError: cannot look for aws:ec2\/vpc:Vpc with the tag slipway:resource=staging\/Vpc\/net: the credentials are of account 123456789012/,
    );
  });
});
