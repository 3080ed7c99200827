import { dirname, normalize } from "node:path/posix";

import { caBundlePath } from "../../lib/store-url.ts";
import { writableVolume } from "../../lib/writable-volume.ts";
import type { Config } from "../blocks.ts";
import { keyOf, type Path } from "../path.ts";
import type { Report } from "../problem.ts";
import { tasksOf } from "../tasks.ts";

/** Folders that nothing else may be mounted on, or in, and why. */
const reserved: Readonly<Record<string, string>> = {
  [dirname(dirname(caBundlePath))]: "is where slipway puts the certificates of stores",
  "/proc": "belongs to the kernel",
  "/sys": "belongs to the kernel",
};

/** Paths that a task writes to are volumes of their own, each by a name that is made of the path. */
export function checkWritable({ app }: Config, report: Report): void {
  for (const { path, task } of tasksOf(app)) {
    const taken = new Map<string, Path>();
    for (const [index, folder] of (task.writable ?? []).entries()) {
      const at: Path = [...path, "writable", index];
      const volume = writableVolume(folder);
      const wrong = whatIsWrong(folder) ?? whatItShares(folder, task.writable ?? [], volume, taken.get(volume));
      if (wrong !== undefined) {
        report.problem(at, folder, wrong);
      }
      taken.set(volume, taken.get(volume) ?? at);
    }
  }
}

function whatIsWrong(folder: string): string | undefined {
  const plain = normalize(folder).replace(/(.)\/$/, "$1");
  if (plain === "/") {
    return "is the whole root file system: name the folders that are written to, or say in readonlyRoot: {because: …} why all of it must be";
  }
  if (plain !== folder) {
    return `is not the shortest way to write it: write ${plain}`;
  }
  const [, why] = Object.entries(reserved).find(([root]) => folder === root || folder.startsWith(`${root}/`)) ?? [];
  return why === undefined ? undefined : `${why}: use another folder`;
}

function whatItShares(
  folder: string,
  folders: readonly string[],
  volume: string,
  other: Path | undefined,
): string | undefined {
  if (other === undefined) {
    return undefined;
  }
  return folders[Number(other.at(-1))] === folder
    ? "is there twice: remove it"
    : `makes the volume ${volume}, which ${keyOf(other)} makes too: use another folder`;
}
