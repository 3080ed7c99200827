import assert from "node:assert/strict";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import type { ResourceHookArgs } from "@pulumi/pulumi";
import { Network, type NetworkArgs, refusal } from "../../components/network.ts";
import { answered, at, type Declared, declareComponent, ofType, paths } from "../support/declare-stack.ts";
import { statementsOf } from "../support/json-inputs.ts";

const defaults: NetworkArgs = {
  prefix: "shop-staging",
  accountId: "111111111111",
  region: "eu-north-1",
  cidr: "10.20.0.0/16",
  zones: ["eu-north-1a", "eu-north-1b"],
  nat: "single",
  endpoints: [],
  flowLogs: "none",
  protect: false,
  logRetentionDays: 7,
};

function network(own: Partial<NetworkArgs> = {}): Promise<Declared> {
  return declareComponent(() => new Network("network", { ...defaults, ...own }));
}

/** Paths of the routes to the internet, with what they go through. */
function waysOut(declared: Declared): Record<string, unknown> {
  return Object.fromEntries(
    ofType(declared, "Route").map(({ path, inputs }) => [path, inputs.natGatewayId ?? inputs.gatewayId]),
  );
}

describe("Network", () => {
  it("moves nothing when a zone is appended, since a moved subnet is a replaced database", async () => {
    const all = { nat: "per-zone", endpoints: ["logs"], flowLogs: "all" } as const;
    const [two, three] = [
      await network(all),
      await network({ ...all, zones: ["eu-north-1a", "eu-north-1b", "eu-north-1c"] }),
    ];
    // Endpoints grow in place: subnets and route tables are lists of theirs.
    const moved = two.resources.filter(
      ({ urn, inputs, type }) =>
        !type.endsWith(":VpcEndpoint") &&
        JSON.stringify(three.resources.find((other) => other.urn === urn)?.inputs) !== JSON.stringify(inputs),
    );
    assert.deepEqual(paths(moved), []);
  });

  it("has a public, a private and a data subnet in each zone, each in its own block", async () => {
    const subnets = ofType(await network(), "ec2/subnet:Subnet");
    assert.deepEqual(
      Object.fromEntries(subnets.map(({ name, inputs }) => [name, [inputs.availabilityZone, inputs.cidrBlock]])),
      {
        "network-data-eu-north-1a": ["eu-north-1a", "10.20.24.0/21"],
        "network-data-eu-north-1b": ["eu-north-1b", "10.20.56.0/21"],
        "network-private-eu-north-1a": ["eu-north-1a", "10.20.0.0/20"],
        "network-private-eu-north-1b": ["eu-north-1b", "10.20.32.0/20"],
        "network-public-eu-north-1a": ["eu-north-1a", "10.20.16.0/21"],
        "network-public-eu-north-1b": ["eu-north-1b", "10.20.48.0/21"],
      },
    );
  });

  it("is made once: another one of that name beside what runs is refused, with the two ways there are", async () => {
    const made = (isInUse: boolean) =>
      new Promise<unknown>((done) => {
        void declareComponent(() => {
          const hook = refusal("network", { ...defaults, isInUse });
          done(new Promise((ran) => ran(hook.callback({} as ResourceHookArgs))));
        });
      });
    await made(false);
    await assert.rejects(made(true), {
      message:
        "the network of a stack that runs cannot be made again, as for another network.cidr, 10.20.0.0/16: shop-staging has one already. Put the old network.cidr back; for other addresses make a stack under another name and move to it. If a run was killed while it made the network, run `npx slipway recover <stack>` first, with --sandbox for one in the sandbox",
    });
  });

  it("gives nothing a public address by being in a subnet", async () => {
    const open = ofType(await network(), "ec2/subnet:Subnet").filter(({ inputs }) => inputs.mapPublicIpOnLaunch);
    assert.deepEqual(paths(open), []);
  });

  it("sends every zone's tasks through the one NAT gateway of `single`, which is the price of one", async () => {
    const declared = await network({ nat: "single" });
    const nat = answered(declared, "network/network-nat-eu-north-1a").id;
    assert.equal(ofType(declared, "NatGateway").length, 1);
    assert.deepEqual(waysOut(declared), {
      "network/network-private-eu-north-1a-out": nat,
      "network/network-private-eu-north-1b-out": nat,
      "network/network-public-out": answered(declared, "network/network-gateway").id,
    });
  });

  it("sends each zone's tasks through that zone's gateway with `per-zone`, so that a zone can fail alone", async () => {
    const declared = await network({ nat: "per-zone" });
    for (const zone of ["eu-north-1a", "eu-north-1b"]) {
      const nat = answered(declared, `network/network-nat-${zone}`).id;
      assert.equal(waysOut(declared)[`network/network-private-${zone}-out`], nat);
      assert.equal(
        at(declared, `network/network-nat-${zone}`).inputs.subnetId,
        answered(declared, `network/network-public-${zone}`).id,
      );
    }
  });

  it("has no way out for tasks and pays for no address with `none`", async () => {
    const declared = await network({ nat: "none" });
    assert.deepEqual(Object.keys(waysOut(declared)), ["network/network-public-out"]);
    assert.deepEqual([...ofType(declared, "NatGateway"), ...ofType(declared, "Eip")], []);
  });

  it("lets no task start before the NAT gateway's own subnet has a way out", async () => {
    const waits = async (nat: NetworkArgs["nat"]) => {
      const declared = await declareComponent(() => {
        const { privateReady } = new Network("network", { ...defaults, nat });
        new LogGroup("after", { name: "after" }, { dependsOn: privateReady });
      });
      const { dependsOn } = at(declared, "after");
      return paths(declared.resources.filter(({ urn }) => dependsOn.includes(urn)));
    };
    const inside = [
      "network/network-private-eu-north-1a-association",
      "network/network-private-eu-north-1b-association",
    ];
    const out = ["network/network-private-eu-north-1a-out", "network/network-private-eu-north-1b-out"];
    const own = ["network/network-public-eu-north-1a-association", "network/network-public-out"];
    const withNat = await waits("single");
    assert.deepEqual(
      [...inside, ...out, ...own].filter((path) => !withNat.includes(path)),
      [],
    );
    assert.deepEqual(await waits("none"), [...inside, "network/network-s3"]);
  });

  it("gives data subnets no route out, whatever tasks have", async () => {
    const declared = await network({ nat: "per-zone" });
    const table = answered(declared, "network/network-data-routes").id;
    assert(ofType(declared, "Route").every(({ inputs }) => inputs.routeTableId !== table));
    for (const zone of ["eu-north-1a", "eu-north-1b"]) {
      const { inputs } = at(declared, `network/network-data-${zone}-association`);
      assert.deepEqual(inputs, {
        routeTableId: table,
        subnetId: answered(declared, `network/network-data-${zone}`).id,
      });
    }
  });

  it("empties the default group, so that what forgets to name one reaches nothing", async () => {
    const { inputs } = at(await network(), "network/network-default");
    assert.deepEqual([inputs.ingress, inputs.egress], [[], []]);
  });

  it("reaches S3 from every private table without the NAT gateway, through which image layers would be paid for", async () => {
    const declared = await network();
    const { inputs } = at(declared, "network/network-s3");
    assert.deepEqual([inputs.serviceName, inputs.vpcEndpointType], ["com.amazonaws.eu-north-1.s3", "Gateway"]);
    assert.deepEqual(
      inputs.routeTableIds,
      ["eu-north-1a", "eu-north-1b"].map((zone) => answered(declared, `network/network-private-${zone}-routes`).id),
    );
  });

  it("opens data subnets to nothing without a NAT gateway either: S3 is a route of the private tables alone", async () => {
    const declared = await network({ nat: "none", endpoints: ["ecr.api", "ecr.dkr", "logs"] });
    const data = answered(declared, "network/network-data-routes").id;
    const [s3] = ofType(declared, "VpcEndpoint").filter(({ inputs }) => inputs.routeTableIds !== undefined);
    assert(s3);
    assert.deepEqual([Object(s3.inputs.routeTableIds).length, JSON.stringify(s3).includes(String(data))], [2, false]);
  });
});

