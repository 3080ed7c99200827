import assert from "node:assert/strict";
import type { ImageVersion } from "../../cloud/github.ts";
import { superfluous, type Wanted } from "../../delivery/images/superfluous.ts";

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const hour = 60 * 60 * 1000;
const now = new Date("2026-11-21T12:00:00Z");

/** A version that is some hours old. */
const version = (letter: string, hours: number, ...tags: string[]): ImageVersion => ({
  id: letter.charCodeAt(0),
  digest: digest(letter),
  tags,
  createdAt: new Date(now.getTime() - hours * hour).toISOString(),
});

const parts: Readonly<Record<string, readonly string[]>> = {
  [digest("a")]: [digest("1"), digest("2")],
  [digest("b")]: [digest("3")],
  [digest("e")]: [digest("4")],
};

async function lettersOf(versions: readonly ImageVersion[], wanted: Partial<Wanted> = {}): Promise<string> {
  const found = await superfluous(versions, {
    released: new Set(),
    newest: 0,
    before: new Date(now.getTime() - 24 * hour),
    partsOf: async (one) => parts[one] ?? [],
    ...wanted,
  });
  return found.map(({ digest: one }) => one.at(-1)).join("");
}

describe("a version of an image", () => {
  it("goes when nothing names it, so that a registry does not grow for ever", async () => {
    assert.equal(await lettersOf([version("a", 100, "sha-1"), version("9", 100)]), "a9");
  });

  it("stays when it was released, with the image of each platform: a rollback needs them all", async () => {
    const versions = [version("a", 9000, "sha-1"), version("1", 9000), version("2", 9000), version("b", 9000, "sha-2")];
    assert.equal(await lettersOf(versions, { released: new Set([digest("a")]) }), "b");
  });

  it("stays while it is among the newest builds, with its parts, whatever was released", async () => {
    const versions = [version("a", 30, "latest"), version("1", 30), version("b", 40, "sha-2"), version("3", 40)];
    assert.equal(await lettersOf(versions, { newest: 1 }), "b3");
  });

  it("stays when it is what is attested of one that stays, and so does what that lists", async () => {
    const attested = version("e", 9000, `sha256-${"a".repeat(64)}`);
    const other = version("f", 9000, `sha256-${"b".repeat(64)}`);
    const versions = [version("a", 9000, "sha-1"), attested, version("4", 9000), other];
    assert.equal(await lettersOf(versions, { released: new Set([digest("a")]) }), "f");
  });

  it("does not count as a build for its attestation's tag, or the newest would be attestations alone", async () => {
    const versions = [version("e", 30, `sha256-${"9".repeat(64)}`), version("a", 40, "sha-1")];
    assert.equal(await lettersOf(versions, { newest: 1 }), "e");
  });

  it("stays for a day, since a build pushes its parts before the index that names them", async () => {
    assert.equal(await lettersOf([version("9", 23), version("8", 25)]), "8");
  });

  it("is not deleted at all when the parts of one that stays cannot be read", async () => {
    const partsOf = () => Promise.reject(new Error("ghcr.io does not answer"));
    const versions = [version("a", 9000, "sha-1"), version("1", 9000)];
    await assert.rejects(lettersOf(versions, { released: new Set([digest("a")]), partsOf }), /does not answer/);
  });
});
