import assert from "node:assert/strict";
import { Parameter } from "@pulumi/aws/ssm/parameter.js";
import { type BuildableImage, builtImages } from "../../components/built-image.ts";
import { answered, at, declareComponent, ofType } from "../support/declare-stack.ts";

const web: BuildableImage = {
  uri: "ghcr.io/acme/shop-web:staging",
  architecture: "x86_64",
  build: { context: "web" },
};
const pulled: BuildableImage = { uri: `ghcr.io/acme/shop@sha256:${"0".repeat(64)}`, architecture: "x86_64" };

const built = (images: readonly BuildableImage[]) => declareComponent(() => void builtImages(images));

describe("builtImages", () => {
  it("builds for the platform that its tasks run on, and pushes under the stack's tag", async () => {
    const image = at(await built([web]), "build-ghcr-io-acme-shop-web/build-ghcr-io-acme-shop-web-image");
    assert.deepEqual(image.inputs, {
      imageName: "ghcr.io/acme/shop-web:staging",
      build: { context: "web", platform: "linux/amd64" },
      buildOnPreview: false,
      skipPush: false,
    });
    const arm = {
      ...web,
      architecture: "arm64",
      build: { context: ".", dockerfile: "web/Dockerfile", target: "run" },
    } as const;
    assert.deepEqual(ofType(await built([arm]), "index/image:Image")[0]?.inputs.build, {
      context: ".",
      dockerfile: "web/Dockerfile",
      target: "run",
      platform: "linux/arm64",
    });
  });

  it("gives tasks the digest, since a tag that moves would change what runs and no revision would show it", async () => {
    const declared = await declareComponent(() => {
      new Parameter("seen", { name: "seen", type: "String", insecureValue: builtImages([web])[web.uri] ?? "" });
    });
    const path = "build-ghcr-io-acme-shop-web/build-ghcr-io-acme-shop-web-image";
    assert.match(String(at(declared, "seen").inputs.insecureValue), /^ghcr\.io\/acme\/shop-web@sha256:[0-9a-f]{64}$/);
    assert.equal(at(declared, "seen").inputs.insecureValue, answered(declared, path).repoDigest);
  });

  it("builds an image once, however many tasks run it", async () => {
    assert.equal(ofType(await built([web, { ...web }]), "index/image:Image").length, 1);
  });

  it("writes no credentials into the state: Docker has its own login", async () => {
    assert.equal(
      at(await built([web]), "build-ghcr-io-acme-shop-web/build-ghcr-io-acme-shop-web-image").inputs.registry,
      undefined,
    );
  });

  it("asks for Docker only where there is something to build, because its provider fails without a daemon", async () => {
    assert.equal(ofType(await built([web]), "providers:docker").length, 1);
    assert.deepEqual(
      (await built([pulled])).resources.filter(({ custom }) => custom),
      [],
    );
  });
});
