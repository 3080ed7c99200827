import { repositoriesOf } from "../../config/delivery.ts";
import { at } from "../../config/path.ts";
import type { Values } from "../../config/values.ts";
import { git } from "../../git/git.ts";
import { messageOf } from "../../lib/message-of.ts";
import type { Stage } from "../stage.ts";

/** A commit as people see it. */
interface CommitTitle {
  readonly sha: string;
  readonly title: string;
}

/** Commits that one image is ahead by, or goes back by. */
export interface CommitRange {
  readonly image: string;
  /** Absent where the release does not say. */
  readonly from?: string;
  readonly to?: string;
  /** What comes with it, the newest first, at most 20. */
  readonly commits: readonly CommitTitle[];
  /** How many more there are. */
  readonly more: number;
  /** The newer image lacks commits that the older one has: it goes back, or to another branch. */
  readonly leaves?: true;
  /** Why they cannot be told. */
  readonly unknown?: string;
}

/** Asks GitHub what lies between two commits, the oldest first. */
export type Compare = (
  repository: string,
  base: string,
  head: string,
) => Promise<{ readonly contains: boolean; readonly commits: readonly CommitTitle[]; readonly more: number }>;

/** Whether a commit is in the history of another one. */
export type Containment = { readonly contains: boolean } | { readonly unknown: string };

const mostTitles = 20;
/** A release is not checked yet where it is compared, and git takes other words for options. */
const isCommit = /^[0-9a-f]{40}$/;

/**
 * Commits between two releases, image by image: from this clone when it has them, else from GitHub.
 *
 * @param app whose `delivery.repository` the images are built from
 * @param compare GitHub's; without it only the clone is asked
 */
export async function commitsBetween(
  stage: Pick<Stage, "located">,
  from: Values,
  to: Values,
  app: Values,
  compare?: Compare,
): Promise<CommitRange[]> {
  const { repository } = repositoriesOf(app);
  const clone = { folder: stage.located.root, ...(repository !== undefined && { repository }) };
  const changed = Object.entries(Object(to.images)).filter(([image, digest]) => at(from, ["images", image]) !== digest);
  return Promise.all(
    changed.map(async ([image]) => {
      const isNew = at(from, ["images", image]) === undefined;
      const ends = { image, ...commitAt(from, image, "from"), ...commitAt(to, image, "to") };
      return { ...ends, ...(await rangeOf({ ...ends, isNew }, clone, compare)) };
    }),
  );
}

/**
 * Whether `descendant` contains `ancestor`, both commits of the app's repository (`o/r`).
 *
 * @param compare GitHub's; without it only the clone is asked
 */
export async function containsCommit(
  stage: Pick<Stage, "located">,
  { repository, ancestor, descendant }: { repository?: string; ancestor: string; descendant: string },
  compare?: Compare,
): Promise<Containment> {
  const folder = stage.located.root;
  const found = await between(
    { folder, ...(repository !== undefined && { repository }) },
    ancestor,
    descendant,
    compare,
  );
  return "unknown" in found ? found : { contains: found.contains };
}

/** Where commits are looked for. */
interface Clone {
  readonly folder: string;
  readonly repository?: string;
}

interface Between {
  readonly contains: boolean;
  /** The newest first. */
  readonly commits: readonly CommitTitle[];
  readonly more: number;
}

function commitAt(release: Values, image: string, end: "from" | "to"): { from?: string; to?: string } {
  const commit = at(release, ["commits", image]);
  return typeof commit === "string" && isCommit.test(commit) ? { [end]: commit } : {};
}

async function rangeOf(
  { from, to, isNew }: Pick<CommitRange, "from" | "to"> & { readonly isNew: boolean },
  clone: Clone,
  compare: Compare | undefined,
): Promise<Pick<CommitRange, "commits" | "more" | "leaves" | "unknown">> {
  if (isNew) {
    return { commits: [], more: 0, unknown: "the image is new" };
  }
  if (from === undefined || to === undefined) {
    const which = to === undefined ? "newer" : "older";
    return { commits: [], more: 0, unknown: `the ${which} release does not say the commit (release.commits)` };
  }
  if (from === to) {
    return { commits: [], more: 0, unknown: `both images were built from ${to.slice(0, 12)}` };
  }
  const found = await between(clone, from, to, compare);
  return "unknown" in found
    ? { commits: [], more: 0, unknown: found.unknown }
    : { commits: found.commits, more: found.more, ...(!found.contains && { leaves: true }) };
}

async function between(
  { folder, repository }: Clone,
  base: string,
  head: string,
  compare: Compare | undefined,
): Promise<Between | { readonly unknown: string }> {
  if ((await isHere(folder, base)) && (await isHere(folder, head))) {
    return inClone(folder, base, head);
  }
  if (repository === undefined || !compare) {
    const why = repository === undefined ? "app.delivery.repository is not set" : "GitHub was not asked";
    return { unknown: `the commits are not in this clone, and ${why}` };
  }
  try {
    const { contains, commits, more } = await compare(repository, base, head);
    const newest = commits.toReversed();
    return { contains, commits: newest.slice(0, mostTitles), more: more + Math.max(0, newest.length - mostTitles) };
  } catch (error) {
    return { unknown: `the commits are not in this clone, and GitHub does not tell: ${messageOf(error)}` };
  }
}

/** Two commits of one clone may have nothing in common: then the second does not contain the first. */
async function inClone(folder: string, base: string, head: string): Promise<Between> {
  const range = `${base}..${head}`;
  const log = await git(folder, "log", "-z", "--format=%H %s", `--max-count=${mostTitles}`, range);
  const count = Number(await git(folder, "rev-list", "--count", range));
  const contains = (await git(folder, "merge-base", "--is-ancestor", base, head)) !== undefined;
  const commits = (log ?? "")
    .split("\0")
    .filter((line) => line !== "")
    .map((line) => ({ sha: line.slice(0, line.indexOf(" ")), title: line.slice(line.indexOf(" ") + 1) }));
  return { contains, commits, more: Math.max(0, count - commits.length) };
}

async function isHere(folder: string, commit: string): Promise<boolean> {
  return isCommit.test(commit) && (await git(folder, "cat-file", "-e", `${commit}^{commit}`)) !== undefined;
}
