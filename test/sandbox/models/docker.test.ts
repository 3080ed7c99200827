import assert from "node:assert/strict";
import { token } from "../../../sandbox/models/tokens.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";

const inputs = { imageName: "ghcr.io/acme/shop:staging", build: { context: "web", platform: "linux/amd64" } };

describe("the sandbox's built image", () => {
  breaks("image-name-qualified", "a name without its registry", { imageName: "acme/shop:staging" }, "not qualified");
  breaks(
    "image-name-qualified",
    "a digest, which only a push can tell",
    { imageName: "ghcr.io/acme/shop@sha256:0" },
    "ghcr.io",
  );
  passes("image-name-qualified", "registry, path and tag", inputs);
  breaks(
    "image-one-platform",
    "a platform that Fargate has not",
    { build: { platform: "linux/arm/v7" } },
    "linux/arm64",
  );
  passes("image-one-platform", "one of Fargate's platforms", inputs);

  it("has another digest when it is built in another way, and the same when it is not", () => {
    const made = (more: object) => new Cloud().make(token.builtImage, { ...inputs, ...more }).outputs.repoDigest;
    assert.match(String(made({})), /^ghcr\.io\/acme\/shop@sha256:[0-9a-f]{64}$/);
    assert.equal(made({}), made({}));
    assert.notEqual(made({ build: { context: "api" } }), made({}));
  });

  it("takes the Dockerfile in its context, as Docker does, unless it is told of another", () => {
    assert.equal(new Cloud().make(token.builtImage, inputs).outputs.dockerfile, "web/Dockerfile");
  });
});
