import assert from "node:assert/strict";
import { cut, escaped, widthOf, wrapped } from "../../../map/picture/text.ts";

const font = { size: 12 };

describe("a text on a box", () => {
  it("is whole where it fits, and ends in an ellipsis where it does not, so that nobody takes a part for the whole", () => {
    assert.equal(cut("worker", font, 100), "worker");
    assert.equal(cut("harbour-production-deploy", font, 80), "harbour-p…");
    assert.ok(widthOf("harbour-p…", font) <= 80);
  });

  it("is cut between what people see as characters, so that no emoji falls apart", () => {
    assert.equal(cut("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", font, 140), "👩‍👩‍👧‍👦…");
  });

  it("wraps between words, and after the signs of an address, because those have no spaces", () => {
    assert.deepEqual(wrapped("2 to 12 tasks, 0.5 vCPU, 1 GiB", font, 110, 2), ["2 to 12 tasks,", "0.5 vCPU, 1 GiB"]);
    assert.deepEqual(wrapped("on-call@harbour.example.com", font, 110, 2), ["on-call@", "harbour.examp…"]);
    assert.deepEqual(wrapped("10.20.128.0/20", font, 60, 2), ["10.20.…"]);
    assert.deepEqual(wrapped(" ", font, 60, 2), []);
  });

  it("may hold what HTML is written with", () => {
    assert.equal(escaped(`<a b='c' d="e">&amp;`), "&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;amp;");
  });
});
