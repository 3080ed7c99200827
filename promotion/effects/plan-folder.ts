import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { stackOf } from "../../config/stacks-in.ts";
import type { LocatedStack } from "../../sandbox/run/workspace.ts";

/** Texts of files by their names. */
export type Files = Readonly<Record<string, string>>;

/** Whether a plan of a stack reads a file beside its stack file: the project's name, and what the other stacks say. */
export function isRead(name: string): boolean {
  return name === "Pulumi.yaml" || stackOf(name) !== undefined;
}

/** What a plan of a stack reads, as it is here. */
export function filesBeside({ file }: Pick<LocatedStack, "file">): Files {
  const folder = dirname(file);
  const names = readdirSync(folder).filter(isRead);
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** The work that came last: what plans in this process does so alone, since the SDK keeps what is declared in one place. */
let busy: Promise<unknown> = Promise.resolve();

/**
 * Works with a stack file that stands beside these files in a folder of its own, which is gone afterwards. One after the
 * other, also when it is asked for twice at once.
 */
export function inPlanFolder<T>(
  located: Pick<LocatedStack, "root" | "file">,
  files: Files,
  work: (file: string) => Promise<T>,
): Promise<T> {
  const done = busy.then(() => withFolder(located, files, work));
  busy = done.catch(() => {});
  return done;
}

async function withFolder<T>(
  { root, file }: Pick<LocatedStack, "root" | "file">,
  files: Files,
  work: (file: string) => Promise<T>,
): Promise<T> {
  const kept = join(root, ".slipway");
  mkdirSync(kept, { recursive: true });
  const folder = mkdtempSync(join(kept, "plan-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(folder, name), text);
    }
    return await work(join(folder, basename(file)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
