import assert from "node:assert/strict";
import { differences, hues, page, type Tone } from "../../../map/picture/palette.ts";

const schemes = ["light", "dark"] as const;

/** Text, what it stands on, and the contrast that WCAG 2.2 asks for: 4.5 for text, 3 for signs and lines that matter. */
const pairs: readonly (readonly [name: string, over: Tone, under: Tone, least: number])[] = [
  ...(["ground", "surface", "raised"] as const).flatMap((under) => [
    [`text on ${under}`, page.text, page[under], 4.5] as const,
    [`dim text on ${under}`, page.dim, page[under], 4.5] as const,
  ]),
  ["a link", page.accent, page.surface, 4.5],
  ["a link of the table", page.accent, page.ground, 4.5],
  ["an arrow", page.arrow, page.ground, 3],
  ...Object.entries(hues).flatMap(([name, { ink, tint }]) => [
    [`text on ${name}`, page.text, tint, 4.5] as const,
    [`dim text on ${name}`, page.dim, tint, 4.5] as const,
    [`an arrow on ${name}`, page.arrow, tint, 3] as const,
    [`what is chosen on ${name}`, page.accent, tint, 3] as const,
    [`the sign of ${name}`, page.sign, ink, 4.5] as const,
  ]),
  ...Object.entries(differences).flatMap(([name, { tone }]) => [
    [`the mark of ${name}`, page.surface, tone, 4.5] as const,
    [`the line around ${name}`, tone, page.ground, 3] as const,
  ]),
];

describe("the colours of a map", () => {
  for (const scheme of schemes) {
    it(`can be told apart in the ${scheme} page by people who see little contrast`, () => {
      const tooLow = pairs
        .map(([name, over, under, least]) => ({ name, least, is: contrast(over[scheme], under[scheme]) }))
        .filter(({ is, least }) => is < least)
        .map(({ name, is, least }) => `${name}: ${is.toFixed(2)}, not ${least}`);
      assert.deepEqual(tooLow, []);
    });
  }

  it("are measured as WCAG does", () => {
    assert.equal(contrast("#000000", "#ffffff"), 21);
    assert.equal(contrast("#767676", "#ffffff").toFixed(2), "4.54");
  });
});

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
