import type { App, Config } from "./blocks.ts";
import { repositoriesOf } from "./delivery.ts";

/** Thresholds that the place sets itself, by the logical name of the alarm. */
export function resolveThresholds({ environment: { alarms } }: Config): Record<string, number> {
  return Object.fromEntries(
    Object.entries(alarms?.thresholds ?? {}).map(([name, given]) => [
      name,
      typeof given === "number" ? given : given.value,
    ]),
  );
}

/** What a link to a runbook begins with: a message is read where there is no checkout. */
export function runbooksOf(app: App): string {
  const pages = "docs/runbooks/";
  const { infrastructure } = repositoriesOf(app);
  if (infrastructure === undefined) {
    return pages;
  }
  const { folder, branches: [branch] = ["main"] } = app.delivery ?? {};
  const root = folder === undefined ? "" : `${folder}/`;
  return `https://github.com/${infrastructure}/blob/${branch}/${root}${pages}`;
}
