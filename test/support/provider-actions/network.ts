import { type Actions, type Asked, described, ec2, tagging } from "./asked.ts";

/** A rule of a security group, in or out. */
function rule(way: "Ingress" | "Egress"): readonly Asked[] {
  const actions = [`ec2:AuthorizeSecurityGroup${way}`, `ec2:RevokeSecurityGroup${way}`, "ec2:ModifySecurityGroupRules"];
  return [
    { actions: [...actions, ...tagging], of: ec2("security-group") },
    described("ec2:DescribeSecurityGroupRules"),
  ];
}

/** Of the network. */
export const network: Actions = {
  "aws:acm/certificate:Certificate": {
    source: "acm/certificate.go",
    asked: [
      described("acm:RequestCertificate"),
      {
        actions: [
          "acm:DescribeCertificate",
          "acm:ListTagsForCertificate",
          "acm:AddTagsToCertificate",
          "acm:RemoveTagsFromCertificate",
          "acm:UpdateCertificateOptions",
          "acm:DeleteCertificate",
        ],
      },
    ],
  },
  "aws:acm/certificateValidation:CertificateValidation": {
    source: "acm/certificate_validation.go",
    asked: [described("acm:DescribeCertificate")],
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    source: "ec2/vpc_default_security_group.go",
    asked: [
      {
        actions: ["ec2:RevokeSecurityGroupIngress", "ec2:RevokeSecurityGroupEgress", ...tagging],
        of: ec2("security-group"),
        untagged: true,
      },
      described("ec2:DescribeSecurityGroups", "ec2:DescribeSecurityGroupRules"),
    ],
  },
  "aws:ec2/eip:Eip": {
    source: "ec2/ec2_eip.go",
    asked: [
      {
        actions: ["ec2:AllocateAddress", "ec2:ReleaseAddress", "ec2:DisassociateAddress", ...tagging],
        of: ec2("elastic-ip"),
      },
      described("ec2:DescribeAddresses", "ec2:DescribeAddressesAttribute"),
    ],
  },
  "aws:ec2/flowLog:FlowLog": {
    source: "ec2/vpc_flow_log.go",
    asked: [
      { actions: ["ec2:CreateFlowLogs", "ec2:DeleteFlowLogs", ...tagging], of: ec2("vpc-flow-log") },
      described("ec2:DescribeFlowLogs"),
    ],
  },
  "aws:ec2/internetGateway:InternetGateway": {
    source: "ec2/vpc_internet_gateway.go",
    asked: [
      {
        actions: [
          "ec2:CreateInternetGateway",
          "ec2:AttachInternetGateway",
          "ec2:DetachInternetGateway",
          "ec2:DeleteInternetGateway",
          ...tagging,
        ],
        of: ec2("internet-gateway"),
      },
      described("ec2:DescribeInternetGateways"),
    ],
  },
  "aws:ec2/natGateway:NatGateway": {
    source: "ec2/vpc_nat_gateway.go",
    asked: [
      { actions: ["ec2:CreateNatGateway", "ec2:DeleteNatGateway", ...tagging], of: ec2("natgateway") },
      described("ec2:DescribeNatGateways"),
    ],
  },
  "aws:ec2/route:Route": {
    source: "ec2/vpc_route.go",
    asked: [
      { actions: ["ec2:CreateRoute", "ec2:ReplaceRoute", "ec2:DeleteRoute"], of: ec2("route-table") },
      described("ec2:DescribeRouteTables"),
    ],
  },
  "aws:ec2/routeTable:RouteTable": {
    source: "ec2/vpc_route_table.go",
    asked: [
      { actions: ["ec2:CreateRouteTable", "ec2:DeleteRouteTable", ...tagging], of: ec2("route-table") },
      described("ec2:DescribeRouteTables"),
    ],
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    source: "ec2/vpc_route_table_association.go",
    asked: [
      {
        actions: ["ec2:AssociateRouteTable", "ec2:DisassociateRouteTable", "ec2:ReplaceRouteTableAssociation"],
        of: ec2("route-table"),
      },
      described("ec2:DescribeRouteTables"),
    ],
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    source: "ec2/vpc_security_group.go",
    asked: [
      {
        actions: ["ec2:CreateSecurityGroup", "ec2:RevokeSecurityGroupEgress", "ec2:DeleteSecurityGroup", ...tagging],
        of: ec2("security-group"),
      },
      described("ec2:DescribeSecurityGroups", "ec2:DescribeNetworkInterfaces"),
    ],
  },
  "aws:ec2/subnet:Subnet": {
    source: "ec2/vpc_subnet.go",
    asked: [
      { actions: ["ec2:CreateSubnet", "ec2:ModifySubnetAttribute", "ec2:DeleteSubnet", ...tagging], of: ec2("subnet") },
      described("ec2:DescribeSubnets", "ec2:DescribeNetworkInterfaces"),
    ],
  },
  "aws:ec2/vpc:Vpc": {
    source: "ec2/vpc_.go",
    asked: [
      { actions: ["ec2:CreateVpc", "ec2:ModifyVpcAttribute", "ec2:DeleteVpc", ...tagging], of: ec2("vpc") },
      described(
        "ec2:DescribeVpcs",
        "ec2:DescribeVpcAttribute",
        "ec2:DescribeNetworkAcls",
        "ec2:DescribeRouteTables",
        "ec2:DescribeSecurityGroups",
      ),
    ],
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    source: "ec2/vpc_endpoint.go",
    asked: [
      {
        actions: ["ec2:CreateVpcEndpoint", "ec2:ModifyVpcEndpoint", "ec2:DeleteVpcEndpoints", ...tagging],
        of: ec2("vpc-endpoint"),
      },
      described("ec2:DescribeVpcEndpoints", "ec2:DescribePrefixLists", "route53:AssociateVPCWithHostedZone"),
    ],
  },
  "aws:servicediscovery/httpNamespace:HttpNamespace": {
    source: "servicediscovery/http_namespace.go",
    asked: [
      {
        actions: ["servicediscovery:GetNamespace", "servicediscovery:DeleteNamespace"],
      },
      described(
        "servicediscovery:CreateHttpNamespace",
        "servicediscovery:GetOperation",
        "servicediscovery:ListTagsForResource",
        "servicediscovery:TagResource",
        "servicediscovery:UntagResource",
      ),
    ],
  },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
    source: "ec2/vpc_security_group_egress_rule.go",
    asked: rule("Egress"),
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    source: "ec2/vpc_security_group_ingress_rule.go",
    asked: rule("Ingress"),
  },
};
