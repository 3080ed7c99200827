import { lastUpdate } from "../backend/history.ts";
import type { Pulumi } from "../backend/pulumi.ts";
import { git } from "../git/git.ts";
import { UserError } from "../lib/user-error.ts";

/** What a change is compared with. */
export interface Baseline {
  readonly commit: string;
  /** Why it is this one, in words. */
  readonly why: string;
  /** What the stack was configured with then, where Pulumi wrote it down; else what the commit says. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** The program was not quite that of the commit. */
  readonly isDirty?: true;
}

/** Names that the default branch may go by here. */
const defaultBranches = ["origin/HEAD", "origin/main", "main", "origin/master", "master"];

/**
 * The commit to compare with: the one that is asked for, else that of the last update that ended well, else where this
 * branch began.
 *
 * @param root the checkout, which must be in a git repository
 */
export async function baselineOf(root: string, pulumi: Pulumi, asked: string | undefined): Promise<Baseline> {
  if (asked !== undefined) {
    return await askedFor(root, asked);
  }
  await refuseNoClone(root);
  const update = await lastUpdate(pulumi);
  if ("commit" in update && update.commit !== undefined) {
    const { commit, startTime, isDirty, config } = update;
    const dirty = isDirty ? ", with changes to it that were never committed" : "";
    const known = "slipway:app" in config && "slipway:environment" in config;
    const why = `the last update, of ${startTime}${dirty}`;
    return { commit: await inClone(root, commit), why, ...(known && { config }), ...(isDirty && { isDirty }) };
  }
  const reason = "why" in update ? update.why : "the last update was not made from a git repository";
  for (const branch of defaultBranches) {
    const commit = await git(root, "merge-base", "HEAD", branch);
    if (commit) {
      return {
        commit,
        why: `where this branch left ${branch} (of the last update nothing is known: ${reason})`,
      };
    }
  }
  throw new UserError(
    `there is no commit to compare with: of the last update nothing is known (${reason}), and there is none of ` +
      `${defaultBranches.join(", ")} that this branch left: name a commit with --from`,
  );
}

/** The commit that somebody names, in the git repository of `root`. */
export async function askedFor(root: string, name: string): Promise<Baseline> {
  await refuseNoClone(root);
  return { commit: await inClone(root, name), why: "asked for" };
}

async function refuseNoClone(root: string): Promise<void> {
  if ((await git(root, "rev-parse", "--is-inside-work-tree")) !== "true") {
    throw new UserError("what is compared is an earlier commit, and this is no git repository: work in a clone");
  }
}

/** The full hash of a commit. */
async function inClone(root: string, name: string): Promise<string> {
  const commit = await git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`);
  if (!commit) {
    throw new UserError(
      `this clone has no commit ${name}: fetch it (git fetch --unshallow), or name another one with --from`,
    );
  }
  return commit;
}
