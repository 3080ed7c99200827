import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { z } from "zod";

import { isAlive } from "../lib/alive.ts";
import { messageOf } from "../lib/message-of.ts";
import { UserError } from "../lib/user-error.ts";

const holder = z.object({ pid: z.int(), host: z.string() });

/**
 * Writes a stack file whole or not at all, and only while it still is what was read. Whoever is killed in between
 * leaves the old file or the new one, and nothing that the next one trips over.
 *
 * @param before the whole text that the new one was made from
 */
export function writeStackFile(path: string, before: string, after: string): void {
  if (before === after) {
    return;
  }
  const name = basename(path);
  try {
    // Where the path is a link, the file that it leads to is written.
    const file = realpathSync(path);
    const lock = join(dirname(file), `.${basename(file)}.lock`);
    const own = JSON.stringify({ pid: process.pid, host: hostname() });
    const isMine = () => textOf(lock) === own;
    takeLock(lock, own, name);
    try {
      replace(file, before, after, isMine);
    } finally {
      if (isMine()) {
        rmSync(lock, { force: true });
      }
    }
  } catch (error) {
    throw error instanceof UserError ? error : new UserError(`cannot write ${name}: ${messageOf(error)}`);
  }
}

/** The name leads to the whole old text or to the whole new one, at every moment. */
function replace(file: string, before: string, after: string, isStillMine: () => boolean): void {
  const draft = join(dirname(file), draftOf(file, process.pid));
  removeLeftDrafts(file);
  try {
    writeDraft(draft, after, statSync(file).mode);
    if (!readFileSync(file).equals(Buffer.from(before)) || !isStillMine()) {
      throw new UserError(`${basename(file)} was changed by somebody else meanwhile: run it again`);
    }
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

function draftOf(file: string, pid: number): string {
  return `.${basename(file)}.${pid}.new`;
}

/** Removes what runs that were killed have left. */
function removeLeftDrafts(file: string): void {
  for (const name of readdirSync(dirname(file))) {
    const pid = Number(/\.(\d+)\.new$/.exec(name)?.[1]);
    if (name === draftOf(file, pid) && (pid === process.pid || !isAlive({ pid, host: hostname() }))) {
      rmSync(join(dirname(file), name), { force: true });
    }
  }
}

function writeDraft(draft: string, text: string, mode: number): void {
  const opened = openSync(draft, "wx");
  try {
    writeFileSync(opened, text);
    fchmodSync(opened, mode);
    // A name must not lead to a text that a power cut has taken.
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

/** Takes the lock, also from a process that was killed as it held it, or as it wrote its number down. */
function takeLock(lock: string, own: string, name: string): void {
  while (!isMade(lock, own)) {
    const held = holderOf(lock);
    if (held && held.pid !== process.pid && isAlive(held)) {
      const who = `process ${held.pid} on ${held.host}`;
      throw new UserError(`${name} is being written by ${who}: wait for it to end, or remove ${lock} if it has`);
    }
    rmSync(lock, { force: true });
  }
}

function isMade(lock: string, own: string): boolean {
  try {
    writeFileSync(lock, own, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") {
      return false;
    }
    throw error;
  }
}

function holderOf(lock: string): z.infer<typeof holder> | undefined {
  try {
    return holder.parse(JSON.parse(textOf(lock)));
  } catch {
    return undefined;
  }
}

/** Text of a file; empty where there is none. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
