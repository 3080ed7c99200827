import type { PolicyResource } from "../../policy/rule.ts";
import { networkRules } from "../../policy/rules/network.ts";
import { resource, testRules } from "../support/policy-cases.ts";

type Inputs = Record<string, unknown>;

const vpc = resource("aws:ec2/vpc:Vpc", {}, { name: "vpc" });
const ofVpc = (type: string, inputs: Inputs = {}) =>
  resource(type, inputs, { name: type, references: { vpcId: [vpc] } });
const defaultGroup = (inputs: Inputs) => ofVpc("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", inputs);

const ingress = (inputs: Inputs) => resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", inputs);
const egress = (inputs: Inputs) => resource("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", inputs);
const oldRule = (inputs: Inputs) => resource("aws:ec2/securityGroupRule:SecurityGroupRule", inputs);
const group = (inputs: Inputs, name = "firewall") => resource("aws:ec2/securityGroup:SecurityGroup", inputs, { name });
const tcp = (port: number) => ({ ipProtocol: "tcp", fromPort: port, toPort: port });
const everybody = { cidrIpv4: "0.0.0.0/0" };

/** A service behind a firewall, and what stands beside the two. */
function guarded(firewall: PolicyResource, ...beside: PolicyResource[]) {
  const service = resource(
    "aws:ecs/service:Service",
    {},
    { name: "service", references: { networkConfiguration: [vpc, firewall] } },
  );
  return [service, firewall, ...beside];
}

const firewall = group({});
const into = (type: string, inputs: Inputs) =>
  resource(type, inputs, { name: "rule", references: { securityGroupId: [firewall] } });

const subnet = resource("aws:ec2/subnet:Subnet", {}, { name: "subnet", references: { vpcId: [vpc] } });
const nat = resource("aws:ec2/natGateway:NatGateway", {}, { name: "nat", references: { subnetId: [subnet] } });
const endpoint = (service: string) =>
  ofVpc("aws:ec2/vpcEndpoint:VpcEndpoint", { serviceName: `com.amazonaws.eu-west-1.${service}` });

describe("the rules of the network", () => {
  testRules(networkRules, {
    "default-security-group-closed": {
      holds: { "a group without rules": [vpc, defaultGroup({ ingress: [], egress: [] })] },
      breaks: {
        "a VPC that leaves it as it is": [[vpc], "its default security group is left as AWS makes it"],
        "a group that lets something out": [[vpc, defaultGroup({ egress: [{}] })], "it has rules in egress"],
      },
    },
    "internet-on-web-ports-only": {
      holds: {
        "a web port for everybody": [ingress({ ...tcp(443), ...everybody }), ingress({ ...tcp(80), cidrIpv6: "::/0" })],
        "any port for a group or a block": [
          ingress({ ...tcp(22), referencedSecurityGroupId: "sg-1" }),
          group({ ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/8"] }] }),
        ],
        "a web port, as text and by the number of TCP": [
          ingress({ ipProtocol: "6", fromPort: "443", toPort: "443", ...everybody }),
        ],
        "a block of nobody on the internet": [ingress({ ...tcp(22), cidrIpv6: "fc00::/7" })],
        "what goes out": [oldRule({ type: "egress", protocol: "-1", cidrBlocks: ["0.0.0.0/0"] })],
      },
      breaks: {
        "a shell for everybody, in two halves": [
          [
            group({
              ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] }],
            }),
          ],
          "it lets 0.0.0.0/1 in on tcp 22",
          "it lets 128.0.0.0/1 in on tcp 22",
        ],
        "all that IPv6 has given out": [
          [ingress({ ...tcp(22), cidrIpv6: "2000::/3" })],
          "it lets 2000::/3 in on tcp 22",
        ],
        "a shell for everybody": [[ingress({ ...tcp(22), ...everybody })], "it lets 0.0.0.0/0 in on tcp 22"],
        "a range that begins at a web port": [
          [ingress({ ipProtocol: "tcp", fromPort: 443, toPort: 8443, cidrIpv6: "::/0" })],
          "it lets ::/0 in on tcp 443 to 8443",
        ],
        "every protocol, in a list in the group": [
          [group({ ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }] })],
          "it lets 0.0.0.0/0 in on everything",
        ],
        "a rule of the older kind": [
          [oldRule({ type: "ingress", protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: ["0.0.0.0/0"] })],
          "it lets 0.0.0.0/0 in on tcp 5432",
        ],
      },
    },
    "workload-not-open-to-internet": {
      holds: {
        "a firewall that lets a group in": guarded(
          firewall,
          into("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
            ...tcp(443),
            referencedSecurityGroupId: "sg-1",
          }),
        ),
        "an open firewall that is not the service's": guarded(
          firewall,
          group({ ingress: [{ cidrBlocks: ["0.0.0.0/0"] }] }, "edge"),
        ),
      },
      breaks: {
        "a web port, which is the load balancer's": [
          guarded(
            firewall,
            into("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", { ...tcp(443), ...everybody }),
          ),
          "firewall lets 0.0.0.0/0 in on tcp 443",
        ],
        "a list in the group": [
          guarded(group({ ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] }] })),
          "firewall lets 0.0.0.0/0 in on tcp 80",
        ],
      },
    },
    "security-group-egress-scoped": {
      holds: { "one port": [egress({ ...tcp(443), ...everybody })], "a group": [egress({ ipProtocol: "-1" })] },
      breaks: {
        "everything to everybody": [
          [
            egress({ ipProtocol: "-1", ...everybody }),
            group({ egress: [{ protocol: "-1", cidrBlocks: ["0.0.0.0/0"] }] }),
          ],
          "it lets everything out to 0.0.0.0/0",
          "it lets everything out to 0.0.0.0/0",
        ],
        "a range of ports": [
          [egress({ ipProtocol: "tcp", fromPort: 0, toPort: 65_535, cidrIpv6: "::/0" })],
          "it lets tcp 0 to 65535 out to ::/0",
        ],
      },
    },
    "subnet-without-public-addresses": {
      holds: { "the provider's default": [resource("aws:ec2/subnet:Subnet", {})] },
      breaks: {
        "one that does": [
          [resource("aws:ec2/subnet:Subnet", { mapPublicIpOnLaunch: true })],
          "mapPublicIpOnLaunch is on",
        ],
      },
    },
    "vpc-flow-logs": {
      holds: { "a VPC with a log": [vpc, ofVpc("aws:ec2/flowLog:FlowLog")] },
      breaks: { "a VPC without": [[vpc, resource("aws:ec2/flowLog:FlowLog", {})], "it has no flow log"] },
    },
    "nat-beside-s3-endpoint": {
      holds: { "an endpoint of S3": [vpc, subnet, nat, endpoint("s3")], "no NAT gateway": [vpc, subnet] },
      breaks: {
        "an endpoint of something else": [
          [vpc, subnet, nat, endpoint("logs")],
          "it has a NAT gateway and no endpoint of S3",
        ],
      },
    },
  });
});
