import { existsSync } from "node:fs";
import { isAlive } from "../../lib/alive.ts";
import type { Account } from "../account.ts";
import { journalOf, journalsIn, readAccount } from "../server/journal.ts";
import { readWorld } from "../world.ts";
import { type Holder, holderOf } from "./lock.ts";
import { countResources, readState } from "./state.ts";
import { type Running, runningTasks, urlsOf } from "./what-runs.ts";
import { type LocatedStack, parts, workspaceFolder } from "./workspace.ts";

/** What the sandbox of a stack holds. */
export interface Status {
  readonly exists: boolean;
  readonly resources: number;
  readonly protected: number;
  readonly pendingOperations: number;
  readonly urls: readonly string[];
  readonly running: readonly Running[];
  readonly heldBy?: Holder;
}

/** Reads state and accounts, without the engine and without taking the lock. */
export function status(located: LocatedStack): Status {
  const folder = workspaceFolder(located);
  const state = readState({ ...located, folder });
  const resources = state?.resources ?? [];
  const holder = holderOf(parts.lock(folder));
  const heldBy = holder && isAlive(holder) ? holder : undefined;
  return {
    exists: state !== undefined,
    resources: countResources(resources),
    protected: resources.filter((resource) => resource.protect === true).length,
    pendingOperations: state?.pendingOperations ?? 0,
    urls: urlsOf(resources),
    running: runningTasks(accountsOf(located), resources),
    ...(heldBy ? { heldBy } : {}),
  };
}

/** Reads only: another process may be writing. */
function accountsOf(located: LocatedStack): readonly Account[] {
  const folder = parts.accounts(workspaceFolder(located));
  const world = readWorld(located.worldFile);
  if (!existsSync(folder)) return [];
  return journalsIn(folder).map((id) => readAccount(journalOf(folder, id), { id, world }));
}
