import { hostname } from "node:os";
import { dirname } from "node:path";
import { backendUrl, type LockHolder, stackLocks } from "../../backend/locks.ts";
import { messageOf } from "../../lib/message-of.ts";
import { holderOf } from "../../sandbox/run/lock.ts";
import { parts, workspaceFolder } from "../../sandbox/run/workspace.ts";
import type { Stage } from "../stage.ts";

/** A process that keeps others from a stack. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** `root on build-7 (process 3153) since 2026-11-21T18:42:14Z` */
  readonly who: string;
  /** It is the engine, which an interrupt ends in order. */
  readonly isEngine: boolean;
}

/**
 * Looks who holds a stage, each time it is called. Where that cannot be seen it says so once, and finds nobody.
 */
export async function lookerAt(
  { located, pulumi, isSandbox }: Pick<Stage, "located" | "pulumi" | "isSandbox">,
  say: (sentence: string) => void,
): Promise<() => Promise<readonly Holder[]>> {
  const { project, stack, file } = located;
  if (isSandbox) {
    const folder = workspaceFolder(located);
    const engines = () => stackLocks(`file://${parts.backend(folder)}`, { project, stack, folder });
    return async () => others([...sandboxHolder(parts.lock(folder)), ...((await engines()) ?? []).map(engineHolder)]);
  }
  const nobody = async () => [];
  try {
    const url = await backendUrl(pulumi);
    const look = () => stackLocks(url, { project, stack, folder: dirname(file) });
    if (await look()) {
      return async () => others(((await look()) ?? []).map(engineHolder));
    }
    say(`whether an update of ${stack} runs cannot be seen in a backend of ${new URL(url).protocol}//: going on`);
  } catch (error) {
    say(`whether an update of ${stack} runs cannot be seen (${messageOf(error)}): going on`);
  }
  return nobody;
}

function sandboxHolder(lock: string): readonly Holder[] {
  const held = holderOf(lock);
  if (!held) return [];
  const { pid, host, since, verb, stack } = held;
  return [
    { pid, host, who: `${verb} ${stack} of the sandbox on ${host} (process ${pid}) since ${since}`, isEngine: false },
  ];
}

function engineHolder({ pid, user, host, since }: LockHolder): Holder {
  return { pid, host, who: `${user} on ${host} (process ${pid}) since ${since}`, isEngine: true };
}

/** All but this process, which would wait for itself. */
function others(holders: readonly Holder[]): readonly Holder[] {
  return holders.filter(({ pid, host }) => pid !== process.pid || host !== hostname());
}
