import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { takenFor } from "../../config/ambiguous-scalar.ts";

/** What `pulumi config --json` of version 3.259.0 made of each plain scalar; it refuses a whole file with .inf in it. */
const engine: Readonly<Record<string, unknown>> = JSON.parse(
  readFileSync(new URL("engine-readings.json", import.meta.url), "utf8"),
);

function reading(plain: string, version: "1.1" | "1.2"): unknown {
  return parse(`key: ${plain}`, { version }).key;
}

describe("a plain scalar", () => {
  it("that the engine and YAML 1.2 read differently is ambiguous", () => {
    const missed = Object.entries(engine).filter(
      ([plain, read]) =>
        JSON.stringify(read) !== JSON.stringify(reading(plain, "1.2")) && takenFor(plain) === undefined,
    );
    assert.deepEqual(missed, []);
  });

  it("that the engine and YAML 1.1 read differently is ambiguous", () => {
    const missed = Object.entries(engine).filter(
      // This reader takes "e1" for an empty value; YAML 1.1 itself takes it for text.
      ([plain, read]) =>
        plain !== "e1" &&
        JSON.stringify(read) !== JSON.stringify(reading(plain, "1.1")) &&
        takenFor(plain) === undefined,
    );
    assert.deepEqual(missed, []);
  });

  it("that is read as a number of another spelling is ambiguous, since a version 1.10 would become 1.1", () => {
    const missed = Object.entries(engine).filter(
      ([plain, read]) => typeof read === "number" && String(read) !== plain && takenFor(plain) === undefined,
    );
    assert.deepEqual(missed, []);
  });

  it("that everybody reads alike may stand as it is", () => {
    for (const plain of [
      "text",
      "15",
      "0",
      "-1",
      "0.5",
      "3.11",
      "true",
      "false",
      "1.2.3",
      "8000:8000",
      "10.0.0.0/16",
      "v1",
    ]) {
      assert.equal(takenFor(plain), undefined, plain);
    }
  });

  for (const [plain, says] of [
    ["2026-12-24", "a date"],
    ["0755", "an octal number"],
    ["0x1F", "a number of another base"],
    ["1_000", "a number without its _"],
    ["1.10", "the number 1.1"],
    ["yes", "true or false"],
    ["12:30", "a number of base 60"],
    [".inf", "no finite number"],
    ["1234567890123456789012345678901234567890", "the number 1.2345678901234568e+39"],
  ] as const) {
    it(`like ${plain} is told to be ${says}`, () => assert.equal(takenFor(plain), says));
  }
});
