import assert from "node:assert/strict";
import fc from "fast-check";
import { inOrder } from "../../operate/in-order.ts";

async function* from(numbers: readonly number[]) {
  yield* numbers;
}

describe("several sequences in order", () => {
  it("are all their items, sorted, however many and however long they are", () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.integer())), async (lists) => {
        const sorted = lists.map((list) => list.toSorted((a, b) => a - b));
        const merged: number[] = [];
        for await (const one of inOrder(sorted.map(from), (a, b) => a - b)) merged.push(one);
        assert.deepEqual(
          merged,
          lists.flat().toSorted((a, b) => a - b),
        );
      }),
    ));
});
