import { dirname, join, relative } from "node:path";
import type { StackValues } from "./parse.ts";
import { promotionOf } from "./promotion.ts";

/** What a stack is that takes what was verified in another one, and has taken nothing yet. */
export interface NothingPromoted {
  /** The stack whose verified release it takes. */
  readonly from: string;
}

/** The stack that the values say they take `app` and `release` from, which then may be absent until the first promotion. */
export function upstreamOf({ environment }: StackValues): string | undefined {
  return promotionOf(Object(environment)).from;
}

/** Of `app` and `release` those that are not there. */
export function absentBlocks(values: StackValues): readonly ("app" | "release")[] {
  return (["app", "release"] as const).filter((name) => values[name] === undefined);
}

/**
 * What people are told; where the sandbox is attached, of a promotion in there.
 *
 * @param file path of the stack file, where the stacks are named as from the working directory
 */
export function nothingPromotedText(
  stack: string,
  { from }: NothingPromoted,
  file?: string,
  isSandbox = Boolean(process.env.SLIPWAY_CLOUD_URL),
): string {
  const folder = file === undefined ? "" : relative(process.cwd(), dirname(file));
  const named = (name: string) => (folder === "" ? name : join(folder, `Pulumi.${name}.yaml`));
  return `${stack}: nothing promoted yet: npx slipway promote ${named(from)} ${named(stack)}${isSandbox ? " --sandbox" : ""}`;
}
