import { randomUUID } from "node:crypto";
import { link, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

const heartbeatSeconds = 10;
const silentSeconds = 60;

/**
 * Does `work` while holding the lock `file`; whoever comes second waits.
 *
 * A lock whose holder is dead is taken over. Two that take it over at once both work, which costs time and
 * breaks nothing: what they make is put in place by one rename.
 */
export async function withLock<T>(file: string, waiting: (holder: string) => void, work: () => Promise<T>): Promise<T> {
  let said = false;
  while (!(await take(file))) {
    const holder = await readFile(file, "utf8").catch(() => "");
    if (await isDead(file, holder)) {
      await rm(file, { force: true });
      continue;
    }
    if (!said) {
      waiting(holder);
      said = true;
    }
    await sleep(500);
  }
  const heartbeat = setInterval(
    () => void utimes(file, new Date(), new Date()).catch(() => {}),
    heartbeatSeconds * 1000,
  );
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await rm(file, { force: true });
  }
}

/** A link appears with its content, so nobody reads a lock that does not yet say whose it is. */
async function take(file: string): Promise<boolean> {
  const own = `${file}.${randomUUID()}`;
  await writeFile(own, `process ${process.pid} on ${hostname()}`);
  try {
    await link(own, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") {
      return false;
    }
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

async function isDead(file: string, holder: string): Promise<boolean> {
  const touched = await stat(file).catch(() => undefined);
  if (touched === undefined) {
    return false; // let go of in the meantime
  }
  if (Date.now() - touched.mtimeMs > silentSeconds * 1000) {
    return true;
  }
  const [, pid, host] = /^process (\d+) on (.*)$/.exec(holder) ?? [];
  return host === hostname() && !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
