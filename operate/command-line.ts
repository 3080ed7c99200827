/** Words as one line for a shell, which takes it apart into the same words. One word alone is such a line already. */
export function commandLine(words: readonly string[]): string {
  const [only, ...more] = words;
  return more.length === 0 ? (only ?? "") : words.map(quoted).join(" ");
}

/** A word as a shell takes it for one. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
