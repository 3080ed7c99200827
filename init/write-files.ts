import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { messageOf } from "../lib/message-of.ts";
import { UserError } from "../lib/user-error.ts";
import type { InitFile } from "./files.ts";

/** Writes all the files, or none: whatever fails leaves what was there before. */
export function writeFiles(folder: string, files: readonly InitFile[]): void {
  const drafts = files.map(({ path }) => join(folder, `${path}.${process.pid}.new`));
  const done: InitFile[] = [];
  try {
    for (const [index, { path, after }] of files.entries()) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(drafts[index] ?? "", after, { flag: "wx" });
    }
    for (const [index, file] of files.entries()) {
      renameSync(drafts[index] ?? "", join(folder, file.path));
      done.push(file);
    }
  } catch (error) {
    for (const { path, before } of done) {
      if (before === undefined) {
        rmSync(join(folder, path), { force: true });
      } else {
        writeFileSync(join(folder, path), before);
      }
    }
    throw new UserError(
      `nothing was written: ${messageOf(error)}: see that the folder can be written to, and run it again`,
    );
  } finally {
    for (const draft of drafts) {
      rmSync(draft, { force: true });
    }
  }
}
