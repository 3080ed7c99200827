import type { App, Config } from "./blocks.ts";

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
export function runbooksOf({ delivery }: App): string {
  const pages = "docs/runbooks/";
  if (!delivery) {
    return pages;
  }
  const { repository, infrastructure = repository, branches: [branch] = ["main"] } = delivery;
  return `https://github.com/${infrastructure}/blob/${branch}/${pages}`;
}
