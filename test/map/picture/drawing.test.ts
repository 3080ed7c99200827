import assert from "node:assert/strict";
import type { EnvironmentMap } from "../../../map/environment-map.ts";
import { columnDrawing } from "../../../map/picture/column-drawing.ts";
import type { Drawing, PlacedArrow, PlacedBox, Point } from "../../../map/picture/drawing.ts";
import { labelled } from "../../../map/picture/labels.ts";
import { layeredDrawing } from "../../../map/picture/layered-drawing.ts";
import { compared, empty, hostile, production } from "./fixture.ts";

const maps = { production, compared, hostile, empty };

const drawings: Readonly<Record<string, (map: EnvironmentMap) => Promise<Drawing>>> = {
  "for a wide screen": layeredDrawing,
  "for a phone": async (map) => columnDrawing(map),
};

for (const [title, draw] of Object.entries(drawings)) {
  describe(`a drawing ${title}`, () => {
    for (const [name, map] of Object.entries(maps)) {
      it(`of ${name} shows each box once, inside its group and beside the others, so that none hides another`, async () => {
        const { boxes, width, height } = await draw(map);
        assert.deepEqual(boxes.map(({ box }) => box.id).sort(), map.boxes.map(({ id }) => id).sort());
        const byId = new Map(boxes.map((placed) => [placed.box.id, placed]));
        for (const placed of boxes) {
          const group = byId.get(placed.box.inside ?? "") ?? { x: 0, y: 0, width, height };
          assert.ok(isInside(placed, group), `${placed.box.id} is not inside ${placed.box.inside}`);
        }
        assert.deepEqual(overlaps(boxes), []);
      });

      it(`of ${name} lets arrows begin and end at the edges of their boxes, so that one can follow them`, async () => {
        const { boxes, arrows } = await draw(map);
        const byId = new Map(boxes.map((placed) => [placed.box.id, placed]));
        for (const { arrow, points } of arrows) {
          assert.ok(isAtEdge(points.at(0), byId.get(arrow.from)), `${arrow.from} → ${arrow.to} begins nowhere`);
          assert.ok(isAtEdge(points.at(-1), byId.get(arrow.to)), `${arrow.from} → ${arrow.to} ends nowhere`);
        }
      });
    }

    it("has every arrow but those between a group and what stands in it, which would have no length", async () => {
      assert.equal((await draw(production)).arrows.length, production.arrows.length);
      assert.deepEqual(
        (await draw(hostile)).arrows.map(({ arrow }) => arrow.says),
        [hostile.arrows[0]?.says, ""],
      );
    });
  });
}

describe("a drawing for a wide screen", () => {
  it("keeps the tiers in their order though tasks reach the internet through the public one", async () => {
    const { boxes } = await layeredDrawing(production);
    const left = (id: string) => boxes.find(({ box }) => box.id === id)?.x ?? Number.NaN;
    assert.ok(left("tier/public") < left("tier/private"));
    assert.ok(left("tier/private") < left("tier/data"));
  });

  it("draws such an arrow from who begins, though the layout was told of it the other way round", async () => {
    const { arrows } = await layeredDrawing(production);
    const points = arrows.find(({ arrow }) => arrow.to === "nat")?.points ?? [];
    assert.ok((points.at(0)?.x ?? 0) > (points.at(-1)?.x ?? 0));
  });

  it("writes over arrows what they say, and nothing over something else", async () => {
    const { arrows } = await layeredDrawing(production);
    const labels = arrows.flatMap(({ label }) => (label ? [label] : []));
    assert.ok(labels.length > arrows.length / 3, `${labels.length} of ${arrows.length} arrows say something`);
    const close = labels.filter((one) =>
      labels.some((other) => other !== one && Math.abs(one.x - other.x) < 8 && Math.abs(one.y - other.y) < 8),
    );
    assert.deepEqual(close, []);
  });
});

describe("what an arrow says", () => {
  const line = (says: string, y: number, to = 200): PlacedArrow => ({
    arrow: { from: "one", to: "two", says },
    points: [
      { x: 0, y },
      { x: to, y },
    ],
  });
  const labels = (arrows: readonly PlacedArrow[]) => labelled(arrows, []).map(({ label }) => label?.y);

  it("stands over its line, and under it where another is too near above", () => {
    assert.deepEqual(labels([line("443", 50)]), [46]);
    assert.deepEqual(labels([line("443", 50), line("80", 57)]), [46, 69]);
  });

  it("is left to the panel and the table where there is no room between lines, or the line is short", () => {
    assert.deepEqual(labels([line("443", 50), line("80", 57), line("22", 64)]), [46, undefined, 76]);
    assert.deepEqual(labels([line("443", 50, 20)]), [undefined]);
  });
});

describe("a drawing for a phone", () => {
  it("is never wider than one, whatever the map", async () => {
    for (const map of Object.values(maps)) {
      assert.equal(columnDrawing(map).width, 358);
    }
  });
});

function isInside(one: PlacedBox, group: Point & { width: number; height: number }): boolean {
  return (
    one.x >= group.x &&
    one.y >= group.y &&
    one.x + one.width <= group.x + group.width + 0.5 &&
    one.y + one.height <= group.y + group.height + 0.5
  );
}

function overlaps(boxes: readonly PlacedBox[]): string[] {
  return boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter((other) => other.box.inside === one.box.inside)
      .filter(
        (other) =>
          one.x < other.x + other.width &&
          other.x < one.x + one.width &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      )
      .map((other) => `${one.box.id} over ${other.box.id}`),
  );
}

function isAtEdge(point: Point | undefined, placed: PlacedBox | undefined): boolean {
  if (!point || !placed) {
    return false;
  }
  const { x, y, width, height } = placed;
  const [right, bottom] = [x + width, y + height];
  const across = point.x > x - 1 && point.x < right + 1;
  const down = point.y > y - 1 && point.y < bottom + 1;
  const atSide = Math.abs(point.x - x) < 1 || Math.abs(point.x - right) < 1;
  const atEnd = Math.abs(point.y - y) < 1 || Math.abs(point.y - bottom) < 1;
  return across && down && (atSide || atEnd);
}
