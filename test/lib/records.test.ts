import assert from "node:assert/strict";
import { only } from "../../lib/only.ts";
import { found, mapValues, merge, pick } from "../../lib/records.ts";

describe("mapValues", () => {
  it("keeps the keys and hands each one over with its value", () => {
    assert.deepEqual(
      mapValues({ a: 1, b: 2 }, (value, key) => `${key}${value}`),
      { a: "a1", b: "b2" },
    );
  });
});

describe("merge", () => {
  it("lets the later record win, as one who reads from top to bottom expects", () => {
    assert.deepEqual(merge([{ a: 1, b: 1 }, { b: 2 }]), { a: 1, b: 2 });
  });

  it("is empty for none", () => {
    assert.deepEqual(merge([]), {});
  });
});

describe("pick", () => {
  it("leaves out what was not asked for and what is not there", () => {
    assert.deepEqual(pick({ a: 1, b: 2 }, ["b", "c"]), { b: 2 });
  });
});

describe("found", () => {
  it("is the value of the name", () => {
    assert.equal(found({ a: 1, b: 2 }, "b"), 2);
  });

  it("fails in words on a name that is not there, since an empty value would be declared", () => {
    assert.throws(() => found({ a: 1, b: 2 }, "c"), { message: '"c" is none of a, b' });
    assert.throws(() => found({}, "c"), { message: '"c" is none of nothing at all' });
  });
});

describe("only", () => {
  it("is the one element", () => {
    assert.equal(only(["a"]), "a");
  });

  it("fails on none and on several, since taking the first would hide the mistake", () => {
    assert.throws(() => only([]), { message: "expected one element and got 0" });
    assert.throws(() => only(["a", "b"]), { message: "expected one element and got 2" });
  });
});
