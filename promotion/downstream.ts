import { dirname, join } from "node:path";
import { type Promotion, promotionOf } from "../config/promotion.ts";
import { readStackText } from "../config/stack-file.ts";
import { stacksIn } from "../config/stacks-in.ts";
import type { Stage } from "./stage.ts";

/** A stage that takes its freight from another one. */
export interface Downstream {
  readonly stack: string;
  /** Its stack file. */
  readonly file: string;
  /** Whether the promotion opens itself. */
  readonly auto: boolean;
  readonly soakMinutes: number;
}

/** The stages that take theirs from this one, by the stack files beside its own. */
export function downstreamOf({ located }: Pick<Stage, "located">): readonly Downstream[] {
  const folder = dirname(located.file);
  return stacksIn(folder).flatMap((stack) => {
    const file = fileOf(folder, stack);
    const { from, auto, soakMinutes } = promotionIn(file);
    return from === located.stack ? [{ stack, file, auto, soakMinutes }] : [];
  });
}

/** Stacks of a folder, each behind the one that it takes from; of equals one whose file cannot be read is last. */
export function inOrderOfPromotion(folder: string, stacks: readonly string[]): readonly string[] {
  const chain = (stack: string, seen: readonly string[] = []): readonly string[] => {
    const from = upstreamIn(fileOf(folder, stack));
    return from === undefined || !stacks.includes(from) || seen.includes(from)
      ? []
      : [from, ...chain(from, [...seen, from])];
  };
  const rank = (stack: string) => chain(stack).length + (isReadable(fileOf(folder, stack)) ? 0 : 0.5);
  return stacks.toSorted((one, other) => rank(one) - rank(other));
}

function fileOf(folder: string, stack: string): string {
  return join(folder, `Pulumi.${stack}.yaml`);
}

function isReadable(file: string): boolean {
  try {
    readStackText(file);
    return true;
  } catch {
    return false;
  }
}

function upstreamIn(file: string): string | undefined {
  try {
    return promotionIn(file).from;
  } catch {
    return undefined;
  }
}

/** What a stack file says of promotion. */
export function promotionIn(file: string): Promotion {
  return promotionOf(Object(readStackText(file).values["slipway:environment"]));
}
