import { paint } from "./paint.ts";

/** How the result of a verb is wanted. */
interface PrintFlags {
  readonly json?: true | undefined;
}

/** What a mark at the beginning of a line means. */
const marks: Readonly<Record<string, (text: string) => string>> = {
  "✓": paint.green,
  "✗": paint.red,
  "?": paint.yellow,
  "!": paint.yellow,
};

/** Prints a result, as JSON for a program or as text for a person. */
export function print(value: unknown, text: string, { json }: PrintFlags): void {
  process.stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : withMarks(text));
}

/**
 * Colours the marks that lines begin with. It is done last, because the same texts become comments and pull requests,
 * where colours would be rubbish.
 */
export function withMarks(text: string): string {
  return text.replaceAll(
    /^( *)([✓✗?!])(?= )/gm,
    (_, blanks: string, mark: string) => `${blanks}${marks[mark]?.(mark)}`,
  );
}
