import assert from "node:assert/strict";
import { Cluster } from "../../components/cluster.ts";
import { applyOverrides, type Override, overrideProblems } from "../../components/overrides.ts";
import { tagResources } from "../../components/resource-tags.ts";
import { at, declareComponent } from "../support/declare-stack.ts";

const because = "the vendor asked for it in a ticket";
const override = (own: Partial<Override> = {}): Override => ({
  path: "cluster/cluster-tasks",
  because,
  props: { settings: [] },
  ...own,
});

/** A small program with some overrides, in the order in which index.ts does it. */
function planWith(...overrides: Override[]) {
  return declareComponent(() => {
    const check = applyOverrides(overrides);
    tagResources("staging");
    new Cluster("cluster", { prefix: "shop-staging" });
    check();
  });
}

describe("an override", () => {
  it("changes the resource at its path, and no other", async () => {
    const plain = await declareComponent(() => new Cluster("cluster", { prefix: "shop-staging" }));
    const changed = await planWith(
      override({ props: { settings: [{ name: "containerInsights", value: "enhanced" }] } }),
    );
    assert.deepEqual(at(changed, "cluster/cluster-tasks").inputs.settings, [
      { name: "containerInsights", value: "enhanced" },
    ]);
    assert.deepEqual(at(changed, "cluster/cluster-capacity").inputs, at(plain, "cluster/cluster-capacity").inputs);
  });

  it("leaves the inputs that it does not name", async () => {
    assert.equal(at(await planWith(override()), "cluster/cluster-tasks").inputs.name, "shop-staging-cluster");
  });

  it("cannot take away the tag by which a resource is found again", async () => {
    const declared = await planWith(override({ props: { tags: { team: "shop" } } }));
    assert.deepEqual(at(declared, "cluster/cluster-tasks").inputs.tags, {
      team: "shop",
      "slipway:resource": "staging/Cluster/cluster-tasks",
    });
  });

  it("fails when it names no resource, since somebody believes that it works", async () => {
    await assert.rejects(planWith(override({ path: "cluster/cluster-nodes" })), {
      message: "override of cluster/cluster-nodes named no resource: the plan prints every path",
    });
  });

  it("fails when it names a component, which has no inputs to change", async () => {
    await assert.rejects(planWith(override({ path: "cluster" })), /override "cluster" names no resource/);
  });

  it("is shown to the provider's rules like what the program declares itself", async () => {
    await assert.rejects(
      planWith(override({ props: { settings: [{ name: "insights", value: "on" }] } })),
      /cluster\/cluster-tasks/,
    );
  });

  const refusals: [string, Override, string][] = [
    [
      "protects",
      override({ path: "main/main-instance", props: { deletionProtection: false } }),
      'override of main/main-instance sets "deletionProtection": what protects or encrypts is not changed here',
    ],
    [
      "encrypts",
      override({ path: "main/main-instance", props: { storageEncrypted: false } }),
      'override of main/main-instance sets "storageEncrypted": what protects or encrypts is not changed here',
    ],
    [
      "says which account",
      override({ path: "account/account", props: { allowedAccountIds: [] } }),
      'override of account/account sets "allowedAccountIds": what protects or encrypts is not changed here',
    ],
  ];
  for (const [what, refused, message] of refusals) {
    it(`is refused for what ${what}`, () => {
      assert.deepEqual(overrideProblems([refused]), [message]);
    });
  }

  it("is refused for each of them, before anything is declared", async () => {
    const props = {
      sslPolicy: "ELBSecurityPolicy-2016-08",
      transitEncryptionEnabled: false,
      publiclyAccessible: true,
      assumeRolePolicy: "{}",
    };
    assert.equal(overrideProblems([override({ props })]).length, 4);
    await assert.rejects(planWith(override({ props })), /override of cluster\/cluster-tasks sets "sslPolicy"/);
  });

  it("is refused without a reason", () => {
    assert.deepEqual(overrideProblems([override({ because: " " })]), [
      'override of cluster/cluster-tasks has no reason: say in "because" why the configuration is not enough',
    ]);
  });

  it("is refused when its path names a component alone", () => {
    assert.deepEqual(overrideProblems([override({ path: "cluster" })]), [
      'override "cluster" names no resource: write <component>/<resource>, as the plan prints it',
    ]);
  });

  it("is refused when another one names the same resource", () => {
    assert.deepEqual(overrideProblems([override(), override()]), [
      "override of cluster/cluster-tasks stands twice: put its props into one",
    ]);
  });
});
