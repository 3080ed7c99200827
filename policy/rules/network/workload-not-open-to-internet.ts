import { openInto, portsOf } from "../../firewall.ts";
import type { Rule } from "../../rule.ts";

/** The input that names the security groups, by the type. */
const groupsIn: Readonly<Record<string, string>> = {
  "aws:ecs/service:Service": "networkConfiguration",
  "aws:rds/instance:Instance": "vpcSecurityGroupIds",
  "aws:rds/cluster:Cluster": "vpcSecurityGroupIds",
  "aws:elasticache/replicationGroup:ReplicationGroup": "securityGroupIds",
  "aws:elasticache/cluster:Cluster": "securityGroupIds",
  "aws:efs/mountTarget:MountTarget": "securityGroups",
  "aws:lambda/function:Function": "vpcConfig",
};

export const workloadNotOpenToInternet: Rule = {
  name: "workload-not-open-to-internet",
  demands: "The firewall of a service, function or store lets nobody in from the internet, on no port.",
  why: "Requests then reach it past the load balancer, with its TLS, its rules, its log and its web application firewall.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-network.html",
      says: "Tasks belong in private subnets, and a load balancer takes the requests from the internet.",
    },
  ],
  wayOut: "Let the load balancer's security group in (referencedSecurityGroupId), not a block of addresses.",
  enforcement: "mandatory",
  types: Object.keys(groupsIn),
  looksAround: true,
  check(resource, everything) {
    const groups = resource
      .references(groupsIn[resource.type] ?? "")
      .filter(({ type }) => type === "aws:ec2/securityGroup:SecurityGroup");
    return groups.flatMap((group) =>
      openInto(group, everything).map((rule) => `${group.name} lets ${rule.block} in on ${portsOf(rule)}`),
    );
  },
};
