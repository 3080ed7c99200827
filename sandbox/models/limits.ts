import type { Rule, Values } from "../model.ts";
import { textsAt, valuesAt } from "./values.ts";

/** How a name may look. */
export interface NameShape {
  readonly id: string;
  /** Dotted path of the input. */
  readonly input: string;
  readonly min?: number;
  readonly max: number;
  /** What the whole name matches. */
  readonly pattern: RegExp;
  /** The same in words, for example `letters, digits and hyphens`. */
  readonly allowed: string;
  readonly source: string;
}

/** A rule: the name is within AWS's length and characters. */
export function nameShape({ id, input, min = 1, max, pattern, allowed, source }: NameShape): Rule<Values> {
  return {
    id,
    says: `\`${input}\` has ${min} to ${max} characters: ${allowed}.`,
    source,
    refuse(values) {
      const wrong = textsAt(values, input).find(
        (name) => name.length < min || name.length > max || !pattern.test(name),
      );
      return wrong === undefined
        ? undefined
        : `${input} "${wrong}" (${wrong.length} characters) is not allowed: use ${min} to ${max} characters, ${allowed}`;
    },
  };
}

/** A rule: the number at a dotted path lies in a range. */
export function range(id: string, input: string, min: number, max: number, source: string): Rule<Values> {
  return {
    id,
    says: `\`${input}\` is a number from ${min} to ${max}.`,
    source,
    refuse(values) {
      const wrong = valuesAt(values, input).find((value) => {
        const number = Number(value);
        return !Number.isInteger(number) || number < min || number > max;
      });
      return wrong === undefined
        ? undefined
        : `ValidationError: ${input} ${JSON.stringify(wrong)} is out of range: use ${min} to ${max}`;
    },
  };
}
