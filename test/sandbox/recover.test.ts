import assert from "node:assert/strict";
import { hostname } from "node:os";
import { parseDeployment } from "../../backend/deployment.ts";
import type { Wanted } from "../../cloud/cloud.ts";
import { UserError } from "../../lib/user-error.ts";
import { recover } from "../../sandbox/run/recover.ts";

const PARENT = "urn:pulumi:dev::tiny::slipway:network:Network::network";
const PROVIDER = "urn:pulumi:dev::tiny::pulumi:providers:aws::account";
const urn = (type: string, name: string) => `urn:pulumi:dev::tiny::slipway:network:Network$${type}::${name}`;
const VPC = "aws:ec2/vpc:Vpc";
const CLUSTER = "aws:ecs/cluster:Cluster";
const ROUTE = "aws:ec2/route:Route";

const pending = (type: string, name: string, inputs: object) => ({
  type: "creating",
  resource: { urn: urn(type, name), type, custom: true, parent: PARENT, provider: `${PROVIDER}::4711`, inputs },
});

/** An engine that holds one state, and takes another. */
function engine(resources: readonly object[], operations: readonly object[], locks: readonly string[] = []) {
  const calls: string[] = [];
  let state = JSON.stringify({ version: 3, deployment: { resources, pending_operations: operations } });
  let locked = locks;
  const pulumi = async (args: readonly string[], input?: string) => {
    calls.push(args.join(" "));
    if (args[0] === "cancel") locked = [];
    if (args[1] === "import" && locked.length > 0)
      throw new Error(`the stack is currently locked: ${locked.join(" ")}`);
    if (args[1] === "import") state = input ?? "";
    return args[1] === "export" ? state : "";
  };
  return { pulumi, calls, state: () => parseDeployment(state).deployment };
}

/** A cloud in which some questions have an answer. */
function cloud(answer: (wanted: Wanted) => string | undefined) {
  return { find: async (wanted: Wanted) => answer(wanted) };
}

