import assert from "node:assert/strict";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Network, type NetworkArgs } from "../../components/network.ts";
import { answered, at, type Declared, declareComponent, ofType, paths } from "../support/declare-stack.ts";

const defaults: NetworkArgs = {
  prefix: "shop-staging",
  region: "eu-north-1",
  cidr: "10.20.0.0/16",
  zones: ["eu-north-1a", "eu-north-1b"],
  nat: "single",
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
    const [two, three] = [await network(), await network({ zones: ["eu-north-1a", "eu-north-1b", "eu-north-1c"] })];
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
});
