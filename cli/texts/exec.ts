import type { ForwardedStore, StoreCommand } from "../../operate/forward-target.ts";

/** What one does with a port that leads to a store. */
export function forwardText(
  { kind, name }: Pick<ForwardedStore, "kind" | "name">,
  { command, password }: StoreCommand,
  localPort: number,
): string {
  return [
    `127.0.0.1:${localPort} leads to ${kind} ${name} until Ctrl-C. In another terminal:`,
    `  ${command}`,
    "The password, for whoever may read it:",
    `  ${password}`,
    "",
  ].join("\n");
}
