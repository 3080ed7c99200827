import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { stacksIn } from "../../config/stacks-in.ts";

/** Folder of the checkout. */
export const checkout = join(import.meta.dirname, "..", "..");

/** One stack file, and what its expected plan is called. */
export interface StackCase {
  /** `staging`, or `<example>.staging`. */
  readonly name: string;
  readonly stack: string;
  /** Absolute path. */
  readonly file: string;
}

function casesIn(folder: string, prefix: string): StackCase[] {
  return stacksIn(folder).map((stack) => ({
    name: `${prefix}${stack}`,
    stack,
    file: join(folder, `Pulumi.${stack}.yaml`),
  }));
}

const examples = join(checkout, "examples");

/** The stack files at the top: the default app's, or those of a team that made them its own. */
export const topStacks: readonly StackCase[] = casesIn(checkout, "");

const variants = join(checkout, "test", "variants");

/** Stack files of tests alone: each is the default app with one thing otherwise. */
export const variantStacks: readonly StackCase[] = readdirSync(variants)
  .sort()
  .flatMap((name) => casesIn(join(variants, name), `${name}.`));

/** The stack files of each folder in examples/. */
export const exampleStacks: readonly StackCase[] = (existsSync(examples) ? readdirSync(examples).sort() : []).flatMap(
  (name) => casesIn(join(examples, name), `${name}.`),
);

/** Every stack file that is shipped: those at the top and those of the examples. */
export const allStacks: readonly StackCase[] = [...topStacks, ...exampleStacks];
