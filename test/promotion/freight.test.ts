import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { parse } from "yaml";
import { freightOf, pairOf, shortId } from "../../promotion/freight.ts";

const app = { name: "shop", services: { api: { port: 8000, uses: ["main"] } } };
const release = { version: "1.4.2", commits: { api: "a".repeat(40) }, images: { api: `sha256:${"1".repeat(64)}` } };
const program = "p".repeat(64);

describe("a freight", () => {
  it("has the SHA-256 of the canonical JSON of its three parts as its id, so that anybody can compute it", () => {
    const images = `"images":{"api":"sha256:${"1".repeat(64)}"}`;
    const text =
      '{"app":{"name":"shop","services":{"api":{"port":8000,"uses":["main"]}}},' +
      `"program":"${program}","release":{"commits":{"api":"${"a".repeat(40)}"},${images},"version":"1.4.2"}}`;
    const id = createHash("sha256").update(text).digest("hex");
    assert.equal(freightOf({ app, release, program }).id, id);
    assert.equal(shortId(id), id.slice(0, 12));
  });

  it("keeps its id when a stack file is formatted otherwise, since nothing else would be deployed", () => {
    const flow = parse('{services: {api: {uses: [main], port: 8000}}, name: "shop"}');
    assert.equal(freightOf({ app: flow, release, program }).id, freightOf({ app, release, program }).id);
  });

  it("is another one when any value of it is another", () => {
    const others = [
      { app: { ...app, name: "shops" }, release, program },
      { app: { ...app, services: { api: { port: "8000", uses: ["main"] } } }, release, program },
      { app: { ...app, env: {} }, release, program },
      { app, release: { ...release, version: "1.4.3" }, program },
      { app, release: { ...release, commits: { api: "b".repeat(40) } }, program },
      { app, release: { images: release.images, version: "1.4.2" }, program },
      { app, release, program: "q".repeat(64) },
      { app: release, release: app, program },
    ];
    const ids = [{ app, release, program }, ...others].map((parts) => freightOf(parts).id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it("is the same after a rollback to it, because rollbackOf says only how it came there", () => {
    const before = freightOf({ app, release, program });
    const after = freightOf({ app, release: { ...release, rollbackOf: before.id }, program });
    assert.deepEqual(after, before);
    assert.equal(pairOf(app, { ...release, rollbackOf: before.id }), before.pair);
  });

  it("shares its pair with the same app and release on another program, which a stack file cannot show", () => {
    const [one, other] = [program, "q".repeat(64)].map((at) => freightOf({ app, release, program: at }));
    assert.equal(one?.pair, other?.pair);
    assert.notEqual(one?.pair, one?.id);
  });
});
