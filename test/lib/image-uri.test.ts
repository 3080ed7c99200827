import assert from "node:assert/strict";
import { pulledThrough, readImageUri, wholeRepository } from "../../lib/image-uri.ts";
import { publicImages } from "../../lib/public-images.ts";

const digest = `sha256:${"0".repeat(64)}`;
const cache = {
  accountId: "111111111111",
  region: "eu-north-1",
  prefixes: { "ghcr.io": "shop-ghcr-io", "docker.io": "shop-docker-io", "public.ecr.aws": "shop-public-ecr-aws" },
};
const ecr = "111111111111.dkr.ecr.eu-north-1.amazonaws.com";
const through = (image: string) => pulledThrough(`${image}@${digest}`, cache)?.uri;

describe("readImageUri", () => {
  it("takes repository, tag and digest apart, and a port for no tag", () => {
    assert.deepEqual(readImageUri(`ghcr.io/acme/shop@${digest}`), { repository: "ghcr.io/acme/shop", digest });
    assert.deepEqual(readImageUri("ghcr.io/acme/shop:1.2"), { repository: "ghcr.io/acme/shop", tag: "1.2" });
    assert.deepEqual(readImageUri(`localhost:5000/shop:1.2@${digest}`), {
      repository: "localhost:5000/shop",
      tag: "1.2",
      digest,
    });
  });
});

describe("wholeRepository", () => {
  it("says what Docker lets people leave out, so that two ways to write one repository are one", () => {
    for (const short of [
      "postgres",
      "library/postgres",
      "docker.io/postgres",
      "registry-1.docker.io/library/postgres",
    ]) {
      assert.equal(wholeRepository(short), "docker.io/library/postgres");
    }
    assert.equal(wholeRepository("acme/shop"), "docker.io/acme/shop");
    assert.equal(wholeRepository("ghcr.io/acme/shop"), "ghcr.io/acme/shop");
  });
});

describe("pulledThrough", () => {
  it("keeps the path below the prefix of the registry, and the digest", () => {
    assert.deepEqual(pulledThrough(`ghcr.io/acme/shop@${digest}`, cache), {
      uri: `${ecr}/shop-ghcr-io/acme/shop@${digest}`,
      repository: "shop-ghcr-io/acme/shop",
      digest,
    });
  });

  it("drops a tag beside the digest, which ECR would ask the other registry about", () => {
    assert.equal(through("ghcr.io/acme/shop:1.2"), `${ecr}/shop-ghcr-io/acme/shop@${digest}`);
  });

  it("adds library/ to Docker Hub's own images, which are nowhere without it", () => {
    for (const postgres of ["postgres", "docker.io/postgres", "docker.io/library/postgres"]) {
      assert.equal(through(postgres), `${ecr}/shop-docker-io/library/postgres@${digest}`);
    }
    assert.equal(through("acme/shop"), `${ecr}/shop-docker-io/acme/shop@${digest}`);
  });

  it("knows the images that slipway runs itself", () => {
    for (const { uri } of Object.values(publicImages)) {
      assert(pulledThrough(uri, cache)?.repository.startsWith("shop-public-ecr-aws/docker/library/"));
    }
  });

  it("leaves alone what is in no registry of the cache, what is in ECR already, and what has no digest to compare", () => {
    assert.equal(through("quay.io/acme/shop"), undefined);
    assert.equal(through(`${ecr}/shop`), undefined);
    assert.equal(pulledThrough("ghcr.io/acme/shop:staging", cache), undefined);
  });
});