describe("the endpoints of a network", () => {
  const endpoints = ["ecr.api", "logs"];
  const inside = (own: Partial<NetworkArgs> = {}) => network({ nat: "none", endpoints, ...own });

  it("stand in every zone behind the services' own names, so that nobody has to be told of them", async () => {
    const declared = await inside();
    for (const service of endpoints) {
      const { inputs } = at(declared, `network/network-endpoint-${service}`);
      assert.equal(inputs.serviceName, `com.amazonaws.eu-north-1.${service}`);
      assert.deepEqual([inputs.vpcEndpointType, inputs.privateDnsEnabled], ["Interface", true]);
      assert.deepEqual(
        inputs.subnetIds,
        ["eu-north-1a", "eu-north-1b"].map((zone) => answered(declared, `network/network-private-${zone}`).id),
      );
    }
  });

  it("are open to the network on 443 and to nobody else, and go nowhere themselves", async () => {
    const declared = await inside();
    const group = answered(declared, "network/network-endpoints").id;
    assert.deepEqual(
      ofType(declared, "VpcEndpoint").flatMap(({ inputs }): unknown => inputs.securityGroupIds ?? []),
      [group, group],
    );
    const [rule, ...others] = ofType(declared, "SecurityGroupIngressRule");
    assert.deepEqual(others, []);
    assert.deepEqual(rule?.inputs, {
      securityGroupId: group,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "10.20.0.0/16",
    });
    assert.deepEqual(ofType(declared, "SecurityGroupEgressRule"), []);
  });

  it("serve the account's own roles alone, so that nothing leaves with credentials that somebody brought along", async () => {
    const [statement] = statementsOf(at(await inside(), "network/network-endpoint-logs"));
    assert.deepEqual(statement?.Condition, { StringEquals: { "aws:PrincipalAccount": "111111111111" } });
  });

  it("are there before a task starts, and so is the rule that lets it in", async () => {
    const declared = await declareComponent(() => {
      const { privateReady } = new Network("network", { ...defaults, nat: "none", endpoints });
      new LogGroup("after", { name: "after" }, { dependsOn: privateReady });
    });
    const { dependsOn } = at(declared, "after");
    const waited = paths(declared.resources.filter(({ urn }) => dependsOn.includes(urn)));
    for (const path of [
      "network-endpoint-ecr.api",
      "network-endpoint-logs",
      "network-endpoints-from-vpc",
      "network-s3",
    ]) {
      assert(waited.includes(`network/${path}`), path);
    }
  });

  it("bring no security group when there is none but that of S3, which has no interface", async () => {
    const declared = await network();
    assert.deepEqual([ofType(declared, "VpcEndpoint").length, ofType(declared, "SecurityGroup").length], [1, 0]);
  });

  it("keep their names whatever else is added, since a new name is a gap without the old one", async () => {
    const [one, more] = [await inside(), await inside({ endpoints: ["ecr.api", "kms", "logs"] })];
    const names = (declared: Declared) => paths(ofType(declared, "VpcEndpoint"));
    assert.deepEqual(
      names(one).filter((path) => !names(more).includes(path)),
      [],
    );
  });
});

