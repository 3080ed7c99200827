import { basename } from "node:path";
import type { Pulumi } from "../backend/pulumi.ts";
import type { Repository } from "../git/repository.ts";
import type { LocatedStack } from "../sandbox/run/workspace.ts";
import type { Records } from "./records/record.ts";

/** A stack as promotion sees it, by Kargo's word: a place with its history and its records. */
export interface Stage {
  readonly located: LocatedStack;
  /** The clone that the stack file is in. */
  readonly repository: Repository;
  /** Folder of the stack file from the top of the repository, with a slash at its end; empty at the top. */
  readonly folder: string;
  /** `pulumi` on the backend of the stack: the one that it is logged in to, or the sandbox's. */
  readonly pulumi: Pulumi;
  readonly records: Records;
  /** Whether it is the stage in the sandbox. */
  readonly isSandbox: boolean;
}

/** Path of a stage's stack file from the top of the repository. */
export function pathOf({ located, folder }: Pick<Stage, "located" | "folder">): string {
  return `${folder}${basename(located.file)}`;
}
