/** Lines moved right, or left as far as they go; what they are to each other stays. */
export function shifted(text: string, columns: number): string {
  const right = " ".repeat(Math.max(0, columns));
  const left = new RegExp(`^ {0,${Math.max(0, -columns)}}`);
  return text
    .split("\n")
    .map((line) => (line === "" ? "" : `${right}${line.replace(left, "")}`))
    .join("\n");
}
