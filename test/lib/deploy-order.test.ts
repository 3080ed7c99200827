import assert from "node:assert/strict";
import { deployOrder, type Ordered } from "../../lib/deploy-order.ts";

const web = (...uses: string[]): Ordered => ({ kind: "web", uses: Object.fromEntries(uses.map((name) => [name, {}])) });
const worker = (...uses: string[]): Ordered => ({ ...web(...uses), kind: "worker" });

describe("the order of a release", () => {
  it("is workers before web services, so that what these hand on is understood", () => {
    assert.deepEqual(deployOrder({ api: web("main"), mail: worker("main"), site: web() }), {
      mail: [],
      api: ["mail"],
      site: ["mail"],
    });
  });

  it("waits for no worker in a rollback, whose whole time counts, but for the services that one calls", () => {
    const back = (one: Ordered): Ordered => ({ ...one, isGoingBack: true });
    const services = { api: back(web("main")), mail: back(worker("main")), site: back(web("api")) };
    assert.deepEqual(deployOrder(services), { api: [], mail: [], site: ["api"] });
    assert.deepEqual(deployOrder({ api: back(web("mail")), mail: back(worker()) }), { mail: [], api: ["mail"] });
  });

  it("is servers before clients, which see only what was there when they started", () => {
    assert.deepEqual(deployOrder({ a: web("b"), b: web("c"), c: web() }), { c: [], b: ["c"], a: ["b", "c"] });
  });

  it("lets a worker wait for a web service that it calls, and then nobody for that worker", () => {
    const order = deployOrder({ api: web(), mail: worker("api"), other: worker(), site: web() });
    assert.deepEqual(order, { other: [], api: ["other"], mail: ["api"], site: ["other"] });
  });

  it("lets neither wait where two call each other", () => {
    assert.deepEqual(deployOrder({ a: web("b"), b: web("a") }), { a: [], b: [] });
  });

  it("has no ring, whatever three services call, and each comes after those that it waits for", () => {
    const names = ["a", "b", "c"];
    const edges = names.flatMap((from) => names.filter((to) => to !== from).map((to) => [from, to] as const));
    for (let bits = 0; bits < 2 ** (names.length + edges.length); bits++) {
      const has = (bit: number) => (bits >> bit) % 2 === 1;
      const calls = edges.filter((_, at) => has(names.length + at));
      const services = Object.fromEntries(
        names.map((name, at) => {
          const uses = calls.flatMap(([from, to]) => (from === name ? [to] : []));
          return [name, has(at) ? web(...uses) : worker(...uses)];
        }),
      );
      const order = Object.entries(deployOrder(services));
      assert.equal(order.length, names.length);
      order.forEach(([, waits], at) => {
        const before = order.slice(0, at).map(([name]) => name);
        assert.deepEqual(
          waits.filter((name) => !before.includes(name)),
          [],
        );
      });
    }
  });
});
