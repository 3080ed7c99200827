import type { Config } from "../blocks.ts";
import type { Report } from "../problem.ts";
import { tasksOf } from "../tasks.ts";
import { usesOf } from "./uses.ts";

const stores = ["databases", "caches", "queues", "buckets"] as const;

/** A store that nobody reaches is paid for all the same. */
export function warnOfUnusedStores({ app }: Config, report: Report): void {
  const used = new Set(tasksOf(app).flatMap(({ path, task }) => usesOf(task, path).map(([name]) => name)));
  for (const kind of stores) {
    for (const name of Object.keys(app[kind] ?? {}).filter((declared) => !used.has(declared))) {
      const says =
        "is used by no service and no job, so nothing can reach it: name it in uses of those that need it, or remove it";
      report.warn(["app", kind, name], says);
    }
  }
}
