import assert from "node:assert/strict";
import { type GuardedPlan, type Loss, losses } from "../../plan/guard.ts";
import type { PlannedResource } from "../../plan/plan.ts";

const instance = "aws:rds/instance:Instance";

/** A resource below a component of its name's first word. */
function resource(name: string, own: Partial<PlannedResource> = {}): PlannedResource {
  const component = name.split("-")[0] ?? name;
  const { type = instance } = own;
  return {
    type,
    name,
    urn: `urn:pulumi:production::shop::slipway:database:Database$${type}::${name}`,
    path: `${component}/${name}`,
    parent: `urn:pulumi:production::shop::slipway:database:Database::${component}`,
    custom: true,
    protect: true,
    retainOnDelete: false,
    deleteBeforeReplace: false,
    dependsOn: [],
    ignoreChanges: [],
    hooks: {},
    timeouts: {},
    aliases: [],
    inputs: { engine: "postgres", identifier: "shop-main", dbName: "main", instanceClass: "db.m7g.large" },
    ...own,
  };
}

function component(name: string, aliases: readonly string[] = []): PlannedResource {
  const type = "slipway:database:Database";
  const urn = `urn:pulumi:production::shop::${type}::${name}`;
  const { parent, ...rest } = resource(name, { type, path: name, custom: false, protect: false, inputs: {} });
  return { ...rest, urn, aliases };
}

function plan(resources: readonly PlannedResource[], own: Partial<GuardedPlan> = {}): GuardedPlan {
  const place = { prefix: "shop-production", accountId: "111111111111", region: "eu-north-1", profile: "production" };
  return { place, resources, allowReplace: [], ...own };
}

const main = resource("main-instance");
const renamed = resource("main-instance", { inputs: { ...main.inputs, dbName: "orders" } });
const dbName = { property: "dbName", from: "main", to: "orders" };
const replaced: Loss = {
  path: "main/main-instance",
  type: instance,
  urn: main.urn,
  change: "replace",
  causes: [dbName],
  newcomers: [],
};
const deleted: Loss = { ...replaced, change: "delete", causes: [] };
const none = { refused: [], allowed: [] };

