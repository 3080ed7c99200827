import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import type { Construct } from "constructs";
import { type AlarmTopics, minutely } from "./alarms";

/** A VPC over two zones with public, private and data subnets, one NAT gateway and the free endpoint of S3. */
export function network(scope: Construct, id: string, topics: AlarmTopics): ec2.Vpc {
  const vpc = new ec2.Vpc(scope, id, {
    ipAddresses: ec2.IpAddresses.cidr("10.20.0.0/16"),
    maxAzs: 2,
    natGateways: 1,
    subnetConfiguration: [
      { name: "public", subnetType: ec2.SubnetType.PUBLIC },
      { name: "private", subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      { name: "data", subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    ],
    gatewayEndpoints: { S3: { service: ec2.GatewayVpcEndpointAwsService.S3 } },
  });
  for (const gateway of vpc.node.findAll().filter((one) => one instanceof ec2.CfnNatGateway)) {
    const dimensionsMap = { NatGatewayId: gateway.attrNatGatewayId };
    const namespace = "AWS/NATGateway";
    const metric = new Metric({ namespace, metricName: "ErrorPortAllocation", dimensionsMap, period: minutely });
    topics.alarm(vpc, "NatPorts", topics.notify, metric, { above: 0, periods: 15 });
  }
  return vpc;
}
