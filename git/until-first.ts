import { setTimeout as wait } from "node:timers/promises";

/** How often something is tried that others do at the same time. */
export const mostTries = 10;

/** How a retry waits; for tests. */
export type Pause = (milliseconds: number) => Promise<unknown>;

/** Tries until nobody else was faster, which an attempt tells by what it returns; undefined when somebody was each time. */
export async function untilFirst<T>(
  attempt: () => Promise<T | undefined | false>,
  pause: Pause = wait,
): Promise<T | undefined> {
  for (let tries = 0; tries < mostTries; tries++) {
    const done = await attempt();
    if (done) {
      return done;
    }
    // Longer each time and never the same for two, so that they stop meeting.
    await pause(Math.random() * Math.min(5000, 100 * 2 ** tries));
  }
  return undefined;
}
