import { physicalName } from "../lib/names.ts";
import type { DeployPolicyArgs, Statement } from "./deploy-statement.ts";

/** The network, and nothing that starts a machine or copies a disk. */
const networking = [
  "ec2:*Address*",
  "ec2:*FlowLogs",
  "ec2:*InternetGateway*",
  "ec2:*NatGateway*",
  "ec2:*NetworkInterface*",
  "ec2:*Route*",
  "ec2:*SecurityGroup*",
  "ec2:*Subnet*",
  "ec2:*Tags",
  "ec2:*Vpc*",
  "ec2:Describe*",
  "ec2:Get*",
  // An endpoint stands behind a name in a zone of AWS's own.
  "route53:AssociateVPCWithHostedZone",
];

/** Records, but no zone is made or deleted. */
const records = ["route53:ChangeResourceRecordSets", "route53:Get*", "route53:List*"];

/** The network and the way in. */
export function networkStatements({ prefix, accountId }: DeployPolicyArgs): Statement[] {
  const own = (service: string, name: string) => `arn:aws:${service}:*:${accountId}:${name}`;
  return [
    {
      // Their resources have no name that starts with the stack's, or their listing knows no names at all.
      Sid: "Network",
      Effect: "Allow",
      Action: ["acm:*", "elasticloadbalancing:*", "servicediscovery:*", ...networking, ...records],
      Resource: "*",
    },
    {
      // Whoever gives an ACL its rules is asked about AWS's groups too, and whoever hangs it up about the load balancer.
      Sid: "OwnFirewall",
      Effect: "Allow",
      Action: "wafv2:*",
      Resource: [
        own("wafv2", `regional/webacl/${prefix}-*`),
        own("wafv2", `regional/ipset/${prefix}-*`),
        own("wafv2", "regional/managedruleset/*"),
        own("elasticloadbalancing", `loadbalancer/app/${physicalName("loadBalancer", prefix, "edge")}/*`),
      ],
    },
  ];
}
