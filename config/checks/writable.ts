import { dirname, normalize } from "node:path/posix";

import { completeFargateSize } from "../../lib/fargate.ts";
import { caBundlePath } from "../../lib/store-url.ts";
import type { Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import type { Report } from "../problem.ts";
import { profiles } from "../profiles.ts";
import { migrationSize } from "../resolve-databases.ts";
import { resolveWritable } from "../resolve-task.ts";
import { type TaskAt, tasksOf } from "../tasks.ts";

const shellAgent = "belongs to the agent that opens a shell";

/** Folders that nothing else may be mounted on, or in, and why. */
const reserved: Readonly<Record<string, string>> = {
  [dirname(dirname(caBundlePath))]: "is where slipway puts the certificates of stores",
  "/managed-agents": shellAgent,
  "/var/lib/amazon/ssm": shellAgent,
  "/var/log/amazon/ssm": shellAgent,
  "/proc": "belongs to the kernel",
  "/sys": "belongs to the kernel",
};

/** Every folder that something is mounted on is one of its own. */
export function checkMounts({ app }: Config, report: Report): void {
  for (const { path, task } of tasksOf(app)) {
    const taken = new Set<string>();
    for (const { folder, at } of mountsOf(path, task)) {
      const wrong = whatIsWrong(folder) ?? (taken.has(folder) ? "is there twice: remove it" : undefined);
      if (wrong !== undefined) {
        report.problem(at, folder, wrong);
      }
      taken.add(folder);
    }
  }
}

function mountsOf(path: Path, { writable = [], volumes = {} }: TaskAt["task"]): { folder: string; at: Path }[] {
  return [
    ...writable.map((given, index) => {
      const at: Path = [...path, "writable", index];
      return typeof given === "string" ? { folder: given, at } : { folder: given.path, at: [...at, "path"] };
    }),
    ...Object.entries(volumes).map(([key, volume]) => ({
      folder: volume.path,
      at: [...path, "volumes", key, "path"],
    })),
  ];
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

/** What a task writes to its folders is memory that its program does not have, in every place. */
export function checkWritableMemory({ app, environment }: Config, report: Report): void {
  const usual = profiles[environment.profile].task;
  for (const { key, kind, path, task } of tasksOf(app)) {
    const sum = resolveWritable(task.writable ?? []).reduce((all, { sizeMiB }) => all + sizeMiB, 0);
    const tuning = kind === "service" ? environment.services?.[key] : environment.jobs?.[key];
    const { memoryMiB } = kind === "migration" ? migrationSize : completeFargateSize(tuning ?? {}, usual);
    if (sum > memoryMiB / 2) {
      const more = kind === "migration" ? "" : `, or raise slipway:environment.${kind}s.${key}.memoryMiB`;
      const says = `holds up to ${sum} MiB in memory, more than half of the ${memoryMiB} MiB of the task: say less sizeMiB${more}`;
      report.problem([...path, "writable"], undefined, says);
    }
  }
}
