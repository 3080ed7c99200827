import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { z } from "zod";
import { isAlive } from "../../lib/alive.ts";
import { UserError } from "../../lib/user-error.ts";

const holder = z.object({ pid: z.int(), host: z.string(), since: z.string(), verb: z.string(), stack: z.string() });

/** Who holds a lock. `stack` is as a verb takes it: another project's stack of that name is not meant. */
export type Holder = z.infer<typeof holder>;

/**
 * Takes the lock of a sandbox, or says who holds it. Two runs would write the same accounts.
 *
 * @returns gives it back
 */
export function takeLock(file: string, verb: string, project: string, stack: string): () => void {
  mkdirSync(dirname(file), { recursive: true });
  const mine: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString(), verb, stack };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mine));
  try {
    // A link appears whole or not at all, so nobody reads half a lock.
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    throw new UserError(heldSentence(project, holderOf(file)));
  } finally {
    rmSync(draft, { force: true });
  }
  return () => rmSync(file, { force: true });
}

/** Who holds the lock; undefined when nobody does. */
export function holderOf(file: string): Holder | undefined {
  try {
    return holder.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

/** Who keeps others out of a sandbox, and what they can do. */
export function heldSentence(project: string, held: Holder | undefined): string {
  if (!held) return `the sandbox of ${project} is locked: wait for the other run to end`;
  const who = `process ${held.pid} on ${held.host} since ${held.since} (${held.verb} ${held.stack})`;
  return isAlive(held)
    ? `the sandbox of ${project} is in use by ${who}: wait for it to end`
    : `the sandbox of ${project} was left locked by ${who}, which no longer runs: run \`npx slipway recover ${held.stack} --sandbox\` first`;
}
