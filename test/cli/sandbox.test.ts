import assert from "node:assert/strict";
import { slipway } from "../support/slipway.ts";

describe("slipway sandbox", () => {
  for (const [flag, value, meaning] of [
    ["--pace <seconds>", "abc", "Use a number from 0 to 60 (seconds, 60 for as long as on AWS)."],
    ["--pace <seconds>", "-1", "Use a number from 0 to 60 (seconds, 60 for as long as on AWS)."],
    ["--pace <seconds>", "Infinity", "Use a number from 0 to 60 (seconds, 60 for as long as on AWS)."],
    ["--port <port>", "abc", "Use a number from 0 to 65535 (a whole number, 0 for a free port)."],
    ["--port <port>", "80.5", "Use a number from 0 to 65535 (a whole number, 0 for a free port)."],
    ["--port <port>", "65536", "Use a number from 0 to 65535 (a whole number, 0 for a free port)."],
    ["--port <port>", "", "Use a number from 0 to 65535 (a whole number, 0 for a free port)."],
  ] as const) {
    const [option = ""] = flag.split(" ");
    it(`starts nothing with ${option} ${JSON.stringify(value)}, which is no number that it takes`, async () => {
      const { code, stdout, stderr } = await slipway(["sandbox", "up", `${option}=${value}`]);
      assert.deepEqual([code, stdout], [1, ""]);
      assert.equal(stderr.split("\n")[0], `option '${flag}' argument '${value}' is invalid. ${meaning}`);
    });
  }
});
