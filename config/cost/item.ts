import type { Assumption } from "../../lib/cost/assumptions.ts";
import type { PriceKey } from "../../lib/cost/price.ts";
import type { Range } from "../../lib/cost/range.ts";

/** One line of an estimate before it has a price. */
export interface CostItem {
  /** Key of the component in the configuration, or a word for what belongs to none. */
  readonly component: string;
  readonly what: string;
  /** How many units of what; a number is the same however the month goes. */
  readonly amounts: readonly (readonly [key: PriceKey, amount: Range | number])[];
  /** What of the amounts is guessed; absent where the configuration says it all. */
  readonly guesses?: readonly Assumption[];
}
