import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { git } from "../../git/git.ts";
import { exitCodes } from "../exit-codes.ts";

/** The checkout that this file is part of. */
const checkout = fileURLToPath(new URL("../..", import.meta.url));

/** `slipway --version` */
export async function runVersion(): Promise<number> {
  process.stdout.write(`slipway ${await versionOf(checkout)}\n`);
  return exitCodes.done;
}

/** The version of a package, and in a clone its commit, by which one knows what one has. */
export async function versionOf(folder: string): Promise<string> {
  const { version } = Object(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
  return `${version}${await commitIn(folder)}`;
}

/** Of a folder that git knows nothing of, a repository around it says nothing. */
async function commitIn(folder: string): Promise<string> {
  if (!(await git(folder, "ls-files", "package.json"))) return "";
  const commit = await git(folder, "log", "-1", "--format=%h of %cs");
  const changes = await git(folder, "status", "--porcelain", ".");
  return commit === undefined ? "" : `, commit ${commit}${changes ? ", with changes that are not committed" : ""}`;
}
