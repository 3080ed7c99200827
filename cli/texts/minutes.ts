const moment = /\b(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?Z/g;

/** A text with its moments to the minute, as people say them: `2026-11-21 18:44 UTC`; JSON has them in full. */
export function inMinutes(text: string): string {
  return text.replaceAll(moment, "$1 $2 UTC");
}
