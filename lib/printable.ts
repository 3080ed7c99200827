/** What no terminal and no page shows as it is: controls, what turns the direction of a line, what has no width. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A line with an escape in place of each character that would act on whatever shows it, or could not be seen there. */
export function printable(line: string): string {
  return line.replace(hidden, (one) => `\\u${(one.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`);
}
