import { autonamed } from "./diff.ts";
import type { Model, Values } from "./model.ts";

/**
 * Fills in the name that the program left out, as the provider does: `<logical name>-<7 hex>`, kept from one update to
 * the next, and marked as the provider's own.
 */
export function withAutoname(
  model: Model,
  logicalName: string,
  inputs: Values,
  before: Values | undefined,
  hex: (n: number) => string,
): Values {
  const { input, max, lowercase } = model.autoname ?? { input: undefined, max: 0 };
  if (input === undefined || inputs[input] !== undefined) return inputs;
  const kept = before && autonamed(before).includes(input) ? before[input] : undefined;
  const name = `${logicalName.slice(0, max - 8)}-${hex(7)}`;
  return { ...inputs, [input]: kept ?? (lowercase ? name.toLowerCase() : name), __defaults: [input] };
}
