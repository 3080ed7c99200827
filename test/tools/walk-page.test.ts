import assert from "node:assert/strict";
import { missingLine, stepsOf } from "../../tools/walk/page.ts";

const page = (...lines: readonly string[]) => ["Text.", "", "```console", ...lines, "```", "", "More."].join("\n");

describe("a page that has one type things", () => {
  it("holds commands, what they print, and with which exit code they end", () => {
    assert.deepEqual(stepsOf(page("$ one", "first", "second", "$ two # exits with 2")), [
      { command: "one", prints: ["first", "second"], exit: 0 },
      { command: "two # exits with 2", prints: [], exit: 2 },
    ]);
  });

  it("may have commands over more lines, as a shell asks for them", () => {
    assert.deepEqual(stepsOf(page("$ cat <<'END'", "> a", ">", "> END", "printed")), [
      { command: "cat <<'END'\na\n\nEND", prints: ["printed"], exit: 0 },
    ]);
  });

  it("leaves blocks of other kinds to the reader, like those that need an account", () => {
    assert.deepEqual(stepsOf("```sh\nnpm ci\n```\n"), []);
  });

  it("that prints before anything is typed is refused, since nobody would check it", () => {
    assert.throws(
      () => stepsOf(page("printed")),
      /a console block begins with "printed": begin it with \$ and a command/,
    );
  });
});

describe("what a page says is printed", () => {
  for (const [why, prints, printed, missing] of [
    ["may leave lines out", ["one", "three"], "one\ntwo\nthree\n", undefined],
    ["may leave the rest of a line out", ["in … seconds"], "in 31 seconds\n", undefined],
    ["may leave out more than once", ["a … b … c"], "a 1 b 2 c\n", undefined],
    ["does not read a word twice", ["a … a"], "a \n", "a … a"],
    ["takes … alone for any lines", ["…", "two"], "one\ntwo\n", undefined],
    ["is wrong in another order", ["two", "one"], "one\ntwo\n", "one"],
    ["is whole lines, or a line that says more would pass", ["verified"], "not verified\n", "verified"],
    ["is text, and no pattern", ["a.c (x)"], "abc (x)\n", "a.c (x)"],
  ] as const) {
    it(why, () => assert.equal(missingLine(prints, printed), missing));
  }
});
