import assert from "node:assert/strict";
import { coveredBy, validationNames } from "../../lib/domains.ts";

describe("coveredBy", () => {
  it("adds the wildcard, so that a host of the app needs no new certificate", () => {
    assert.deepEqual(coveredBy("example.com", []), ["*.example.com"]);
  });

  it("leaves out what the wildcard covers already", () => {
    assert.deepEqual(coveredBy("example.com", ["www.example.com", "example.com"]), ["*.example.com"]);
  });

  it("names what the wildcard does not cover: another domain, and two labels down", () => {
    const aliases = ["example.org", "a.b.example.com"];
    assert.deepEqual(coveredBy("example.com", aliases), ["*.example.com", "a.b.example.com", "example.org"]);
  });

  it("does not depend on the order of the aliases, since another order would be another certificate", () => {
    assert.deepEqual(coveredBy("example.com", ["b.org", "a.org"]), coveredBy("example.com", ["a.org", "b.org"]));
  });
});

describe("validationNames", () => {
  it("has one name for the apex and its wildcard, whose validation record is the same", () => {
    assert.deepEqual(validationNames("example.com", ["www.example.com", "example.org"]), [
      "example.com",
      "example.org",
    ]);
  });
});
