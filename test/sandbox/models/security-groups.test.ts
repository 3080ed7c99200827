import assert from "node:assert/strict";
import { modelOf } from "../../../sandbox/models/registry.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { breaks, passes } from "./cases.ts";
import { balancerInputs, foreignNetwork, publicNetwork } from "./fixtures.ts";

describe("the sandbox's security group", () => {
  breaks("security-group-name-shape", "a name with an umlaut", { name: "größe" }, "letters");
  passes("security-group-name-shape", "a name with hyphens", { name: "shop-staging-edge" });
  breaks("security-group-description-shape", "a description with an apostrophe", { description: "it's" }, "letters");
  passes("security-group-description-shape", "a plain description", { description: "The load balancer" });
  breaks("security-group-name-no-id", "a name that looks like an id", { name: "sg-shop" }, "sg-");
  passes("security-group-name-no-id", "a name that does not", { name: "shop-sg" });

  const group = (more: object) => () => {
    const { cloud, vpc } = publicNetwork();
    cloud.make(token.securityGroup, { vpcId: vpc.id, name: "edge" });
    return cloud.creating(token.securityGroup, { vpcId: vpc.id, name: "api", ...more });
  };
  breaks("security-group-vpc-exists", "a VPC of nowhere", group({ vpcId: "vpc-0" }), "InvalidVpcID.NotFound");
  passes("security-group-vpc-exists", "a VPC of the account", group({}));
  breaks("security-group-name-unique", "a name that its VPC has", group({ name: "edge" }), "InvalidGroup.Duplicate");
  passes("security-group-name-unique", "a name that only another VPC has", () => {
    const { cloud, vpc } = publicNetwork();
    foreignNetwork(cloud);
    return cloud.creating(token.securityGroup, { vpcId: vpc.id, name: "foreign" });
  });

  const used = (more: object) => () => {
    const network = publicNetwork();
    const edge = network.cloud.make(token.securityGroup, { vpcId: network.vpc.id, name: "edge" });
    network.cloud.make(token.loadBalancer, balancerInputs(network, { securityGroups: [edge.id], ...more }));
    return network.cloud.deleting(edge);
  };
  breaks("security-group-not-in-use", "to be deleted under a load balancer", used({}), "DependencyViolation");
  passes("security-group-not-in-use", "to be deleted when nothing has it", used({ securityGroups: [] }));

  const referenced = (own: boolean) => () => {
    const { cloud, vpc } = publicNetwork();
    const edge = cloud.make(token.securityGroup, { vpcId: vpc.id, name: "edge" });
    const api = cloud.make(token.securityGroup, { vpcId: vpc.id, name: "api" });
    cloud.make(token.ingressRule, {
      securityGroupId: own ? edge.id : api.id,
      referencedSecurityGroupId: edge.id,
      ipProtocol: "-1",
    });
    return cloud.deleting(edge);
  };
  breaks("security-group-not-referenced", "to be deleted under a rule of another group", referenced(false), "sgr-");
  passes("security-group-not-referenced", "to be deleted with a rule of its own that names it", referenced(true));
});

describe("the sandbox's default security group", () => {
  const adopted = (more: object) => () => {
    const { cloud, vpc } = publicNetwork();
    const inputs = { vpcId: vpc.id, ingress: [], egress: [] };
    cloud.make(token.defaultSecurityGroup, inputs);
    return cloud.creating(token.defaultSecurityGroup, { ...inputs, ...more });
  };
  breaks(
    "default-security-group-once",
    "to be taken over twice with different rules",
    adopted({ ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }] }),
    "managed already",
  );
  passes("default-security-group-once", "to be taken over again as it is, as after a crash", adopted({}));
  breaks("default-security-group-vpc-exists", "a VPC of nowhere", adopted({ vpcId: "vpc-0" }), "NotFound");
  passes("default-security-group-vpc-exists", "a VPC of the account", adopted({}));

  it("is the one that its VPC names", () => {
    const { cloud, vpc } = publicNetwork();
    const group = cloud.make(token.defaultSecurityGroup, { vpcId: vpc.id });
    assert.equal(group.id, vpc.outputs.defaultSecurityGroupId);
  });
});

