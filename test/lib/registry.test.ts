import assert from "node:assert/strict";
import { privateEcr, registryOf } from "../../lib/registry.ts";

describe("registryOf", () => {
  it("is the host that an image begins with", () => {
    assert.equal(registryOf("ghcr.io/acme/shop@sha256:00"), "ghcr.io");
    assert.equal(registryOf("registry.local:5000/shop"), "registry.local:5000");
    assert.equal(registryOf("localhost/shop"), "localhost");
  });

  it("is Docker Hub for an image without a host, and by each of its names", () => {
    for (const image of ["redis", "library/redis", "docker.io/acme/shop", "index.docker.io/acme/shop"]) {
      assert.equal(registryOf(image), "docker.io", image);
    }
  });
});

describe("privateEcr", () => {
  it("reads account and region", () => {
    const expected = { accountId: "111111111111", region: "eu-north-1" };
    assert.deepEqual(privateEcr("111111111111.dkr.ecr.eu-north-1.amazonaws.com"), expected);
  });

  it("is none for the public one and for what only looks like it", () => {
    assert.equal(privateEcr("public.ecr.aws"), undefined);
    assert.equal(privateEcr("111111111111.dkr.ecr.eu-north-1.amazonaws.com.example.com"), undefined);
  });
});
