import { listOf } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

const vpc = "aws:ec2/vpc:Vpc";
const defaultGroup = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

export const defaultSecurityGroupClosed: Rule = {
  name: "default-security-group-closed",
  demands: "The default security group of a VPC lets nothing in and nothing out.",
  why: "Whatever is started without a group of its own gets this one, in which all members reach each other and the internet.",
  sources: [{ control: "EC2.2" }],
  wayOut: "Give the VPC an aws.ec2.DefaultSecurityGroup with ingress: [] and egress: [].",
  enforcement: "mandatory",
  types: [vpc, defaultGroup],
  looksAround: true,
  check(resource, everything) {
    const { type, inputs } = resource;
    if (type === vpc) {
      const takenOver = everything.referring(defaultGroup, "vpcId", resource);
      return takenOver.length > 0 ? [] : ["its default security group is left as AWS makes it"];
    }
    return ["ingress", "egress"]
      .filter((direction) => listOf(inputs[direction]).length > 0)
      .map((direction) => `it has rules in ${direction}`);
  },
};
