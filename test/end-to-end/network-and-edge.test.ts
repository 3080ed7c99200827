import assert from "node:assert/strict";
import type { Step } from "../../sandbox/run/events.ts";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { project, SmallApp } from "../support/end-to-end/small-app.ts";
import { recorded } from "../support/end-to-end/state.ts";
import { changes, preview } from "../support/end-to-end/steps.ts";

const environment = "slipway:environment";
const domain = "shop.example.com";
const www = `www.${domain}`;
const zoneId = "Z0123456789SHOPZONE01";
const image = "ghcr.io/acme/shop-api";

describeOnEngine("the network and the edge of a stack that runs", () => {
  let app: SmallApp;
  let asItWas: readonly string[] = [];
  before(() => {
    app = new SmallApp({ edge: {}, domain, network: {} });
    app.set("slipway:app.secrets", { GHCR_PULL: "given" });
    app.set("slipway:app.images.api", { repository: image, pullSecret: "GHCR_PULL" });
    app.set("slipway:secrets", { GHCR_PULL: { secure: "placeholder" } });
    app.copy.edit("sandbox/world.yaml", ["images", image, "private"], true);
    app.copy.inWorld({
      zones: [{ name: domain, id: zoneId, account: "111111111111" }],
      externalDns: [domain],
      secrets: { GHCR_PULL: JSON.stringify({ username: "acme", password: "ghp-of-the-sandbox" }) },
    });
  });
  after(() => app.remove());

  it("come up", async () => {
    await app.up();
    asItWas = urns();
    app.serving("api");
  });

  it("go into maintenance by one rule and come out of it without it, and nothing else is touched", async () => {
    set("edge.maintenance", { because: "moving the orders", message: "We are back at noon." });
    assert.deepEqual(changes((await app.up()).steps), ["create edge-maintenance"]);
    set("edge.maintenance", undefined);
    assert.deepEqual(changes((await app.up()).steps), ["delete edge-maintenance"]);
    assert.deepEqual(urns(), asItWas);
    app.serving("api");
  });

  it("close a path, log and count requests and take another name, without a change of any task", async () => {
    set("edge", { closed: ["/docs*"], accessLogs: true, waf: "count" });
    set("domain", { name: domain, aliases: [www] });
    const { steps } = await app.up();
    isOfEdgeOnly(steps);
    const made = changes(steps);
    for (const name of ["edge-closed-/docs*", "edge-logs-bucket", "edge-waf-acl", `edge-record-${www}`]) {
      assert.ok(made.includes(`create ${name}`), made.join());
    }
    assert.ok(made.includes("update edge-alb"), made.join());
  });

  it("block instead of count, and leave the records of the names to somebody else", async () => {
    set("edge.waf", { mode: "block", allow: ["192.0.2.0/24"], deny: ["198.51.100.0/24"] });
    set("domain.zone", "external");
    const { steps } = await app.up();
    isOfEdgeOnly(steps);
    const made = changes(steps);
    for (const step of ["update edge-waf-acl", `delete edge-record-${domain}`, `delete edge-record-${www}`]) {
      assert.ok(made.includes(step), made.join());
    }
  });

  it("give all of that up again", async () => {
    set("edge", {});
    set("domain", domain);
    isOfEdgeOnly((await app.up()).steps);
    assert.deepEqual(urns(), asItWas);
    app.serving("api");
  });

  it("live without a way to the internet and in a third zone, while what runs goes on", async () => {
    set("network", { nat: "none", zones: zones("a", "b", "c") });
    set("images", { pullThrough: true });
    const { steps } = await app.up();
    keepsStores(steps);
    const made = changes(steps);
    assert.ok(made.includes("delete network-nat-eu-north-1a"), made.join());
    assert.ok(made.includes("create network-private-eu-north-1c"), made.join());
    app.serving("api");
    app.serving("worker");
  });

  it("go back to two zones and a NAT gateway", async () => {
    set("network", {});
    set("images", undefined);
    keepsStores((await app.up()).steps);
    assert.deepEqual(urns(), asItWas);
    app.serving("api");
    app.serving("worker");
  });

  it("refuse other addresses before anything of the network is touched, and take the old ones back", async () => {
    const before = networkInAccount();
    set("network", { cidr: "10.40.0.0/16" });
    const stderr = await app.fails();
    assert.match(stderr, /the network of a stack that runs cannot be made again/);
    assert.match(stderr, /10\.40\.0\.0\/16/);
    assert.deepEqual(networkInAccount(), before);
    app.serving("api");
    const [a, b, c, d, e, f] = ["0", "1", "2", "3", "4", "5"].map((digit) => `subnet-${digit.repeat(17)}`);
    const subnets = { public: [a, b], private: [c, d], data: [e, f] };
    set("network", { existing: { vpcId: `vpc-${"0".repeat(17)}`, subnets } });
    assert.match(await app.fails(), /network\.existing: shop-staging has a network of its own \(vpc-/);
    set("network", {});
    assert.deepEqual(await preview(app.copy, "staging"), []);
  });

  it("refuse a name outside its zone in the preview", async () => {
    set("domain", { name: domain, aliases: ["www.other.example"], zone: { id: zoneId } });
    const { code, stdout, stderr } = await app.copy.slipway(["sandbox", "preview", "staging"]);
    assert.equal(code, 1, stdout);
    assert.match(stderr, /www\.other\.example cannot be written into the zone shop\.example\.com/);
    assert.equal(stderr.split("cannot be written into the zone").length, 2, `it is said once: ${stderr}`);
    assert.doesNotMatch(stderr, /^\s+at .+:\d+:\d+\)?$/m, "no stack trace");
  });

  function set(path: string, value: unknown): void {
    app.set(`${environment}.${path}`, value);
  }

  function urns(): readonly string[] {
    return recorded(app.copy, project, "staging")
      .map(({ urn }) => urn)
      .sort();
  }

  /** The VPC and what stands in it, as the account knows it. */
  function networkInAccount() {
    const held = app.copy.inAccounts(project).filter(({ type }) => type.startsWith("aws:ec2/"));
    return new Map(held.map((resource) => [`${resource.type} ${resource.id}`, resource]));
  }
});

/** Insists that nothing but the load balancer, its names and its logs is touched. */
function isOfEdgeOnly(steps: readonly Step[]): void {
  assert.deepEqual(
    changes(steps).filter((step) => !step.includes(" edge-")),
    [],
  );
}

/** Insists that no data is lost, and no service is made anew. */
function keepsStores(steps: readonly Step[]): void {
  const kept = /^(aws:rds|aws:elasticache|aws:ecs\/service|aws:ecs\/cluster|aws:lb)/;
  assert.deepEqual(
    steps.filter(({ op, type }) => op !== "update" && kept.test(type)),
    [],
  );
}

function zones(...letters: readonly string[]): readonly string[] {
  return letters.map((letter) => `eu-north-1${letter}`);
}
