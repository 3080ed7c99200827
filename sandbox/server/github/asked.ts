import type { Account } from "../../account.ts";
import type { Resource, Values } from "../../model.ts";
import { sameText } from "./same-text.ts";

/** A question about one repository. */
export interface Asked {
  /** `github-<owner>`: everything of the owner. */
  readonly account: Account;
  readonly owner: string;
  readonly repository: string;
  /** The parts of the address that its route leaves open, in order. */
  readonly parts: readonly string[];
  readonly body: Values;
}

/** An answer of GitHub's interface; undefined: there is no such thing. */
export type Answer = { readonly status?: number; readonly body?: unknown } | undefined;

/** What the repository has of a type. */
export function within({ account, repository }: Asked, type: string): readonly Resource[] {
  return account.all(type).filter(({ outputs }) => sameText(outputs.repository, repository));
}

/** A list as GitHub sends it, below the name of what is in it. */
export function page(name: string, members: readonly unknown[]): Answer {
  return { body: { total_count: members.length, [name]: members } };
}
