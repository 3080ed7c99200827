import { UserError } from "../../lib/user-error.ts";

/** A text as its lines alone: without a byte order mark, and each line with the same end. */
export function plainText(text: string): string {
  const lines = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  return lines === "" || lines.endsWith("\n") ? lines : `${lines}\n`;
}

/** Changes the lines of a text; its byte order mark, its kind of line ends and how it ends stay as they are. */
export function withPlainText(text: string, file: string, change: (plain: string) => string): string {
  const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  const endsOpen = text !== "" && !text.endsWith("\n");
  const written = (plain: string) => {
    const lines = endsOpen ? plain.slice(0, -1) : plain;
    return `${mark}${text.includes("\r\n") ? lines.replaceAll("\n", "\r\n") : lines}`;
  };
  const plain = plainText(text);
  if (written(plain) !== text) {
    throw new UserError(
      `${file} has two kinds of line ends, \\n and \\r\\n: give all lines the same one, and run it again`,
    );
  }
  return written(change(plain));
}