describe("recover", () => {
  it("asks by name, then by tag, then by everything that was asked for", async () => {
    const { pulumi, state } = engine(
      [],
      [
        pending(CLUSTER, "cluster", { name: "tiny" }),
        pending(VPC, "vpc", { cidrBlock: "10.0.0.0/16", tags: { "slipway:resource": "dev/vpc" } }),
        pending(ROUTE, "out", { routeTableId: "rtb-1" }),
      ],
    );
    const { adopted } = await recover(
      pulumi,
      cloud(({ name, tag, inputs }) => {
        if (name === "tiny") return "arn:cluster/tiny";
        if (tag?.value === "dev/vpc") return "vpc-1";
        return inputs.routeTableId === "rtb-1" ? "r-rtb-1" : undefined;
      }),
      "dev",
    );
    assert.deepEqual(
      adopted.map(({ name, id, by }) => [name, id, by]),
      [
        ["cluster", "arn:cluster/tiny", "name"],
        ["vpc", "vpc-1", "tag"],
        ["out", "r-rtb-1", "parent"],
      ],
    );
    assert.deepEqual(
      state().resources?.map(({ id }) => id),
      ["arn:cluster/tiny", "vpc-1", "r-rtb-1"],
    );
    assert.deepEqual(state().pending_operations, []);
  });

  it("puts what was asked for into the state, and what the provider reads a resource by, so that nothing is imported", async () => {
    const ids = {
      "aws:ecs/taskDefinition:TaskDefinition": "arn:aws:ecs:eu-north-1:123456789012:task-definition/tiny-api:1",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "sgr-1",
      "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy": "tiny:dev:7",
      [VPC]: "vpc-1",
    };
    const { pulumi, state } = engine(
      [],
      Object.keys(ids).map((type) => pending(type, type, { asked: true })),
    );
    await recover(
      pulumi,
      cloud(({ type }) => (ids as Readonly<Record<string, string>>)[type]),
      "dev",
    );
    const [definition, rule, policy, vpc] = Object.values(ids);
    assert.deepEqual(
      state().resources?.map(({ id, outputs }) => [id, outputs]),
      [
        [definition, { asked: true, arn: definition }],
        [rule, { asked: true, id: rule, securityGroupRuleId: rule }],
        [policy, { asked: true, policyId: 7 }],
        [vpc, { asked: true }],
      ],
    );
  });

  it("writes nothing where people have to do something first, since what was under way would be forgotten", async () => {
    const operations = [pending(VPC, "vpc", {})];
    const { pulumi, calls } = engine([], operations);
    const expired = { find: () => Promise.reject(new UserError("the session has expired: log in again")) };
    await assert.rejects(recover(pulumi, expired, "dev"), { message: "the session has expired: log in again" });
    assert.deepEqual(calls, ["stack export"]);
  });

  it("asks by name for what has the stack's tag too, since a thing of that name may be somebody else's", async () => {
    const tags = { "slipway:resource": "dev/cluster" };
    const { pulumi } = engine([], [pending(CLUSTER, "cluster", { name: "tiny", tags })]);
    const { adopted, missing } = await recover(
      pulumi,
      cloud(({ name, tag }) => (name === "tiny" && tag === undefined ? "arn:cluster/of-others" : undefined)),
      "dev",
    );
    assert.deepEqual([adopted, missing.map(({ name }) => name)], [[], ["cluster"]]);
  });

  it("reads what it found once from the cloud, so that the state is true", async () => {
    const { pulumi, calls } = engine([], [pending(CLUSTER, "cluster", { name: "tiny" })]);
    await recover(
      pulumi,
      cloud(() => "arn:cluster/tiny"),
      "dev",
    );
    assert.equal(calls.at(-1), `refresh --yes --skip-preview --target ${urn(CLUSTER, "cluster")}`);
  });

  it("names the import line of what it does not find", async () => {
    const { pulumi, state } = engine([], [pending(VPC, "vpc", { cidrBlock: "10.0.0.0/16" })]);
    const { adopted, missing } = await recover(
      pulumi,
      cloud(() => undefined),
      "dev",
    );
    assert.deepEqual(adopted, []);
    assert.deepEqual(missing, [
      {
        type: VPC,
        name: "vpc",
        importLine: `pulumi import ${VPC} vpc <id> --stack dev --parent 'network=${PARENT}' --provider 'account=${PROVIDER}' --protect=false`,
      },
    ]);
    assert.deepEqual(state().resources, []);
  });

  it("marks what was about to be replaced for deletion, and never takes it for the new one", async () => {
    const old = { urn: urn(CLUSTER, "cluster"), type: CLUSTER, custom: true, id: "arn:cluster/old", outputs: {} };
    const after = { urn: urn(VPC, "vpc"), type: VPC, custom: true, id: "vpc-1", outputs: {} };
    const { pulumi, state } = engine([old, after], [pending(CLUSTER, "cluster", { name: "new" })]);
    const known: (readonly string[] | undefined)[] = [];
    await recover(
      pulumi,
      cloud((wanted) => {
        known.push(wanted.known);
        return "arn:cluster/new";
      }),
      "dev",
    );
    assert.deepEqual(known, [["arn:cluster/old"]]);
    assert.deepEqual(
      state().resources?.map((one) => [one.id, one.delete ?? false]),
      [
        ["arn:cluster/new", false],
        ["vpc-1", false],
        ["arn:cluster/old", true],
      ],
    );
  });

  it("does not send secrets to the search", async () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };
    const { pulumi } = engine([], [pending(ROUTE, "out", { routeTableId: "rtb-1", secret })]);
    let inputs: object = {};
    await recover(
      pulumi,
      cloud((wanted) => {
        inputs = wanted.inputs;
        return undefined;
      }),
      "dev",
    );
    assert.deepEqual(inputs, { routeTableId: "rtb-1" });
  });

  it("says of what is on GitHub whose repositories its provider works on, because the inputs name a repository alone", async () => {
    const provider = {
      urn: PROVIDER,
      type: "pulumi:providers:github",
      custom: true,
      id: "4711",
      inputs: { owner: "acme" },
    };
    const VARIABLE = "github:index/actionsVariable:ActionsVariable";
    const { pulumi } = engine([provider], [pending(VARIABLE, "region", { repository: "harbour" })]);
    const owners: (string | undefined)[] = [];
    const { adopted } = await recover(
      pulumi,
      cloud(({ owner }) => {
        owners.push(owner);
        return "harbour:AWS_REGION";
      }),
      "dev",
    );
    assert.deepEqual(owners, ["acme"]);
    assert.deepEqual(
      adopted.map(({ id }) => id),
      ["harbour:AWS_REGION"],
    );
  });

  it("drops the engine's lock when its process on this host is dead", async () => {
    const dead = `created by me@${hostname()} (pid 4194399) at 2026-11-21T07:00:00Z`;
    const { pulumi, calls } = engine([], [], [dead]);
    const { droppedLock } = await recover(
      pulumi,
      cloud(() => undefined),
      "dev",
    );
    assert.equal(droppedLock, true);
    assert.ok(calls.includes("cancel --yes"));
  });

  for (const [who, lock] of [
    ["that lives", `created by me@${hostname()} (pid ${process.pid}) at 2026-11-21T07:00:00Z`],
    ["on another host", "created by me@elsewhere (pid 4194399) at 2026-11-21T07:00:00Z"],
  ] as const)
    it(`leaves the lock of a process ${who} alone, and says whose it is`, async () => {
      const { pulumi, calls } = engine([], [], [lock]);
      const recovered = recover(
        pulumi,
        cloud(() => undefined),
        "dev",
      );
      await assert.rejects(
        recovered,
        /^UserError: the stack is locked by process \d+ on \S+ since 2026-11-21T07:00:00Z: wait for it to end; if it is on another machine and surely dead, drop the lock there with `pulumi cancel`$/,
      );
      assert.ok(!calls.includes("cancel --yes"));
    });
});
