import type { Account } from "../account.ts";
import type { Faults } from "../faults.ts";
import type { World } from "../world.ts";
import { journalOf, journalsIn, openAccount } from "./journal.ts";

export interface AccountsArgs {
  /** Folder of the journals. */
  readonly folder: string;
  readonly world: World;
  readonly faults: Faults;
  readonly note: (sentence: string) => void;
}

/** All accounts of one sandbox, opened when they are first needed. */
export class Accounts {
  readonly world: World;
  readonly #args: AccountsArgs;
  readonly #open = new Map<string, Account>();

  constructor(args: AccountsArgs) {
    this.world = args.world;
    this.#args = args;
  }

  /** Opens what earlier runs left, so that damage shows before anything is done. */
  openAll(): readonly Account[] {
    return journalsIn(this.#args.folder).map((id) => this.get(id));
  }

  get(id: string): Account {
    const known = this.#open.get(id);
    if (known) return known;
    const { folder, world, faults, note } = this.#args;
    const args = { id, world, mishaps: faults, neighbour: (other: string) => this.get(other) };
    const account = openAccount(journalOf(folder, id), args, note);
    this.#open.set(id, account);
    return account;
  }
}
