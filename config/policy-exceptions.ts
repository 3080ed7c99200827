import type { PolicyException } from "../lib/policy-exception.ts";
import { placeExceptions } from "./policy-exceptions/place.ts";
import { storeExceptions } from "./policy-exceptions/stores.ts";
import type { Stack } from "./stack.ts";

/**
 * What the rules of `policy/` find in a stack that its configuration explains: a less safe choice that came with its
 * sentence, or a default of the profile. Made from the resolved stack alone, so that the offline plan and the policy
 * pack on the engine know the same ones.
 */
export function policyExceptions(stack: Stack): readonly PolicyException[] {
  return [...placeExceptions(stack), ...storeExceptions(stack)];
}
