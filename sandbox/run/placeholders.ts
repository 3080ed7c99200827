import { relative } from "node:path";
import type { LocatedStack } from "./workspace.ts";

/** The secrets that sentences tell a person to give a value, which is encrypted where there is a real backend. */
export function secretsToGive(sentences: readonly string[]): readonly string[] {
  const names = sentences.flatMap((says) =>
    [...says.matchAll(/--secret --path 'slipway:secrets\.([^']+)'/g)].flatMap(([, name]) => name ?? []),
  );
  return [...new Set(names)];
}

/** How values of secrets are given in the sandbox: the stack file only says that there is one, the world has it. */
export function placeholderAdvice(
  names: readonly string[],
  { file, worldFile }: Pick<LocatedStack, "file" | "worldFile">,
): string {
  const list = (value: string) => names.map((name) => `${name}: ${value}`).join(", ");
  const [stackFile, world] = [file, worldFile].map((path) => relative(process.cwd(), path));
  return `in the sandbox: write slipway:secrets: {${list("{secure: placeholder}")}} into ${stackFile}, and secrets: {${list("value-for-the-sandbox")}} into ${world}`;
}
