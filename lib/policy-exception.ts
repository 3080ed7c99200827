import { matches } from "./wildcards.ts";

/** A finding of one rule that somebody has explained. */
export interface PolicyException {
  /** Name of the rule, or a pattern of `matches`. */
  readonly rule: string;
  /** Logical name of the resource, or a pattern of `matches`. */
  readonly resource: string;
  /** Why it is so, in a sentence. */
  readonly because: string;
}

/** The sentence that explains what `rule` says of the resource called `name`, if there is one. */
export function explanationOf(rule: string, name: string, exceptions: readonly PolicyException[]): string | undefined {
  return exceptions.find((exception) => matches(exception.rule, rule) && matches(exception.resource, name))?.because;
}
