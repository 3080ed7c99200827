import type { Rule } from "../../rule.ts";

export const vpcFlowLogs: Rule = {
  name: "vpc-flow-logs",
  demands: "A VPC keeps a log of what was let through or refused in it.",
  why: "After a break-in nobody can say who talked to whom.",
  sources: [{ control: "EC2.6" }],
  wayOut: "Add an aws.ec2.FlowLog of the VPC; one of refused traffic alone costs little.",
  enforcement: "advisory",
  types: ["aws:ec2/vpc:Vpc"],
  looksAround: true,
  check: (vpc, everything) =>
    everything.referring("aws:ec2/flowLog:FlowLog", "vpcId", vpc).length > 0 ? [] : ["it has no flow log"],
};