describe("the flow log of a network", () => {
  it("keeps who was refused, or everybody, for as long as the stack keeps its logs", async () => {
    for (const [flowLogs, trafficType] of [
      ["rejects", "REJECT"],
      ["all", "ALL"],
    ] as const) {
      const declared = await network({ flowLogs });
      const { inputs } = at(declared, "network/network-flows");
      const group = at(declared, "network/network-flows-logs").inputs;
      assert.equal(inputs.trafficType, trafficType);
      assert.equal(inputs.logDestination, answered(declared, "network/network-flows-logs").arn);
      assert.deepEqual([group.name, group.retentionInDays], ["/slipway/shop-staging/network-flows", 7]);
    }
  });

  it("is written by a role that may write to that group alone, for flow logs of this account alone", async () => {
    const declared = await network({ flowLogs: "all" });
    const group = answered(declared, "network/network-flows-logs").arn;
    assert.deepEqual(
      statementsOf(at(declared, "network/network-flows-policy")).map(({ Action, Resource }) => [Action, Resource]),
      [
        [["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"], [`${group}:*`]],
        [["logs:DescribeLogGroups"], ["*"]],
      ],
    );
    const [trust] = statementsOf(at(declared, "network/network-flows-role"), "assumeRolePolicy");
    assert.deepEqual(trust?.Condition, {
      StringEquals: { "aws:SourceAccount": "111111111111" },
      ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-north-1:111111111111:vpc-flow-log/*" },
    });
  });

  it("costs nothing when it is off", async () => {
    const declared = await network({ flowLogs: "none" });
    assert.deepEqual(
      [...ofType(declared, "FlowLog"), ...ofType(declared, "LogGroup"), ...ofType(declared, "Role")],
      [],
    );
  });
});

describe("a network that somebody else keeps", () => {
  const existing = {
    vpcId: "vpc-0a1b2c3d4e5f60718",
    publicSubnetIds: ["subnet-1a", "subnet-1b"],
    privateSubnetIds: ["subnet-2a", "subnet-2b"],
    dataSubnetIds: ["subnet-3a", "subnet-3b"],
  };

  it("is used as it is, and nothing of it is declared, so that nothing of it is ever changed or deleted", async () => {
    const declared = await network({ existing, endpoints: ["logs"], flowLogs: "all" });
    assert.deepEqual(
      declared.resources.filter(({ custom, type }) => custom && type.startsWith("aws:")),
      [],
    );
  });

  it("gives its ids on, and nothing to wait for", async () => {
    let found: Network | undefined;
    await declareComponent(() => {
      found = new Network("network", { ...defaults, existing });
    });
    assert(found);
    const ids = await Promise.all(
      [found.vpcId, ...found.publicSubnetIds, ...found.privateSubnetIds, ...found.dataSubnetIds].map(
        (id) => new Promise((known) => void id.apply(known)),
      ),
    );
    assert.deepEqual(ids, [
      existing.vpcId,
      ...existing.publicSubnetIds,
      ...existing.privateSubnetIds,
      ...existing.dataSubnetIds,
    ]);
    assert.deepEqual([...found.publicReady, ...found.privateReady], []);
  });
});
