import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prunedText } from "../../cli/texts/images.ts";
import type { ImagePackage } from "../../cloud/github.ts";
import { deleteSuperfluous, type PrunedImage, superfluousImages } from "../../delivery/images/prune.ts";
import { openRepository } from "../../git/repository.ts";

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const createdAt = "2026-01-01T00:00:00Z";
const versions = [
  { id: 1, digest: digest("a"), tags: ["sha-a"], createdAt },
  { id: 2, digest: digest("b"), tags: ["sha-b"], createdAt },
];

describe("pruning images", () => {
  let top: string;
  const asked: ImagePackage[] = [];
  const deleted: number[] = [];
  const github = {
    imageVersions: async (image: ImagePackage) => {
      asked.push(image);
      return versions;
    },
    deleteImageVersion: async ({ id }: { readonly id: number }) => {
      deleted.push(id);
    },
  };

  let images: readonly PrunedImage[];
  before(async () => {
    top = mkdtempSync(join(tmpdir(), "slipway-prune-"));
    writeFileSync(join(top, "Pulumi.staging.yaml"), `api: ${digest("a")}\n`);
    for (const args of [
      ["init", "-q"],
      ["add", "."],
      ["commit", "-qm", "first"],
    ]) {
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@localhost", ...args], { cwd: top, stdio: "pipe" });
    }
    images = await superfluousImages(await openRepository(top), top, {
      repositories: { api: "ghcr.io/acme/shop/api", cache: "public.ecr.aws/valkey/valkey" },
      newest: 0,
      now: new Date("2026-11-21T12:00:00Z"),
      github,
      partsOf: async () => [],
    });
  });
  after(() => rmSync(top, { recursive: true }));

  it("asks GitHub for its own packages alone: another registry has rules of its own", () => {
    assert.deepEqual(asked, [{ owner: "acme", package: "shop/api" }]);
    assert.match(images[1]?.leftAlone ?? "", /public\.ecr\.aws is not GitHub's registry/);
  });

  it("says what would go before it deletes anything, so that a mistake costs nothing", () => {
    assert.deepEqual(deleted, []);
    assert.equal(
      prunedText(images, undefined, "staging"),
      [
        "api  ghcr.io/acme/shop/api: 2 versions, 1 would be deleted",
        "cache  public.ecr.aws/valkey/valkey: public.ecr.aws is not GitHub's registry: it has rules of its",
        "  own",
        "To delete them: npx slipway images prune staging --yes",
        "",
      ].join("\n"),
    );
  });

  it("deletes what it said, by GitHub's number, and names each", async () => {
    const said: string[] = [];
    const deletion = await deleteSuperfluous(images, github, (sentence) => said.push(sentence));
    assert.deepEqual(deletion, { deleted: { api: 1 }, left: [], untried: 0 });
    assert.deepEqual(deleted, [2]);
    assert.deepEqual(said, [`deleting ghcr.io/acme/shop/api@${digest("b")}`]);
  });

  it("goes on after one that GitHub does not delete, which would else stop it every week at the same place", async () => {
    const [one] = images;
    assert.ok(one);
    const both = [{ ...one, superfluous: versions }];
    const gone: number[] = [];
    const refusing = {
      deleteImageVersion: async ({ id }: { readonly id: number }) => {
        if (id === 1) throw new Error("GitHub says 400 of acme/shop/api: more than 5000 downloads");
        gone.push(id);
      },
    };
    const deletion = await deleteSuperfluous(both, refusing, () => {});
    assert.deepEqual(gone, [2]);
    assert.equal(
      prunedText(both, deletion, "staging"),
      [
        "api  ghcr.io/acme/shop/api: 2 versions, 1 deleted",
        "✗ api sha256:aaaaaaaaaaaa… is still there: GitHub says 400 of acme/shop/api: more than 5000",
        "  downloads",
        "",
      ].join("\n"),
    );
  });

  it("stops after ten refusals in a row: a token that has asked too often is refused all the rest", async () => {
    const [one] = images;
    assert.ok(one);
    const many = Array.from({ length: 30 }, (_, id) => ({ id, digest: digest("c"), tags: [], createdAt }));
    let tries = 0;
    const refusing = {
      deleteImageVersion: () => {
        tries += 1;
        return Promise.reject(new Error("GitHub says 403 of acme/shop/api"));
      },
    };
    const both = [{ ...one, superfluous: many }];
    const deletion = await deleteSuperfluous(both, refusing, () => {});
    assert.deepEqual([tries, deletion.untried], [10, 20]);
    assert.match(
      prunedText(both, deletion, "staging"),
      /\n✗ 20 more were not tried after so many refusals: run this again\n$/,
    );
  });
});
