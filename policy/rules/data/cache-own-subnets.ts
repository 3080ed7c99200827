import type { Rule } from "../../rule.ts";
import { said } from "../../said.ts";

const node = "aws:elasticache/cluster:Cluster";

export const cacheOwnSubnets: Rule = {
  name: "cache-own-subnets",
  demands: "A cache is in subnets that somebody chose for it.",
  why: "The default group is every subnet of the default VPC, and these are public.",
  sources: [{ control: "ElastiCache.7" }],
  wayOut: "Name a subnet group of private subnets in subnetGroupName.",
  enforcement: "mandatory",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup", node],
  looksAround: false,
  check: ({ type, inputs: { subnetGroupName, replicationGroupId } }) => {
    const isNamed = subnetGroupName !== undefined && subnetGroupName !== "default";
    // A node of a group is where the group is.
    const isElsewhere = type === node && replicationGroupId !== undefined && subnetGroupName === undefined;
    return isNamed || isElsewhere ? [] : [said("subnetGroupName", subnetGroupName)];
  },
};
