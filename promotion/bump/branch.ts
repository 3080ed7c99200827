import { git, gitOrFail } from "../../git/git.ts";
import { type Repository, textAt } from "../../git/repository.ts";
import { UserError } from "../../lib/user-error.ts";
import { type Bumped, bumpedIn, readBumpTarget } from "./target.ts";

/** What the branch of an open pull request had bumped already. */
export interface Carried {
  readonly images: Readonly<Record<string, Bumped & { readonly digest: string }>>;
  readonly version?: string;
  /** Images that the default branch has got another build of since: that one counts. */
  readonly leftOut: readonly string[];
}

interface Branches {
  readonly branch: string;
  /** Commit that the branch is at. */
  readonly open: string;
  /** Commit that the default branch is at. */
  readonly tip: string;
  /** Of the stack file, from the top of the repository. */
  readonly path: string;
  /** Its name. */
  readonly file: string;
}

/** Reads what a branch bumps beside `image`, against where it began. */
export async function carriedBy(
  repository: Repository,
  { branch, open, tip, path, file }: Branches,
  image: string,
): Promise<Carried> {
  const began = await git(repository.top, "merge-base", tip, open);
  if (!began || began === open) {
    return { images: {}, leftOut: [] };
  }
  await refuseOthers(repository, { branch, open, path }, began);
  const [then, bumped, now] = await Promise.all(
    [began, open, tip].map(async (commit) => releaseAt(repository, commit, path, file)),
  );
  const images: Record<string, Bumped & { readonly digest: string }> = {};
  const leftOut: string[] = [];
  for (const [name, one] of Object.entries(bumped?.images ?? {})) {
    const { digest } = one;
    if (name === image || digest === undefined || same(one, then?.images[name]) || same(one, now?.images[name])) {
      continue;
    }
    if (same(then?.images[name], now?.images[name]) && now?.names.includes(name)) {
      images[name] = { ...one, digest };
    } else {
      leftOut.push(name);
    }
  }
  const version = bumped?.version !== then?.version && then?.version === now?.version ? bumped?.version : undefined;
  return { images, leftOut, ...(version !== undefined && { version }) };
}

/** Nobody's work is lost: a branch with more than bumps on it is left to people. */
async function refuseOthers(
  { top }: Repository,
  { branch, open, path }: Pick<Branches, "branch" | "open" | "path">,
  began: string,
): Promise<void> {
  const changed = (await gitOrFail(top, "diff", "--name-only", "-z", began, open)).split("\0").filter(Boolean);
  const others = changed.filter((one) => one !== path);
  if (others.length > 0) {
    throw new UserError(
      `branch ${branch} holds more than bumps (${others.join(", ")}): merge or close its pull request and delete the branch, then run this again`,
    );
  }
}

async function releaseAt(repository: Repository, commit: string, path: string, file: string) {
  const text = await textAt(repository, commit, path);
  if (text === undefined) {
    return undefined;
  }
  const { release, repositories } = readBumpTarget(text, file);
  return { ...bumpedIn(release), names: Object.keys(repositories) };
}

function same(a: Bumped | undefined, b: Bumped | undefined): boolean {
  return a?.digest === b?.digest && a?.commit === b?.commit;
}
