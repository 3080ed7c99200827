import assert from "node:assert/strict";
import { mapText } from "../../../cli/texts/map.ts";
import type { Box, Difference, EnvironmentMap } from "../../../map/environment-map.ts";

function mapWith(
  differences: readonly (Difference | undefined)[],
  compared?: EnvironmentMap["compared"],
): EnvironmentMap {
  const boxes = differences.map((difference, at): Box => {
    const box: Box = { id: `${at}`, kind: "web", name: "api", facts: [], alarms: [], resources: 1 };
    return difference ? { ...box, difference } : box;
  });
  const arrows = [{ from: "0", to: "1", says: "80" }];
  const title = compared ? `${compared.before} against ${compared.after}` : "staging of shop";
  const map = { project: "shop", stack: "staging", title, facts: [], usdPerMonth: 12.6, boxes, arrows };
  return compared ? { ...map, compared } : map;
}

const compared = { before: "staging", after: "production" };
const picture = { file: "map.html", bytes: 100_000, isPicture: true };
const last = "open it in a browser: it needs no network and holds no secret, so it can be sent on\n";

describe("what is said of a map that was written", () => {
  it("is where it is, what is on it, and what one does with it", () => {
    assert.equal(
      mapText(mapWith([undefined, undefined]), picture),
      `map.html: staging of shop, 98 KB\n2 parts, 1 connection, about $13 a month\n${last}`,
    );
  });

  it("is how much is different, where two are compared", () => {
    assert.equal(
      mapText(mapWith(["added", "changed", "changed", undefined], compared), picture),
      `map.html: staging against production, 98 KB\n1 part new, 0 gone, 2 changed\n${last}`,
    );
    assert.equal(
      mapText(mapWith([undefined], compared), picture),
      `map.html: staging against production, 98 KB\nstaging and production look the same\n${last}`,
    );
  });

  it("is no sameness where only who talks to whom is different", () => {
    const map = mapWith([undefined], compared);
    const arrows = map.arrows.map((arrow) => ({ ...arrow, difference: "changed" as const }));
    assert.match(mapText({ ...map, arrows }, picture), /^0 connections new, 0 gone, 1 changed$/m);
    const both = mapText({ ...mapWith(["removed"], compared), arrows }, picture);
    assert.match(both, /^0 parts new, 1 gone, 0 changed; 0 connections new, 0 gone, 1 changed$/m);
  });

  it("sends nobody to a browser with what is for another program", () => {
    assert.equal(
      mapText(mapWith([undefined]), { file: "map.mmd", bytes: 10, isPicture: false }),
      "map.mmd: staging of shop, 1 KB\n1 part, 1 connection, about $13 a month\n",
    );
  });
});
