import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import { withMarks } from "../../cli/print.ts";
import { fittedTable } from "../../cli/texts/table.ts";
import { textWidth, widthOf, wrapped } from "../../cli/texts/wrapped.ts";
import { slipway } from "../support/slipway.ts";
import { checkout } from "../support/stack-files.ts";

/** What a module prints where standard output is said to be a terminal. */
function onTerminal(code: string, variables: Readonly<Record<string, string>> = {}): string {
  const { PATH, HOME } = process.env;
  const begin = `
    const { WriteStream } = await import("node:tty");
    const { getColorDepth } = WriteStream.prototype;
    Object.defineProperty(process.stdout, "isTTY", { value: true });
    Object.assign(process.stdout, { getColorDepth });`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", begin + code], {
    cwd: checkout,
    env: { PATH, HOME, TERM: "xterm-256color", ...variables },
    encoding: "utf8",
  });
  assert.equal(stderr, "");
  return stdout;
}

describe("a table", () => {
  const rows = [
    ["edge", "the load balancer and all that it needs in front of two services", "18"],
    ["main", "PostgreSQL", "29"],
  ];

  it("is as wide as what is in it, where that fits", () => {
    assert.deepEqual(fittedTable(rows, ["left", "left", "right"], 1, { width: 100 }).split("\n"), [
      "edge  the load balancer and all that it needs in front of two services  18",
      "main  PostgreSQL                                                        29",
    ]);
  });

  it("breaks one column where the terminal is narrower, so that numbers stay below each other", () => {
    const lines = fittedTable(rows, ["left", "left", "right"], 1, { width: 40 }).split("\n");
    assert.deepEqual(lines, [
      "edge  the load balancer and all that  18",
      "      it needs in front of two",
      "      services",
      "main  PostgreSQL                      29",
    ]);
  });
});

describe("a table that no terminal is too narrow for", () => {
  const rows = [
    ["alarms", "AlarmTopics", "6", "2 Topic, 2 TopicPolicy, 2 TopicSubscription"],
    ["main-migration", "MigrationTask", "12", "Role"],
  ];
  const aligns = ["left", "left", "right", "left"] as const;

  it("has what would be broken into single words below the rest of its row", () => {
    assert.deepEqual(fittedTable(rows, aligns, 3, { width: 40 }).split("\n"), [
      "alarms          AlarmTopics     6",
      "    2 Topic, 2 TopicPolicy, 2",
      "    TopicSubscription",
      "main-migration  MigrationTask  12",
      "    Role",
    ]);
  });

  it("breaks the rest too, where that does not fit either", () => {
    const lines = fittedTable(rows, aligns, 3, { width: 24 }).split("\n");
    assert.deepEqual(lines.slice(0, 3), ["alarms", "  AlarmTopics     6", "    2 Topic, 2"]);
  });
});

describe("a terminal of 40 columns", () => {
  for (const verb of ["plan", "cost"]) {
    it(`holds all that ${verb} says, because a phone has no more`, () => {
      const code = `process.stdout.columns = 40; const { run } = await import("./cli/main.ts"); await run(["${verb}"]);`;
      const lines = stripVTControlCharacters(onTerminal(code)).split("\n");
      // A name may be longer, and stays whole.
      assert.deepEqual(
        lines.filter((line) => line.length > 40 && line.trim().includes(" ")),
        [],
      );
    }).timeout(30_000);
  }
});

describe("a sentence", () => {
  it("is broken by what is seen of it: colours take no columns", () => {
    const painted = "\u001b[1mone two three\u001b[22m";
    assert.equal(widthOf(painted), 13);
    assert.deepEqual(wrapped(painted, "  ", 13), [painted]);
  });

  it("is 100 columns wide where there is no terminal", () => {
    const { columns } = process.stdout;
    try {
      process.stdout.columns = 0;
      assert.equal(textWidth(), 100);
      process.stdout.columns = 300;
      assert.equal(textWidth(), 100, "longer lines are hard to read");
      process.stdout.columns = 72;
      assert.equal(textWidth(), 72);
      process.stdout.columns = 10;
      assert.equal(textWidth(), 40, "below that nothing can be read");
    } finally {
      process.stdout.columns = columns;
    }
  });
});

describe("colours", () => {
  const marks = 'const { print } = await import("./cli/print.ts"); print({ a: 1 }, "✓ soak\\n  ✗ hold\\n", {});';

  it("are in what a terminal gets", () => {
    assert.equal(onTerminal(marks), "\u001b[32m✓\u001b[39m soak\n  \u001b[31m✗\u001b[39m hold\n");
  });

  it("are left out where NO_COLOR says so", () => {
    assert.equal(onTerminal(marks, { NO_COLOR: "1" }), "✓ soak\n  ✗ hold\n");
  });

  it("are never in JSON, which a program reads", () => {
    const printed = onTerminal(marks.replace(", {})", ", { json: true })"));
    assert.equal(printed, '{\n  "a": 1\n}\n');
  });

  it("mark no more than the beginnings of lines", () => {
    assert.equal(stripVTControlCharacters(withMarks("! a ✓ in a sentence, why?\n")), "! a ✓ in a sentence, why?\n");
  });

  for (const verb of [["plan"], ["cost"], ["diff", "staging", "production"]]) {
    it(`are not in what a pipe gets from ${verb[0]}, and its tables and sentences fit 100 columns`, async () => {
      const { stdout, stderr } = await slipway(verb);
      assert.equal(stdout, stripVTControlCharacters(stdout));
      assert.equal(stderr, "");
      assert.deepEqual(
        stdout.split("\n").filter((line) => line.length > 100),
        [],
      );
    });
  }
});
