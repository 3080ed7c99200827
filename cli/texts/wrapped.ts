/** Widest line of a text for a person. */
const COLUMNS = 100;

/** A sentence in lines of some columns; the second and what follows begin with `indent`. A long word stays whole. */
export function wrapped(sentence: string, indent = "", columns = COLUMNS): string[] {
  const lines: string[] = [];
  // Blanks at the beginning and between columns stay as they are.
  for (const word of sentence.match(/ *[^ ]+/g) ?? []) {
    const last = lines.at(-1);
    if (last === undefined) {
      lines.push(word);
    } else if (last.length + word.length <= columns) {
      lines[lines.length - 1] = last + word;
    } else {
      lines.push(indent + word.trimStart());
    }
  }
  return lines;
}