describe("the guard", () => {
  it("finds nothing where nothing changes, or what changes is done in place", () => {
    const bigger = resource("main-instance", { inputs: { ...main.inputs, instanceClass: "db.m7g.xlarge" } });
    assert.deepEqual(losses(plan([main]), plan([main])), none);
    assert.deepEqual(losses(plan([main]), plan([bigger])), none);
  });

  it("refuses a replacement, and names the property with both its values", () => {
    assert.deepEqual(losses(plan([main]), plan([renamed])), { refused: [replaced], allowed: [] });
  });

  it("looks into lists and at keys with dots in them", () => {
    const type = "aws:s3/bucket:Bucket";
    const before = resource("logs-bucket", { type, inputs: { bucket: "a", tags: { "a.b": "1" } } });
    const after = resource("logs-bucket", { type, inputs: { bucket: "b", tags: { "a.b": "2" } } });
    const [loss] = losses(plan([before]), plan([after])).refused;
    assert.deepEqual(loss?.causes, [{ property: "bucket", from: "a", to: "b" }]);
  });

  it("refuses what goes with something else that is replaced, and names that", () => {
    const key = (description: string, region: string) =>
      resource("main-key", { type: "aws:ec2/vpc:Vpc", protect: false, inputs: { description, cidrBlock: region } });
    const encrypted = resource("main-instance", {
      inputs: { ...main.inputs, kmsKeyId: "key-1" },
      references: { kmsKeyId: [key("", "").urn] },
    });
    assert.deepEqual(losses(plan([key("a", "10.0.0.0/16"), encrypted]), plan([key("a", "10.1.0.0/16"), encrypted])), {
      refused: [
        { ...replaced, causes: [{ property: "kmsKeyId", from: "key-1", to: "key-1", through: "main/main-key" }] },
      ],
      allowed: [],
    });
  });

  it("leaves out what the program leaves to AWS", () => {
    assert.deepEqual(losses(plan([main]), plan([{ ...renamed, ignoreChanges: ["dbName"] }])), none);
  });

  it("refuses a delete", () => {
    assert.deepEqual(losses(plan([main]), plan([])), { refused: [deleted], allowed: [] });
  });

  it("takes a rename for the delete that it is, and says what is new", () => {
    const orders = resource("orders-instance");
    const other = resource("cache-nodes", { type: "aws:elasticache/replicationGroup:ReplicationGroup" });
    assert.deepEqual(losses(plan([main]), plan([orders, other])).refused, [
      { ...deleted, newcomers: ["orders/orders-instance"] },
    ]);
  });

  it("finds a thing under its new name by its aliases, its own or its component's", () => {
    const orders = resource("orders-instance");
    const own = { ...orders, aliases: ["name main-instance"] };
    const byUrn = { ...orders, aliases: [main.urn] };
    assert.deepEqual(losses(plan([main]), plan([own])), none);
    assert.deepEqual(losses(plan([main]), plan([byUrn])), none);
    assert.deepEqual(losses(plan([main]), plan([component("orders", ["name main"]), orders])), none);
    assert.deepEqual(losses(plan([main]), plan([component("orders"), orders])).refused.length, 1);
  });

  it("finds it also in another component or under another type", () => {
    const top = { ...main, urn: `urn:pulumi:production::shop::${instance}::main-instance` };
    const moved = { ...main, aliases: ["no parent"] };
    assert.deepEqual(losses(plan([top]), plan([moved])), none);
    const old = main.urn.replace("slipway:database:Database", "slipway:postgres:Postgres");
    const parent = "parent urn:pulumi:production::shop::slipway:postgres:Postgres::main";
    assert.deepEqual(losses(plan([{ ...main, urn: old }]), plan([{ ...main, aliases: [parent] }])), none);
    assert.deepEqual(
      losses(
        plan([{ ...main, urn: main.urn.replace(instance, "aws:rds/old:Old") }]),
        plan([{ ...main, aliases: ["type aws:rds/old:Old"] }]),
      ),
      none,
    );
  });

  it("names what is replaced under its new name by its new URN, which is the one to allow", () => {
    const orders = resource("orders-instance", { aliases: [main.urn], inputs: renamed.inputs });
    const [loss] = losses(plan([main]), plan([orders])).refused;
    assert.equal(loss?.urn, orders.urn);
    assert.deepEqual(loss?.causes, [dbName]);
  });

  it("lets pass what the place names", () => {
    const allowReplace = [main.urn];
    const open = { ...renamed, protect: false };
    assert.deepEqual(losses(plan([main]), plan([open], { allowReplace })), { refused: [], allowed: [replaced] });
    assert.deepEqual(losses(plan([main]), plan([], { allowReplace })), { refused: [], allowed: [deleted] });
  });

  it("holds what was unprotected only because it was named, when the line goes before the change", () => {
    const before = plan([{ ...main, protect: false }], { allowReplace: [main.urn] });
    assert.deepEqual(losses(before, plan([])).refused, [deleted]);
  });

  it("says nothing of what was never protected, as in staging", () => {
    const open = { ...main, protect: false };
    assert.deepEqual(losses(plan([open]), plan([])), none);
    assert.deepEqual(losses(plan([open]), plan([{ ...renamed, protect: false }])), none);
  });

  it("holds what is protected from now on, as the engine does", () => {
    assert.deepEqual(losses(plan([{ ...main, protect: false }]), plan([renamed])).refused, [replaced]);
  });

  it("knows that nothing of AWS moves to another region or account", () => {
    const repository = resource("main-repository", {
      type: "github:index/repository:Repository",
      inputs: { name: "a" },
    });
    const elsewhere = { ...plan([]).place, region: "eu-west-1" };
    const { refused } = losses(plan([main, repository]), plan([main, repository], { place: elsewhere }));
    assert.deepEqual(refused, [
      { ...replaced, causes: [{ property: "environment.aws.region", from: "eu-north-1", to: "eu-west-1" }] },
    ]);
  });
});
