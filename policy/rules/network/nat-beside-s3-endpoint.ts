import type { Rule } from "../../rule.ts";

export const natBesideS3Endpoint: Rule = {
  name: "nat-beside-s3-endpoint",
  demands: "A VPC with a NAT gateway reaches S3 through a gateway endpoint.",
  why: "Images and logs go through S3: without the endpoint, which costs nothing, each gigabyte of them is paid at the NAT gateway and leaves the network.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html",
      says: "Gateway endpoints reach S3 without an internet gateway or NAT device, at no charge.",
    },
  ],
  wayOut: "Add an aws.ec2.VpcEndpoint of type Gateway for com.amazonaws.<region>.s3 with the private route tables.",
  enforcement: "advisory",
  types: ["aws:ec2/vpc:Vpc"],
  looksAround: true,
  check(vpc, everything) {
    const nats = everything
      .ofType("aws:ec2/subnet:Subnet")
      .filter((subnet) => subnet.references("vpcId").some(({ urn }) => urn === vpc.urn))
      .flatMap((subnet) => everything.referring("aws:ec2/natGateway:NatGateway", "subnetId", subnet));
    const endpoints = everything
      .referring("aws:ec2/vpcEndpoint:VpcEndpoint", "vpcId", vpc)
      .filter(({ inputs }) => `${inputs.serviceName}`.endsWith(".s3"));
    return nats.length === 0 || endpoints.length > 0 ? [] : ["it has a NAT gateway and no endpoint of S3"];
  },
};
