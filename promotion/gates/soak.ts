import { counted } from "../../lib/counted.ts";
import { passed, refused, type Verdict } from "./gate.ts";

const MINUTE = 60_000;

/** Since when the freight has been verified upstream, and for how long the target wants that. */
export interface Soak {
  readonly since: string | undefined;
  /** `environment.promotion.soakMinutes` of the target. */
  readonly soakMinutes: number;
  readonly now: Date;
}

/** The freight has run upstream for as long as the target asks. */
export function soakGate({ since, soakMinutes, now }: Soak): Verdict {
  const asked = `environment.promotion.soakMinutes is ${soakMinutes}`;
  if (soakMinutes === 0) {
    return passed("soak", asked);
  }
  if (since === undefined) {
    return refused("soak", `not verified yet, and ${asked}: verify it first`);
  }
  // The clock of whoever verified it may be ahead.
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / MINUTE));
  if (minutes >= soakMinutes) {
    return passed("soak", `verified ${counted(minutes, "minute")} ago, and ${asked}`);
  }
  const ready = new Date(Date.parse(since) + soakMinutes * MINUTE);
  return refused(
    "soak",
    `verified ${minutes} of ${soakMinutes} minutes ago (environment.promotion.soakMinutes): promote after ${timeText(ready, now)}`,
  );
}

/** `19:22 UTC`, on another day with its date; a minute that has begun counts as the next one. */
function timeText(moment: Date, now: Date): string {
  const whole = new Date(Math.ceil(moment.getTime() / MINUTE) * MINUTE).toISOString();
  const time = `${whole.slice(11, 16)} UTC`;
  return whole.slice(0, 10) === now.toISOString().slice(0, 10) ? time : `${whole.slice(0, 10)} ${time}`;
}
