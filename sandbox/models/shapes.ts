import { createHash } from "node:crypto";
import type { Place, Seed, Values } from "../model.ts";
import { regionOf } from "./references.ts";

const LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** `n` lower-case letters and digits, as in the random end of a secret's ARN. */
export function lettersAndDigits(seed: Seed, n: number, salt?: string): string {
  return fromHex(seed.hex(2 * n, salt));
}

/** A UUID, as in a secret's version or a subscription's ARN. */
export function uuid(seed: Seed, salt?: string): string {
  const hex = seed.hex(32, salt);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** The part of an endpoint's name that is the same for everything of one service in an account and region. */
export function endpointPart(place: Place, service: string, n: number): string {
  return fromHex(createHash("sha512").update(`${service} ${place.accountId} ${place.region}`).digest("hex")).slice(
    0,
    n,
  );
}

/** How ElastiCache shortens a region: `eu-north-1` is `eun1`, `ap-southeast-2` is `apse2`. */
export function shortRegion(region: string): string {
  const [area = "", direction = "", number = ""] = region.split("-");
  return area + direction.replace(/(north|south|east|west|central)/g, (word) => word.charAt(0)) + number;
}

/** The last part of an ARN, or the name itself: `…:cluster/main` and `main` are both `main`. */
export function lastPart(arnOrName: string): string {
  return arnOrName.slice(arnOrName.lastIndexOf("/") + 1);
}

function fromHex(hex: string): string {
  return Array.from(
    { length: Math.floor(hex.length / 2) },
    (_, at) => LETTERS_AND_DIGITS[Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16) % LETTERS_AND_DIGITS.length],
  ).join("");
}

/** Where the resource itself is: the provider's place, but in the resource's own region if it names one. */
export function placeOf(inputs: Values, place: Place): Place {
  return { accountId: place.accountId, region: regionOf(inputs, place) };
}
