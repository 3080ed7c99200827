import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { exampleText } from "../../cli/help.ts";
import { slipway as program } from "../../cli/main.ts";
import { loadedPackages } from "../support/loaded-packages.ts";
import { slipway } from "../support/slipway.ts";
import { checkout } from "../support/stack-files.ts";

const folder = join(checkout, "test", "expected", "help");

/** The command line and its verbs, by the words that call them. */
function commandsOf(command: Command, words: readonly string[] = []): [words: string, command: Command][] {
  const below = command.createHelp().visibleCommands(command);
  return [
    [words.join(" "), command],
    ...below.filter((verb) => verb.name() !== "help").flatMap((verb) => commandsOf(verb, [...words, verb.name()])),
  ];
}

/** What `--help` prints on a terminal of 80 columns. */
function helpOf(command: Command): string {
  let printed = "";
  command.configureOutput({
    writeOut: (text) => {
      printed += text;
    },
    getOutHelpWidth: () => 80,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return printed;
}

describe("slipway --help", () => {
  const commands = commandsOf(program());
  const verbs = commands.filter(([, command]) => command.commands.length === 0);

  it("is for every verb what its expected file says, because people learn the verbs from it", () => {
    mkdirSync(folder, { recursive: true });
    const expected = commands.map(([words]) => `${words.replaceAll(" ", "-") || "slipway"}.txt`);
    for (const [at, [, command]] of commands.entries()) {
      const file = join(folder, expected[at] ?? "");
      const printed = helpOf(command);
      if (process.env.UPDATE_EXPECTED) writeFileSync(file, printed);
      assert.equal(
        printed,
        existsSync(file) ? readFileSync(file, "utf8") : "",
        `${file}: UPDATE_EXPECTED=1 accepts it`,
      );
    }
    assert.deepEqual(readdirSync(folder).toSorted(), expected.toSorted(), "files of verbs that are gone");
  });

  for (const [words, command] of verbs) {
    it(`${words} has a summary of a line, its exit codes and what one may type, in the words of all`, () => {
      const help = helpOf(command);
      assert.match(command.summary(), /^[a-z].{10,}[^.]$/);
      assert.ok(command.summary().length <= 60, `${command.summary().length} characters`);
      assert.match(command.description(), /^[A-Z].* Exit code: 0 .*\.$/s);
      assert.match(help, new RegExp(`\nExamples:\n  npx slipway ${words}\\b`));
      for (const line of help.split("\n")) assert.ok(line.length <= 80 || /^ {2}(npx slipway|-)/.test(line), line);
    });
  }

  for (const flag of ["--json", "--sandbox"]) {
    it(`explains ${flag} in the same words everywhere, because it is the same everywhere`, () => {
      const explained = verbs.flatMap(([, { options }]) => options.filter(({ long }) => long === flag));
      assert.equal(new Set(explained.map(({ description }) => description)).size, 1);
    });
  }

  it("loads neither a schema nor a YAML reader, because it must be there at once", async () => {
    assert.deepEqual(await loadedPackages("--help"), ["commander"]);
  });

  it("puts the reason of an example below it where the line would break", () => {
    const rows = [
      ["logs staging", "what it wrote"],
      ["status", "how it is"],
    ] as const;
    assert.equal(
      exampleText(rows, 80),
      "\nExamples:\n  npx slipway logs staging   what it wrote\n  npx slipway status         how it is",
    );
    assert.equal(
      exampleText(rows, 30),
      "\nExamples:\n  npx slipway logs staging\n      what it wrote\n  npx slipway status\n      how it is",
    );
  });

  it("is named by a mistake in the flags, as that of the verb whose flags they were", async () => {
    const wrong = async (...words: string[]) => (await slipway(words)).stderr;
    assert.equal(
      await wrong("promote", "a", "b", "--nows"),
      "unknown option '--nows'\n(npx slipway promote --help shows what it takes)\n",
    );
    assert.equal(
      await wrong("ci", "promotion", "--bass", "main"),
      "unknown option '--bass'\n(Did you mean --base?)\n(npx slipway ci promotion --help shows what it takes)\n",
    );
    assert.equal(
      await wrong("statsu"),
      "unknown command 'statsu'\n(Did you mean status?)\n(npx slipway --help shows what there is)\n",
    );
    assert.equal(
      await wrong("promote", "staging"),
      "missing required argument 'to': stacks here are production, staging\n(npx slipway promote --help shows what it takes)\n",
    );
    assert.equal(
      await wrong("run", "staging"),
      "missing required argument 'name'\n(npx slipway run --help shows what it takes)\n",
    );
    assert.match(await wrong("verify", "stagin"), /^no stack "stagin": .* \(did you mean "staging"\?\)\n$/);
  }).timeout(60_000);

  it("is asked for as help too, of a verb below another as well, and a mistake in that is told", async () => {
    const asked = async (...words: string[]) => await slipway(["help", ...words]);
    assert.equal((await asked("ci", "plan")).stdout, (await slipway(["ci", "plan", "--help"])).stdout);
    assert.equal((await asked()).stdout, (await slipway(["--help"])).stdout);
    assert.deepEqual(await asked("statsu"), {
      code: 1,
      stdout: "",
      stderr: "unknown command 'statsu'\n(Did you mean status?)\n(npx slipway --help shows what there is)\n",
    });
    assert.deepEqual(await asked("ci", "elsewhere"), {
      code: 1,
      stdout: "",
      stderr: "unknown command 'elsewhere'\n(npx slipway ci --help shows what it takes)\n",
    });
  }).timeout(60_000);

  it("fits a narrow terminal, but for what is typed as it is, and is not wider than one reads on a wide one", () => {
    const longest = (columns: number) => {
      const before = process.stdout.columns;
      process.stdout.columns = columns;
      try {
        return commandsOf(program()).flatMap(([, command]) => {
          let printed = "";
          command.configureOutput({ writeOut: (text) => (printed += text), getOutHasColors: () => false });
          command.outputHelp();
          return printed
            .split("\n")
            .filter((line) => line.length > Math.min(columns, 100) && !/npx slipway/.test(line));
        });
      } finally {
        process.stdout.columns = before;
      }
    };
    assert.deepEqual(longest(200), []);
    assert.deepEqual(longest(64), []);
  });
});
