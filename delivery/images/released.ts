import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stacksIn } from "../../config/stacks-in.ts";
import { git, gitOrFail } from "../../git/git.ts";
import type { Repository } from "../../git/repository.ts";
import { UserError } from "../../lib/user-error.ts";

const digest = /\bsha256:[0-9a-f]{64}\b/g;

/**
 * Every digest that a stack file has now, or at any commit of any branch, in whatever folder it was then: more than was ever
 * deployed, verified or rolled back to, since a stack deploys what was committed. Refused in a clone that is not whole.
 *
 * @param folder of the stack files
 */
export async function releasedDigests({ top }: Repository, folder: string): Promise<ReadonlySet<string>> {
  if ((await git(top, "rev-parse", "--is-shallow-repository")) === "true") {
    throw new UserError(
      "this clone is not whole, so it does not know what was ever released: fetch all of it (actions/checkout with fetch-depth: 0, or git fetch --unshallow)",
    );
  }
  const history = await gitOrFail(
    folder,
    "log",
    "--all",
    "--full-history",
    "--format=",
    "--patch",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "-m",
    "--unified=0",
    "--",
    ":(top,glob)**/Pulumi.*.yaml",
  );
  const now = stacksIn(folder).map((stack) => readFileSync(join(folder, `Pulumi.${stack}.yaml`), "utf8"));
  return new Set([history, ...now].join("\n").match(digest));
}
