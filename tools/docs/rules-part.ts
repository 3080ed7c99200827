const end = "<!-- end of rules -->";

/** A page with the rules that `tool` writes into it; what stands outside of its marks stays. */
export function withRulesPart(text: string, tool: string, rules: string): string {
  const begin = `<!-- rules: written by ${tool} -->`;
  const [before = "", rest = ""] = text.split(begin);
  const after = rest.split(end)[1] ?? "\n";
  return `${before.trimEnd()}\n\n${begin}\n\n${rules}\n${end}${after}`;
}

/** A cell of a table, where a bar would begin the next cell. */
export function escaped(cell: string): string {
  return cell.replaceAll("|", "\\|");
}
