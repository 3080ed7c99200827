import assert from "node:assert/strict";
import { loggedErrorsPattern } from "../../lib/logged-errors-pattern.ts";
import { picks } from "../cloud/filter-pattern.ts";

describe("what counts as an error in a log", () => {
  const lines: readonly [title: string, line: object, isError: boolean][] = [
    ["a level in words, as structlog and zap write it", { level: "error", event: "no answer" }, true],
    ["a level in capitals, as slog writes it", { level: "ERROR", msg: "no answer" }, true],
    ["a number, as pino writes it", { level: 50, msg: "no answer" }, true],
    ["a fatal one", { level: 60, msg: "no memory" }, true],
    ["a level of Python's logging", { levelname: "CRITICAL", message: "no disk" }, true],
    ["a severity, as Google's loggers write it", { severity: "ERROR", message: "no answer" }, true],
    ["a warning", { level: "warning", event: "slow" }, false],
    ["a line that only speaks of an error", { level: "info", event: "error page shown" }, false],
    ["a line without a level", { event: "started" }, false],
  ];
  for (const [title, line, isError] of lines) {
    it(`${isError ? "is" : "is not"} ${title}`, () => {
      assert.equal(picks(loggedErrorsPattern, line, false), isError);
    });
  }

  it("fits into a filter of CloudWatch", () => {
    assert.ok(loggedErrorsPattern.length <= 1024);
  });
});
