import { access } from "./access.ts";
import { alarms } from "./alarms.ts";
import { data } from "./data.ts";
import { hooks } from "./hooks.ts";
import type { Invariant } from "./invariant.ts";
import { names } from "./names.ts";

/** Everything that holds for every resource of every stack. */
export const invariants: readonly Invariant[] = [...names, ...access, ...data, ...alarms, ...hooks];
