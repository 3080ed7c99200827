import assert from "node:assert/strict";
import { gatesText } from "../../../cli/texts/gates.ts";
import { wrapped } from "../../../cli/texts/wrapped.ts";

describe("gatesText", () => {
  it("tells passed, refused, forced and not judged apart, and puts the commands that mend below what they mend", () => {
    const lines = gatesText([
      { gate: "soak", passes: true, says: "fine" },
      { gate: "hold", passes: false, says: "held\n  by Ann", commands: ["npx slipway hold production --off"] },
      { gate: "attestation", passes: true, says: "no attestation", forced: true },
      { gate: "cost", passes: true, says: "nobody can tell", unknown: true },
    ]);
    assert.deepEqual(lines, [
      "✓ soak         fine",
      "✗ hold         held by Ann",
      "                 npx slipway hold production --off",
      "! attestation  passed by force: no attestation",
      "? cost         nobody can tell",
    ]);
  });
});

describe("wrapped", () => {
  it("breaks between words at 100 columns, below where the sentence began, and leaves a long word whole", () => {
    const word = "x".repeat(120);
    const lines = wrapped(`✗ soak  ${"word ".repeat(30)}${word}`, "        ");
    assert.equal(lines.length, 3);
    assert.ok(lines.slice(0, 2).every((line) => line.length <= 100));
    assert.equal(lines[2], `        ${word}`);
    assert.deepEqual(lines.map((line) => line.trim()).join(" "), `✗ soak  ${"word ".repeat(30)}${word}`);
  });

  it("leaves what fits as it is", () => {
    assert.deepEqual(wrapped("  a  b", "    "), ["  a  b"]);
  });
});
