import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { publicImages } from "../../lib/public-images.ts";

const listed: Record<string, Record<string, unknown>> = parse(
  readFileSync(new URL("../../tools/images.yaml", import.meta.url), "utf8"),
);

describe("publicImages", () => {
  it("are those of tools/images.yaml, where the sources are", () => {
    const expected = Object.entries(listed).map(([name, { repository, digest, tag }]) => [
      name,
      { uri: `${repository}@${digest}`, tag },
    ]);
    assert.deepEqual(publicImages, Object.fromEntries(expected));
  });

  for (const [name, image] of Object.entries(listed)) {
    it(`cites for ${name} a public page at one commit, since a digest is never invented`, () => {
      assert.match(String(image.source), /^https:\/\/github\.com\/[^/]+\/[^/]+\/blob\/[0-9a-f]{40}\//);
      assert.match(String(image.digest), /^sha256:[0-9a-f]{64}$/);
      assert.match(String(image.seenAlso), /\w/);
    });

    it(`is for ${name} an index with both platforms that Fargate has`, () => {
      assert.match(String(image.mediaType), /index|manifest\.list/);
      assert.deepEqual(image.platforms, ["linux/amd64", "linux/arm64"]);
    });
  }
});
