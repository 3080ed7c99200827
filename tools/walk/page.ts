/** One thing that a page has one type. */
export interface Step {
  /** As it is typed, over as many lines as it takes. */
  readonly command: string;
  /** Exit code that belongs to it. */
  readonly exit: number;
  /** Lines of what it prints, in their order; `…` stands for anything, and alone for any lines. */
  readonly prints: readonly string[];
}

/** What a page has one do, from its `console` blocks: `$` begins a command, `>` goes on with it, the rest is printed. */
export function stepsOf(markdown: string): readonly Step[] {
  const blocks = [...markdown.matchAll(/^```console\n(.*?)^```$/gms)].map(([, text = ""]) => text);
  return blocks.flatMap((text) => {
    const steps: { command: string; prints: string[] }[] = [];
    for (const line of text.split("\n").slice(0, -1)) {
      const last = steps.at(-1);
      if (line.startsWith("$ ")) {
        steps.push({ command: line.slice(2), prints: [] });
      } else if (last && /^>( |$)/.test(line) && last.prints.length === 0) {
        last.command += `\n${line.slice(2)}`;
      } else if (last) {
        last.prints.push(line);
      } else {
        throw new Error(`a console block begins with "${line}": begin it with $ and a command`);
      }
    }
    return steps.map(({ command, prints }) => ({ command, prints, exit: exitOf(command) }));
  });
}

/** What a command says of its own end: `npx slipway verify production   # exits with 2`. */
function exitOf(command: string): number {
  return Number(/# exits with (\d+)$/m.exec(command)?.[1] ?? 0);
}

/** The first line of a page that is not in what was printed, or not after the lines before it; undefined: all are. */
export function missingLine(prints: readonly string[], printed: string): string | undefined {
  const lines = printed.split("\n").map((line) => line.trimEnd());
  let from = 0;
  return prints.find((line) => {
    if (line.trim() === "" || line.trim() === "…") {
      return false;
    }
    const found = lines.findIndex((other, index) => index >= from && isLike(line, other));
    from = found + 1;
    return found < 0;
  });
}

/** Whether a printed line is the one that a page has, where `…` stands for anything. */
function isLike(line: string, printed: string): boolean {
  const [first = "", ...others] = line.trimEnd().split("…");
  const last = others.pop();
  if (last === undefined) {
    return printed === first;
  }
  let at = first.length;
  for (const piece of others) {
    const found = printed.indexOf(piece, at);
    if (found < 0) {
      return false;
    }
    at = found + piece.length;
  }
  return printed.startsWith(first) && printed.length - last.length >= at && printed.endsWith(last);
}
