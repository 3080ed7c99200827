import type { Context, Whole } from "./context.ts";

/** What one check found; what is wrong comes with the commands that mend it, or show more. */
export type Finding =
  | { readonly is: "ok"; readonly says: string }
  | { readonly is: "warning" | "failed"; readonly says: string; readonly mend: readonly [string, ...string[]] }
  /** Nobody can tell, or there is nothing to tell: why. */
  | { readonly is: "skipped"; readonly says: string };

/** Whom a check asks. */
export type Asks = "machine" | "stack" | "state" | "aws" | "dns" | "github";

/** One thing that has to be so before a stack can be deployed. */
export interface Check<C extends Context = Context> {
  /** What is looked at, in a word or two. */
  readonly name: string;
  readonly asks: Asks;
  run(context: C): Promise<Finding>;
}

/** A check of a stack whose file is in order. */
export type CheckOfStack = Check<Whole>;

/** What a check found, by its name. */
export type Diagnosis = Finding & Pick<Check, "name" | "asks">;

export function ok(says: string): Finding {
  return { is: "ok", says };
}

export function skipped(says: string): Finding {
  return { is: "skipped", says };
}

export function failed(says: string, ...mend: readonly [string, ...string[]]): Finding {
  return { is: "failed", says, mend };
}

export function warning(says: string, ...mend: readonly [string, ...string[]]): Finding {
  return { is: "warning", says, mend };
}
