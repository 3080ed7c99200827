import type { StackValues } from "../../../config/parse.ts";
import { type Declared, ofType, paths } from "../declare-stack.ts";

/** What the program sets of a resource. */
export type Inputs = Readonly<Record<string, unknown>>;

/** Something that holds for every resource of every stack, whatever its configuration says. */
export interface Invariant {
  /** What is said of every resource, with the reason. */
  readonly says: string;
  /** Holds only where this profile is. */
  readonly profile?: "production";
  /** Paths of what breaks it. */
  breaking(declared: Declared, values: StackValues): readonly string[];
}

/** Paths of the resources of a type of which something does not hold. */
export function without(declared: Declared, type: string, holds: (inputs: Inputs) => unknown): string[] {
  return paths(ofType(declared, type).filter(({ inputs }) => !holds(inputs)));
}
