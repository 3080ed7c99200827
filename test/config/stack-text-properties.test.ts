import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { parse } from "yaml";
import { blocksOf, withBlocks, withDigest, withRollbackOf } from "../../config/stack-text.ts";
import { fileText, type GeneratedFile, movedBy, type Part, stackFile, textOf } from "../support/stack-file-texts.ts";
import { allStacks } from "../support/stack-files.ts";

const settings = { seed: 6, numRuns: 200 };

/** The same file with another one's blocks, made of the parts that the generator knows. */
function replaced(target: GeneratedFile, source: GeneratedFile): GeneratedFile {
  const moved = source.parts.map((part) => ({ ...part, lines: movedBy(part.lines, target.indent - source.indent) }));
  const of = (kind: string) => moved.find((part) => part.of === kind);
  return { ...target, parts: target.parts.map((part) => (part.of === "other" ? part : (of(part.of) ?? part))) };
}

function blocksIn({ parts }: GeneratedFile) {
  const of = (kind: string) => textOf(parts.find((part) => part.of === kind)?.lines ?? []);
  return { app: of("app"), release: of("release") };
}

/** The parts of a first promotion: before the environment with its comments, or behind the last key. */
function withMissing(target: GeneratedFile, source: GeneratedFile): GeneratedFile {
  const moved = source.parts.map((part) => ({ ...part, lines: movedBy(part.lines, target.indent - source.indent) }));
  const parts = [...target.parts];
  const lacking = (kind: string) =>
    parts.some((part) => part.of === kind) ? [] : moved.filter((part) => part.of === kind);
  const index = (holds: (part: Part) => boolean) => parts.findIndex(holds);
  const environment = index(({ lines }) => lines.some(({ says }) => says === "slipway:environment:"));
  // Behind the last key come what is nobody's and the foot.
  const end = environment === -1 ? parts.length - 2 : environment;
  const [app, release] = [index((part) => part.of === "app"), index((part) => part.of === "release")];
  const news = [...lacking("app"), ...lacking("release")];
  parts.splice(app !== -1 ? app + 1 : release !== -1 ? release : end, 0, ...news);
  return { ...target, parts };
}

describe("the text of a stack file, whatever it looks like,", () => {
  it("gives both blocks as they stand there, with the comments that are theirs and no others", () => {
    fc.assert(
      fc.property(stackFile(), (file) => {
        assert.deepEqual(blocksOf(fileText(file), "file"), blocksIn(file));
      }),
      settings,
    );
  });

  it("changes in both blocks alone, so that what belongs to the place stays byte for byte", () => {
    fc.assert(
      fc.property(stackFile(), stackFile(), (source, target) => {
        const changed = withBlocks(fileText(target), blocksOf(fileText(source), "source"), "target");
        assert.equal(changed, fileText(replaced(target, source)));
      }),
      settings,
    );
  });

  it("is the same after the second time as after the first, since whoever was killed runs it again", () => {
    fc.assert(
      fc.property(stackFile(), stackFile(), (source, target) => {
        const blocks = blocksIn(source);
        const once = withBlocks(fileText(target), blocks, "target");
        assert.equal(withBlocks(once, blocks, "target"), once);
        assert.deepEqual(blocksOf(once, "target"), blocksIn(replaced(target, source)));
      }),
      settings,
    );
  });

  it("is what it was to the last byte when its own blocks are put back, which is what a rollback does", () => {
    fc.assert(
      fc.property(stackFile(), stackFile(), (source, target) => {
        const before = fileText(target);
        const own = blocksOf(before, "target");
        assert.equal(withBlocks(before, own, "target"), before);
        assert.equal(withBlocks(withBlocks(before, blocksIn(source), "target"), own, "target"), before);
      }),
      settings,
    );
  });

  it("gets what it lacks in its place at the first promotion, and keeps all that it had", () => {
    fc.assert(
      fc.property(
        stackFile(),
        fc.constantFrom([], ["app"] as const, ["release"] as const).chain(stackFile),
        (source, target) => {
          const changed = withBlocks(fileText(target), blocksIn(source), "target");
          assert.equal(changed, fileText(withMissing(replaced(target, source), source)));
          assert.equal(withBlocks(changed, blocksIn(source), "target"), changed);
        },
      ),
      settings,
    );
  });

  it("says that it was rolled back in one line, which goes without a trace", () => {
    fc.assert(
      fc.property(stackFile(), (file) => {
        const { release } = blocksIn(file);
        const marked = withRollbackOf(release, "ab12");
        assert.ok(marked.includes('rollbackOf: "ab12"'), marked);
        assert.equal(marked.replace(/, rollbackOf: "ab12"| *rollbackOf: "ab12"\n/, ""), release);
        assert.equal(withRollbackOf(marked, undefined), release);
        assert.equal(withRollbackOf(marked, "cd34"), marked.replace("ab12", "cd34"));
      }),
      settings,
    );
  });
});

describe("the stack files that are shipped", () => {
  const texts = allStacks.map(({ name, file }) => ({ name, text: readFileSync(file, "utf8") }));

  it("take each other's blocks and give them back to the last byte", () => {
    for (const target of texts) {
      for (const source of texts) {
        const promoted = withBlocks(target.text, blocksOf(source.text, source.name), target.name);
        assert.deepEqual(blocksOf(promoted, target.name), blocksOf(source.text, source.name));
        assert.equal(withBlocks(promoted, blocksOf(target.text, target.name), target.name), target.text);
      }
    }
  });

  it("are bumped in the line of the digest alone, and in that of the commit where it was without quotes", () => {
    const digest = `sha256:${"12".repeat(32)}`;
    for (const { name, text } of texts) {
      const { images, commits } = parse(text).config["slipway:release"];
      for (const image of Object.keys(images)) {
        const to = { image, digest, ...(commits?.[image] && { commit: commits[image] }) };
        const bumped = withDigest(text, to, name);
        const [before, after] = [text.split("\n"), bumped.split("\n")];
        const news = after.filter((line, index) => line !== before[index]);
        assert.equal(after.length, before.length, name);
        const expected = [digest, ...(to.commit && !text.includes(`"${to.commit}"`) ? [to.commit] : [])];
        assert.deepEqual(
          news.map((line) => line.trim()),
          expected.map((value) => `${image}: "${value}"`),
          name,
        );
        assert.equal(withDigest(bumped, to, name), bumped);
      }
    }
  });
});
