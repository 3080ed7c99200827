import assert from "node:assert/strict";
import { type Named, nameLimits, physicalName } from "../../lib/names.ts";

const long = "a-very-long-name-of-a-service-that-somebody-chose-with-care-and-that-goes-on";
const everyKind = Object.keys(nameLimits).filter((kind): kind is Named => kind in nameLimits);

describe("physicalName", () => {
  it("is prefix and logical name as long as they fit, so that people find a thing by what they called it", () => {
    assert.equal(physicalName("service", "harbour-staging", "api"), "harbour-staging-api");
  });

  it("fills the limit to the last character before it cuts anything", () => {
    const fits = "x".repeat(nameLimits.targetGroup - "harbour-".length);
    assert.equal(physicalName("targetGroup", "harbour", fits), `harbour-${fits}`);
    assert.notEqual(physicalName("targetGroup", "harbour", `${fits}x`), `harbour-${fits}x`);
  });

  it("keeps the beginning and the end of a name that does not fit, since those tell it from others", () => {
    assert.match(
      physicalName("loadBalancer", "harbour-staging", "edge-of-the-whole-wide-network"),
      /^harbour-sta.*network-[0-9a-f]{6}$/,
    );
  });

  for (const kind of everyKind) {
    it(`keeps the name of every ${kind} within ${nameLimits[kind]} characters`, () => {
      const name = physicalName(kind, "harbour-production", long.repeat(20));
      assert(name.length <= nameLimits[kind], name);
    });
  }

  it("keeps two long names apart that differ only in the part that is cut out", () => {
    const [one, other] = ["one", "other"].map((middle) =>
      physicalName("targetGroup", "harbour-production", `a-service-with-${middle}-very-long-middle-and-end`),
    );
    assert.notEqual(one, other);
  });

  it("gives the same name on every run, since another name is another resource", () => {
    assert.equal(physicalName("targetGroup", "app", long), physicalName("targetGroup", "app", long));
  });

  it("changes with a value that replaces the resource, so that the new one can stand beside the old one", () => {
    const before = physicalName("targetGroup", "harbour-staging", "api", [8000, "HTTP1"]);
    const after = physicalName("targetGroup", "harbour-staging", "api", [8080, "HTTP1"]);
    assert.match(before, /^harbour-staging-api-[0-9a-f]{6}$/);
    assert.notEqual(before, after);
  });

  it("has the same hash in every stack where the rest can be read, so that stacks can be compared", () => {
    const [staging, production] = ["shop-staging", "shop-production"].map((prefix) =>
      physicalName("targetGroup", prefix, "api", [8000, "HTTP1"]).slice(prefix.length),
    );
    assert.equal(staging, production);
  });

  it("has no double hyphen where it was cut, which RDS and ElastiCache refuse", () => {
    for (let length = 1; length < 60; length++) {
      const name = physicalName("cacheUser", `${"p".repeat(length)}-${"q".repeat(5)}`, `x${"-x".repeat(20)}`);
      assert.doesNotMatch(name, /--/);
    }
  });
});
