/** One piece of a word: in quotes, after a backslash, or plain. */
const piece = /"((?:\\[\s\S]|[^"\\])*)"?|'([^']*)'?|\\([\s\S])|([^\s"'\\]+)|(\s+)/g;

/** The words of a command as compose splits it: by blanks outside quotes; no shell reads it. */
export function shellWords(text: string): readonly string[] {
  const words: string[] = [];
  let isNew = true;
  // A line that goes on below is one line.
  for (const [, double, single, escaped, plain, blank] of text.replaceAll("\\\n", "").matchAll(piece)) {
    if (blank === undefined) {
      const last = isNew ? "" : (words.pop() ?? "");
      words.push(last + (double?.replaceAll(/\\(["\\$`])/g, "$1") ?? single ?? escaped ?? plain ?? ""));
    }
    isNew = blank !== undefined;
  }
  return words;
}
