import assert from "node:assert/strict";
import { join } from "node:path";
import { projectOf } from "../config/stack-file.ts";
import { filesOfTheTeam } from "../tools/default-app.mjs";
import { valuesOf } from "./support/declare-stack.ts";
import { checkout } from "./support/stack-files.ts";

const staging = join(checkout, "test/default-app/Pulumi.staging.yaml");

describe("the default app", () => {
  it("is at the top as in test/default-app, unless a team put an app of its own there: what people try is what is tested", () => {
    const isOurs = projectOf(join(checkout, "Pulumi.staging.yaml")) === "harbour";
    const copies = filesOfTheTeam(checkout).map((file) => `cp ${file} test/default-app/${file}`);
    assert.deepEqual(isOurs ? copies : [], [], "copy them; or, for an app of your own, give Pulumi.yaml its own name");
  });
});

describe("the default app with a local build", () => {
  const variant = join(checkout, "test/variants/local-build/Pulumi.staging.yaml");

  it("is the default app otherwise, so that its plan shows what a build changes and nothing else", () => {
    const [usual, built] = [valuesOf(staging), valuesOf(variant)];
    const { web: image, ...images } = Object(built.app).images;
    assert.deepEqual(image, { repository: "ghcr.io/acme/harbour-web", build: { context: "web" } });
    const { web: digest, ...digests } = Object(usual.release).images;
    const { web: pulled, ...others } = Object(usual.app).images;
    assert.deepEqual([pulled, typeof digest], [image.repository, "string"]);
    // The only stack of its folder manages the repository.
    const { github, ...environment } = Object(built.environment);
    assert.deepEqual(github, { manageRepository: true });
    assert.deepEqual(
      [{ ...Object(built.app), images }, Object(built.release).images, environment],
      [{ ...Object(usual.app), images: others }, digests, usual.environment],
    );
  });
});
