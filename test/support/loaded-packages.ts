import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { checkout } from "./stack-files.ts";

const hook = `import { registerHooks } from "node:module";
registerHooks({ load(url, context, next) { process.stderr.write(url + "\\n"); return next(url, context); } });`;

/** Paths below `node_modules/` of what one run of the command line loads. */
export async function loadedModules(...words: readonly string[]): Promise<string[]> {
  const asked = ["--import", `data:text/javascript,${encodeURIComponent(hook)}`, join(checkout, "cli", "slipway.mjs")];
  const { stderr } = await promisify(execFile)(process.execPath, [...asked, ...words], { cwd: checkout });
  return [...new Set([...stderr.matchAll(/\/node_modules\/(.+)/g)].flatMap(([, path]) => path ?? []))];
}

/** Names of the packages that one run of the command line loads anything of. */
export async function loadedPackages(...words: readonly string[]): Promise<string[]> {
  const paths = await loadedModules(...words);
  return [...new Set(paths.flatMap((path) => path.match(/^(?:@[^/]+\/)?[^/]+/)?.[0] ?? []))];
}
