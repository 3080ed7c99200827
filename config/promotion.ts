import { type Freeze, isDated, isWeekly } from "../lib/freeze.ts";
import { isTimeZone } from "../lib/schedule.ts";
import { promotion } from "./schema/promotion.ts";
import type { Values } from "./values.ts";

/** What a place says of promotion, with its defaults. */
export interface Promotion {
  /** The stack whose verified release this one takes; absent: people and `bump` write the release. */
  readonly from?: string;
  /** Whether the promotion opens itself, once it may. */
  readonly auto: boolean;
  /** For how long a release has to have been verified in `from`. */
  readonly soakMinutes: number;
  readonly freezes: readonly (Freeze & { readonly because: string })[];
  /** Whether a failed verification goes back to the last verified release. */
  readonly rollbackOnFailure: boolean;
  /** Whether only images with an attestation move here. */
  readonly attested: boolean;
}

const { shape } = promotion.unwrap();

/**
 * What an `environment` says of promotion, also where nobody has checked it: what its schema does not know is as if it
 * were absent, and is told as a problem of the configuration.
 */
export function promotionOf(environment: Values): Promotion {
  const promotionValues: object = Object(environment.promotion);
  const given = (key: keyof typeof shape): unknown => Reflect.get(promotionValues, key);
  const from = shape.from.safeParse(given("from")).data;
  const freezes = given("freeze");
  return {
    ...(from !== undefined && { from }),
    auto: given("auto") === true,
    soakMinutes: shape.soakMinutes.safeParse(given("soakMinutes")).data ?? 0,
    freezes: Array.isArray(freezes) ? freezes.flatMap(freezeOf) : [],
    rollbackOnFailure: given("rollbackOnFailure") === true,
    attested: given("attested") === true,
  };
}

function freezeOf(given: unknown): Promotion["freezes"] {
  const { data } = shape.freeze.unwrap().element.safeParse(given);
  const freeze = data && { timeZone: "UTC", ...data };
  return freeze && isTimeZone(freeze.timeZone) && (isWeekly(freeze) || isDated(freeze)) ? [freeze] : [];
}
