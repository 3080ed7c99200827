import { readdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { Pulumi } from "./pulumi.ts";

const lock = z.object({ pid: z.int(), username: z.string(), hostname: z.string(), timestamp: z.string() });

/** A process that holds a stack's lock. */
export interface LockHolder {
  readonly pid: number;
  readonly user: string;
  readonly host: string;
  /** ISO 8601. */
  readonly since: string;
}

/** A stack, as its lock is found. */
export interface LockedStack {
  readonly project: string;
  readonly stack: string;
  /** Where `pulumi` runs, which an address of a file may be relative to. */
  readonly folder: string;
}

/** The address of the backend that `pulumi` is logged in to. */
export async function backendUrl(pulumi: Pulumi): Promise<string> {
  return z.object({ url: z.string() }).parse(JSON.parse(await pulumi(["whoami", "--json"]))).url;
}

/**
 * Who holds the lock of a stack. Read only: nothing is taken, and nothing is dropped.
 *
 * @returns undefined for a backend that does not tell, as Pulumi Cloud
 */
export async function stackLocks(url: string, stack: LockedStack): Promise<readonly LockHolder[] | undefined> {
  const texts = await lockTexts(url, stack);
  return texts?.map((text) => {
    const { pid, username, hostname, timestamp } = lock.parse(JSON.parse(text));
    return { pid, user: username, host: hostname, since: timestamp };
  });
}

/** What the lock files of a stack hold, in a backend of files. */
async function lockTexts(url: string, { project, stack, folder }: LockedStack): Promise<readonly string[] | undefined> {
  const path = `.pulumi/locks/organization/${project}/${stack}/`;
  if (url.startsWith("file://")) {
    return filesIn(join(folderOf(url, folder), path));
  }
  if (url.startsWith("s3://")) {
    const { objectsIn } = await import("./s3-objects.ts");
    return objectsIn(url, path);
  }
  return undefined;
}

/** As Pulumi reads it: with `~`, relative to where it runs, and no part of it escaped. */
function folderOf(url: string, folder: string): string {
  const path = url.slice("file://".length).split("?")[0] ?? "";
  return resolve(folder, path.replace(/^~(?=\/|$)/, homedir()));
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await unlessGone(readdir(folder));
  const texts = await Promise.all((names ?? []).map((name) => unlessGone(readFile(join(folder, name), "utf8"))));
  return texts.filter((text) => text !== undefined);
}

/** A lock may be given back while it is looked at. */
async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
