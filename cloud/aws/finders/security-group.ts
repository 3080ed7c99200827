import { EC2Client, paginateDescribeSecurityGroupRules, type SecurityGroupRule } from "@aws-sdk/client-ec2";
import type { Wanted } from "../../cloud.ts";
import { type Finder, type Finders, present, text } from "../finder.ts";

/** Rules are told apart by what they say: AWS takes no two alike in one group. */
export const finders: Finders = {
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": rule(false),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": rule(true),
};

function rule(egress: boolean): Finder {
  return async ({ inputs }, session) => {
    const groupId = text(inputs, "securityGroupId");
    if (!groupId) {
      return [];
    }
    const client = new EC2Client(await session.clientConfig());
    const Filters = [{ Name: "group-id", Values: [groupId] }];
    const found: SecurityGroupRule[] = [];
    for await (const { SecurityGroupRules } of paginateDescribeSecurityGroupRules({ client }, { Filters })) {
      found.push(...(SecurityGroupRules ?? []));
    }
    const same = found.filter((candidate) => candidate.IsEgress === egress && saysTheSame(candidate, inputs));
    return present(...same.map(({ SecurityGroupRuleId }) => SecurityGroupRuleId));
  };
}

function saysTheSame(found: SecurityGroupRule, inputs: Wanted["inputs"]): boolean {
  const pairs: [string | number | undefined, string][] = [
    [found.IpProtocol, "ipProtocol"],
    [found.CidrIpv4, "cidrIpv4"],
    [found.CidrIpv6, "cidrIpv6"],
    [found.PrefixListId, "prefixListId"],
    [found.ReferencedGroupInfo?.GroupId, "referencedSecurityGroupId"],
    [port(found.FromPort), "fromPort"],
    [port(found.ToPort), "toPort"],
  ];
  return pairs.every(([value, input]) => String(value ?? "") === text(inputs, input));
}

/** AWS says -1 where a rule is for every port and the inputs say nothing. */
function port(number: number | undefined): number | undefined {
  return number === -1 ? undefined : number;
}
