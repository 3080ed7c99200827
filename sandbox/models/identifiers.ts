import { createHash } from "node:crypto";
import type { Place, Seed } from "../model.ts";

/** What AWS calls the thing: `arn:aws:<service>:<region>:<account>:<resource>`. */
export function arn(place: Place, service: string, resource: string): string {
  return `arn:aws:${service}:${place.region}:${place.accountId}:${resource}`;
}

/** The same for a service that has no regions, such as IAM. */
export function globalArn(place: Place, service: string, resource: string): string {
  return `arn:aws:${service}::${place.accountId}:${resource}`;
}

/** `n` hexadecimal digits that follow from `text`, for an id that AWS derives from another thing. */
export function derivedHex(text: string, n: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, n);
}

/** A moment of the year 2026 that follows from the seed, for what AWS stamps with the time of its making. */
export function moment(seed: Seed, salt: string): Date {
  const second = Number.parseInt(seed.hex(12, salt), 16) % (365 * 24 * 3600);
  return new Date(Date.UTC(2026, 0, 1) + second * 1000);
}

/** A moment as the providers that are written in Go print it: `2026-01-31 12:00:00 +0000 UTC`. */
export function goTime(time: Date): string {
  const text = time.toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 19)} +0000 UTC`;
}
