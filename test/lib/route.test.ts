import assert from "node:assert/strict";
import { hostOf, parseRoute } from "../../lib/route.ts";

describe("parseRoute", () => {
  it("takes what stands before the first / as a host's label, and nothing as every host", () => {
    assert.deepEqual(parseRoute("/api/*"), { path: "/api/*" });
    assert.deepEqual(parseRoute("api/v1/*"), { label: "api", path: "/v1/*" });
    assert.deepEqual(parseRoute("@/*"), { label: "@", path: "/*" });
  });

  it("takes as long a path as the load balancer does", () => {
    assert.ok("path" in parseRoute(`/${"a".repeat(127)}`));
    assert.ok("wrong" in parseRoute(`/${"a".repeat(128)}`));
  });

  for (const route of ["", "api", "a.b/*", "-a/*", "API/*", "*/x", "/a b", "/ü", "/a#b", "/******"]) {
    it(`refuses "${route}"`, () => assert.ok("wrong" in parseRoute(route)));
  }
});

describe("hostOf", () => {
  it("puts a label under the domain, and @ at the domain itself", () => {
    assert.equal(hostOf("api", "shop.example.com"), "api.shop.example.com");
    assert.equal(hostOf("@", "shop.example.com"), "shop.example.com");
  });
});
