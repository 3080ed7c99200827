/** How wide characters are at most in the widest of the fonts that a page may get, in parts of the font's size. */
const widths: readonly (readonly [characters: RegExp, em: number])[] = [
  [/[ ',./\\:;|ijlIJ]/, 0.34],
  [/[-()[\]!"frt*_`]/, 0.48],
  [/[a-z\d{}$sEFLPSTYkx?]/, 0.65],
  [/[%@mMW]/, 1],
  [/[A-Z#+<=>^~w&]/, 0.84],
  [/[\u00a0-\u024f\u2013\u2019\u2212]/, 0.84],
];

/** Other scripts, signs and emoji. */
const widestEm = 1.25;

/** How much wider the bold characters of those fonts are. */
const boldFactor = 1.15;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** A size in pixels, and whether it is bold. */
export interface Font {
  readonly size: number;
  readonly bold?: boolean;
}

/** How much room a text takes at most: nothing measures text where a page is made, and the reader's font is unknown. */
export function widthOf(text: string, { size, bold }: Font): number {
  let em = 0;
  for (const character of text) {
    em += widths.find(([characters]) => characters.test(character))?.[1] ?? widestEm;
  }
  return em * size * (bold ? boldFactor : 1);
}

/** A text that fits a width, with an ellipsis where it had to be cut. */
export function cut(text: string, font: Font, width: number): string {
  if (widthOf(text, font) <= width) {
    return text;
  }
  let left = width - widthOf("…", font);
  let kept = "";
  for (const { segment } of graphemes.segment(text)) {
    left -= widthOf(segment, font);
    if (left < 0) {
      break;
    }
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** A text as at most so many lines that fit a width; the last is cut where it must be. */
export function wrapped(text: string, font: Font, width: number, atMost: number): string[] {
  const lines: string[] = [];
  let rest = text.trim();
  while (rest !== "" && lines.length < atMost) {
    const line = lines.length === atMost - 1 ? rest : firstLine(rest, font, width);
    lines.push(cut(line, font, width));
    rest = rest.slice(line.length).trimStart();
  }
  return lines;
}

/** As many of the words as fit, and one at least; addresses and paths may break after their signs. */
function firstLine(text: string, font: Font, width: number): string {
  const [first = text, ...words] = text.split(/(?<=\s|\p{L}[-/@.])(?=\p{L}|(?<=\s)\S)/u);
  let line = first;
  for (const word of words) {
    if (widthOf((line + word).trimEnd(), font) > width) {
      break;
    }
    line += word;
  }
  return line.trimEnd();
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text as it may stand in HTML, in an attribute too. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}
