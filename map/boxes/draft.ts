import type { Box } from "../environment-map.ts";

/** A box as the configuration has it, before it is known what the plan declares for it. */
export type Draft = Pick<Box, "id" | "kind" | "name" | "inside" | "facts">;

/** Keeps a line short enough to be read in a picture. */
export function cut(text: string, most = 80): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
