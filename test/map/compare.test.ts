import assert from "node:assert/strict";
import { compareMaps, type Side } from "../../map/compare.ts";
import type { Arrow, Box, EnvironmentMap } from "../../map/environment-map.ts";

const box = (id: string, own: Partial<Box> = {}): Box => ({
  id,
  kind: "web",
  name: id,
  facts: [],
  alarms: [],
  resources: 1,
  ...own,
});

function side(name: string, boxes: readonly Box[], arrows: readonly Arrow[] = []): Side {
  const map: EnvironmentMap = {
    project: "shop",
    stack: name,
    title: `${name} of shop`,
    facts: [],
    usdPerMonth: 10,
    boxes,
    arrows,
  };
  const [prefix, domain] = [`shop-${name}`, `${name}.example.com`];
  const accountId = name === "staging" ? "111111111111" : "222222222222";
  return { map, name, place: { prefix, accountId, region: "eu-north-1", profile: name, domain } };
}

/** Of each box what became of it. */
function differences(before: Side, after: Side) {
  const { boxes } = compareMaps(before, after);
  return Object.fromEntries(boxes.map(({ id, difference, changes }) => [id, changes ?? difference]));
}

describe("a comparison of two maps", () => {
  it("marks what is new, what is gone and what is changed, each by its id", () => {
    const before = side("staging", [box("a"), box("b"), box("c", { facts: ["1 task", "port 80"] })]);
    const after = side("production", [box("a"), box("c", { facts: ["2 tasks", "port 80"] }), box("d")]);
    assert.deepEqual(differences(before, after), {
      a: undefined,
      b: "removed",
      c: ["1 task → 2 tasks"],
      d: "added",
    });
  });

  it("leaves nothing out: a box that is gone keeps its place, after the group that it stands in", () => {
    const before = side("staging", [box("old"), box("old/part", { inside: "old" }), box("kept")]);
    const { boxes } = compareMaps(before, side("production", [box("kept")]));
    assert.deepEqual(
      boxes.map(({ id, difference }) => [id, difference]),
      [
        ["kept", undefined],
        ["old", "removed"],
        ["old/part", "removed"],
      ],
    );
  });

  it("tells what it has lost or gained where lines are no pairs", () => {
    const before = side("staging", [box("a", { facts: ["1 task"] })]);
    const after = side("production", [box("a", { facts: ["1 task", "on Spot"] })]);
    assert.deepEqual(differences(before, after), { a: ["new: on Spot"] });
    assert.deepEqual(differences(after, before), { a: ["no longer: on Spot"] });
  });

  it("takes the names of a place for no difference", () => {
    const of = (name: string, accountId: string) =>
      side(name, [
        box("a", {
          facts: [`https://${name}.example.com`, `shop-${name} in ${accountId}`, `for ${name}`],
          alarms: [`shop-${name}-down`],
        }),
      ]);
    assert.deepEqual(differences(of("staging", "111111111111"), of("production", "222222222222")), { a: undefined });
  });

  it("counts alarms, money and resources", () => {
    const before = side("staging", [box("a", { alarms: ["shop-staging-down"], usdPerMonth: 12.5, resources: 3 })]);
    const after = side("production", [
      box("a", { alarms: ["shop-production-down", "shop-production-slow"], resources: 5 }),
    ]);
    assert.deepEqual(differences(before, after), {
      a: ["1 → 2 alarms", "$12.50 → $0.00 a month", "3 → 5 resources"],
    });
  });

  it("marks what the map does not show too, where both are of one stack", () => {
    const of = (name: string, fingerprint: string) => side(name, [box("a", { fingerprint })]);
    assert.deepEqual(differences(of("staging", "1"), of("staging", "2")), {
      a: ["settings that the map does not show"],
    });
    assert.deepEqual(differences(of("staging", "1"), of("staging", "1")), { a: undefined });
    assert.deepEqual(differences(of("staging", "1"), of("production", "2")), { a: undefined });
  });

  it("marks arrows: another port is a change, not an arrow beside it", () => {
    const before = side(
      "staging",
      [],
      [
        { from: "a", to: "b", says: "5432" },
        { from: "a", to: "c", says: "80" },
        { from: "a", to: "d", says: "80" },
      ],
    );
    const after = side(
      "production",
      [],
      [
        { from: "a", to: "b", says: "5433" },
        { from: "a", to: "d", says: "80" },
        { from: "a", to: "e", says: "443" },
      ],
    );
    assert.deepEqual(compareMaps(before, after).arrows, [
      { from: "a", to: "b", says: "5432 → 5433", difference: "changed" },
      { from: "a", to: "d", says: "80" },
      { from: "a", to: "e", says: "443", difference: "added" },
      { from: "a", to: "c", says: "80", difference: "removed" },
    ]);
  });

  it("says what is compared, and what each side is", () => {
    const { title, facts, compared } = compareMaps(
      side("staging", [box("a")]),
      side("production", [box("a"), box("b")]),
    );
    assert.equal(title, "staging against production");
    assert.deepEqual(facts, ["staging: 1 resource, about $10 a month", "production: 2 resources, about $10 a month"]);
    assert.deepEqual(compared, { before: "staging", after: "production" });
  });

  it("of two that are the same marks nothing", () => {
    const same = side("staging", [box("a", { facts: ["1 task"] })], [{ from: "a", to: "b", says: "80" }]);
    const { boxes, arrows } = compareMaps(same, same);
    assert.deepEqual(
      [...boxes, ...arrows].filter(({ difference }) => difference),
      [],
    );
  });
});
