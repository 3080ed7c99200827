import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

/** What to do about a package that is not there, as before the first `npm ci`; undefined of any other error. */
export function missingPackage(error: unknown): string | undefined {
  const [, name] = /^Cannot find package '([^']+)'/.exec(error instanceof Error ? error.message : "") ?? [];
  return name === undefined
    ? undefined
    : `the package ${name} is not there: run "npm ci" in ${root}, once and after each newer version of slipway`;
}
