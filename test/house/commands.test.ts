import assert from "node:assert/strict";
import type { Command } from "commander";
import { slipway } from "../../cli/main.ts";
import { pathsOf, textOf } from "./sources.ts";

const program = slipway();

describe("a command that a page or a workflow names", () => {
  it("is one that there is, with options that it takes, because it is copied as it is", () => {
    const pages = ["*.md", "docs/**/*.md", "examples/**/*.md", ".github/**/*.yml", "delivery/**/*.yml"].flatMap(
      pathsOf,
    );
    const named = pages.flatMap((page) => commandsIn(textOf(page)).map((command) => ({ page, command })));
    assert.ok(named.length > 100, `${named.length} commands were found`);
    assert.deepEqual(
      named.flatMap(({ page, command }) => mistakesIn(command).map((mistake) => `${page}: ${command}: ${mistake}`)),
      [],
    );
  });

  it("is found with its mistakes in whatever it is part of", () => {
    const text = "Run `npx slipway statsu --sandbox`, then npx slipway ci plan staging --outt x -- ls --all # --why";
    assert.deepEqual(commandsIn(text), ["statsu --sandbox", "ci plan staging --outt x -- ls --all"]);
    assert.deepEqual(commandsIn(text).flatMap(mistakesIn), ["statsu", "--outt"]);
  });
});

/** What stands behind `npx slipway`, up to where the sentence, the code or the line goes on with something else. */
function commandsIn(text: string): string[] {
  return [...text.matchAll(/npx slipway ([a-z][^`"'#|;,&)\n]*)/g)].map(([, words = ""]) => words.trim());
}

/** The verb or the options of a command that there are not. */
function mistakesIn(text: string): string[] {
  const words = text.split(/\s+/);
  const verbs = verbsOf(program, words);
  const verb = verbs.at(-1);
  if (verb === undefined) return words.slice(0, 1);
  const end = words.indexOf("--");
  const options = words
    .slice(verbs.length, end < 0 ? undefined : end)
    .flatMap((word) => /^--[a-z][a-z-]*/.exec(word) ?? []);
  return options.filter((option) => option !== "--help" && !verb.options.some(({ long }) => long === option));
}

/** The verb that words begin with, and those below it. */
function verbsOf(command: Command, [word, ...rest]: readonly string[]): Command[] {
  const verb = command.commands.find((one) => one.name() === word);
  return verb ? [verb, ...verbsOf(verb, rest)] : [];
}
