import assert from "node:assert/strict";
import { mock } from "node:test";
import { showProgress } from "../../tools/engine/progress.ts";

describe("progress", () => {
  let written = "";
  const write = (text: string) => {
    written += text;
  };

  const pass = (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      mock.timers.tick(1000);
    }
  };

  beforeEach(() => {
    written = "";
    mock.timers.enable({ apis: ["setInterval", "Date"] });
  });
  afterEach(() => mock.timers.reset());

  it("is one line on a terminal, which tells each second how long it has taken", () => {
    const progress = showProgress({ isTTY: true, columns: 80, write });
    progress.say("building");
    pass(61);
    progress.end();
    assert.ok(written.startsWith("\r\u001b[Kbuilding\r\u001b[Kbuilding (1 s)\r\u001b[Kbuilding (2 s)"), written);
    assert.ok(written.endsWith("\r\u001b[Kbuilding (1 min 1 s)\n"), written);
  });

  it("fits a narrow terminal while it changes, because a broken line cannot be drawn over", () => {
    const progress = showProgress({ isTTY: true, columns: 20, write });
    progress.say("building pulumi with Go");
    written = "";
    pass(1);
    assert.equal(written, "\r\u001b[Kbuilding pul… (1 s)");
    progress.end();
  });

  it("is a line every 15 seconds in a log, so that a log stays readable and a wait visible", () => {
    const progress = showProgress({ write });
    progress.say("downloading");
    pass(31);
    progress.say("building");
    progress.end();
    pass(60);
    assert.equal(written, "downloading\ndownloading (15 s)\ndownloading (30 s)\nbuilding\n");
  });
});
