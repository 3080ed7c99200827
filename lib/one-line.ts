/**
 * A text of somebody else on one line: line ends and other control characters, which a terminal or a workflow's log would
 * obey, become a blank.
 */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}
