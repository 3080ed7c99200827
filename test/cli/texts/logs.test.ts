import assert from "node:assert/strict";
import { logJson, logText } from "../../../cli/texts/logs.ts";

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
