import assert from "node:assert/strict";
import { logJson, logText, noLinesText } from "../../../cli/texts/logs.ts";

const at = Date.parse("2026-11-21T18:44:07.250Z");
const line = { id: "1", name: "api", task: "0a1b2c3d4e5f60718293a4b5c6d7e8f9", at, text: "listening on 8080" };
const style = { names: true, now: new Date("2026-11-21T19:00:00Z"), timeZone: "Europe/Stockholm" };

describe("a line of a log", () => {
  it("is when, by the reader's clock, who, and what", () => {
    assert.equal(logText(line, style), "19:44:07 api/0a1b2c3d listening on 8080\n");
  });

  it("has its day where that is not today", () => {
    assert.equal(
      logText(line, { ...style, now: new Date("2026-11-22T08:00:00Z") }),
      "2026-11-21 19:44:07 api/0a1b2c3d listening on 8080\n",
    );
  });

  it("names nobody where only one writes, and no task where none does", () => {
    assert.equal(logText(line, { ...style, names: false }), "19:44:07 0a1b2c3d listening on 8080\n");
    const { task: _, ...ofDatabase } = line;
    assert.equal(logText(ofDatabase, { ...style, names: false }), "19:44:07 listening on 8080\n");
  });

  it("stays one line, and does nothing to the terminal, because anybody may write into a log", () => {
    const text = "\u001b[31mred\u001b[0m\nsecond\r\u001b]0;title\u0007 end\u001b[2J";
    assert.equal(logText({ ...line, text }, { ...style, names: false }), "19:44:07 0a1b2c3d red second  end\n");
  });

  it("is for a program an object with its time as the standard writes it", () => {
    assert.equal(
      logJson(line),
      '{"at":"2026-11-21T18:44:07.250Z","name":"api","task":"0a1b2c3d4e5f60718293a4b5c6d7e8f9","text":"listening on 8080"}\n',
    );
  });
});

describe("a log without lines", () => {
  const nothing = { of: "api", since: "30m", ago: 1_800_000, missing: [], place: "staging api --sandbox" };

  it("is looked through further back by the same command, in the same place", () => {
    assert.equal(
      noLinesText(nothing),
      "no lines of api since 30m: look further back, such as npx slipway logs staging api --sandbox --since 1d\n",
    );
    const later = noLinesText({ ...nothing, since: "3d", ago: 3 * 86_400_000 });
    assert.match(later, / --sandbox --since 30d\n$/);
  });

  it("says what was looked for, and where there is no log at all", () => {
    assert.equal(
      noLinesText({ ...nothing, grep: "order-1", errors: true, missing: ["/slipway/shop/api"] }),
      'no lines with "order-1" that look like errors of api since 30m (/slipway/shop/api is not there yet): look further back, such as npx slipway logs staging api --sandbox --grep order-1 --errors --since 1d\n',
    );
    assert.match(
      noLinesText({ ...nothing, grep: "it's", previous: true }),
      / --grep 'it'\\''s' --previous --since 1d\n$/,
    );
  });
});
