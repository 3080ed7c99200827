import type { Override } from "./components/overrides.ts";

/**
 * The one place to change a child resource that the configuration has no key for. Each entry names the child by its
 * path (`<component>/<resource>`, as it stands in `resources` of `npx slipway plan <stack> --json`) and says why; the
 * plan lists them. What protects, encrypts, says who reaches what or holds a secret cannot be changed here.
 */
export const overrides: readonly Override[] = [];