for (const [type, word] of [
  [token.ingressRule, "ingress"],
  [token.egressRule, "egress"],
] as const) {
  describe(`the sandbox's ${word} rule`, () => {
    const id = (rest: string) => `security-group-${word}-rule-${rest}`;
    const tcp = { ipProtocol: "tcp", fromPort: 80, toPort: 80 };
    const rule = (more: object) => () => {
      const { cloud, vpc } = publicNetwork();
      const api = cloud.make(token.securityGroup, { vpcId: vpc.id, name: "api" });
      const edge = cloud.make(token.securityGroup, { vpcId: vpc.id, name: "edge" });
      cloud.make(type, { securityGroupId: api.id, referencedSecurityGroupId: edge.id, ...tcp });
      return cloud.creating(type, {
        securityGroupId: api.id,
        referencedSecurityGroupId: edge.id,
        ...tcp,
        fromPort: 443,
        ...more,
      });
    };

    breaks(id("ports"), "ports in the wrong order", { ...tcp, fromPort: 90 }, "90 to 80");
    breaks(id("ports"), "ports with protocol -1", { ipProtocol: "-1", fromPort: 0, toPort: 0 }, "leave them out");
    passes(id("ports"), "one port", tcp);
    breaks(id("block"), "a block with bits after its prefix", { cidrIpv4: "10.0.0.1/16" }, "malformed");
    passes(id("block"), "a block with a network address", { cidrIpv4: "0.0.0.0/0" });
    breaks(id("ports-given"), "tcp without a port", rule({ toPort: undefined }), "toPort is missing");
    passes(id("ports-given"), "tcp with ports", rule({}));
    breaks(id("one-peer"), "two peers", rule({ cidrIpv4: "10.0.0.0/16" }), "2 peers");
    breaks(id("one-peer"), "no peer", rule({ referencedSecurityGroupId: undefined }), "0 peers");
    passes(id("one-peer"), "one peer", rule({}));
    breaks(id("group-exists"), "a group of nowhere", rule({ securityGroupId: "sg-0" }), "InvalidGroup.NotFound");
    passes(id("group-exists"), "a group of the account", rule({}));
    breaks(id("peer-exists"), "a peer of nowhere", rule({ referencedSecurityGroupId: "sg-0" }), "NotFound");
    passes(id("peer-exists"), "a peer of the account", rule({}));
    breaks(id("once"), "the same rule a second time", rule({ fromPort: 80 }), "InvalidPermission.Duplicate");
    passes(id("once"), "a rule with other ports", rule({}));
    breaks(
      id("same-vpc"),
      "a peer in another VPC",
      () => {
        const { cloud, vpc } = publicNetwork();
        const api = cloud.make(token.securityGroup, { vpcId: vpc.id, name: "api" });
        const { group } = foreignNetwork(cloud);
        return cloud.creating(type, { securityGroupId: api.id, referencedSecurityGroupId: group.id, ...tcp });
      },
      "different networks",
    );
    passes(id("same-vpc"), "a peer in its VPC", rule({}));

    const crowded = (count: number) => () => {
      const { cloud, vpc } = publicNetwork();
      const api = cloud.make(token.securityGroup, { vpcId: vpc.id, name: "api" });
      for (let port = 1; port <= count; port += 1) {
        cloud.given(type, { securityGroupId: api.id, cidrIpv4: "10.0.0.0/16", ...tcp, fromPort: port });
      }
      return cloud.creating(type, { securityGroupId: api.id, cidrIpv4: "10.0.0.0/16", ...tcp });
    };
    breaks(id("quota"), "a 61st rule", crowded(60), "RulesPerSecurityGroupLimitExceeded");
    passes(id("quota"), "a 60th rule", crowded(59));

    it("is replaced when its kind of peer changes, and else changed in place", () => {
      const replaces = modelOf(type)?.replacesWhen;
      assert.deepEqual(replaces?.({ cidrIpv4: "10.0.0.0/16" }, { prefixListId: "pl-1" }), ["cidrIpv4", "prefixListId"]);
      assert.deepEqual(replaces?.({ cidrIpv4: "10.0.0.0/16" }, { cidrIpv4: "10.1.0.0/16" }), []);
    });
  });
}
