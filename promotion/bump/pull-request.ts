import type { GitHub } from "../../cloud/github.ts";
import { withDigest } from "../../config/stack-text.ts";
import { gitOrFail } from "../../git/git.ts";
import { pushChange } from "../../git/push-change.ts";
import { fetched, textAt } from "../../git/repository.ts";
import { UserError } from "../../lib/user-error.ts";
import { branchFor, gitHubRepository, type OpenedChange } from "../promote/pull-request.ts";
import type { Stage } from "../stage.ts";
import { type Carried, carriedBy } from "./branch.ts";
import type { Bump } from "./bump.ts";
import { recordForce } from "./force.ts";
import { type BumpWanted, type PlannedBump, planBump } from "./plan.ts";
import { type Main, type Outside, untilPushed } from "./push.ts";
import { bumpBody, bumpMessage, bumpsBetween, bumpTitle } from "./words.ts";

/** GitHub as a bump asks it. */
type BumpGitHub = Pick<GitHub, "pullRequest" | "isClosed">;

/** How a pull request of a bump is opened. */
interface Opening extends Outside {
  readonly github: BumpGitHub;
  /** GitHub is to merge it by itself, once it has all that the branch needs. */
  readonly autoMerge?: true;
}

/** Puts it onto the branch of the one pull request that bumps this stage, beside what that one bumps already. */
export function bumpPullRequest(
  stage: Stage,
  wanted: BumpWanted,
  { github, autoMerge, ...outside }: Opening,
  dryRun = false,
): Promise<Bump> {
  return untilPushed(stage, outside, async (main) => {
    const { tip, text, path, file } = main;
    const planned = await planBump(stage, { text, file }, wanted, outside.lookUp);
    if (planned.isSame || dryRun) {
      return { planned, outcome: { is: planned.isSame ? "same" : "shown" } };
    }
    const place: Place = { home: gitHubRepository(text, file), branch: branchFor("bump", stage), path, file };
    const open = await fetched(stage.repository, place.branch);
    const carried = await stillOpen(stage, { ...place, open, tip }, planned.image, github);
    const after = withBoth(text, planned, carried, wanted, file);
    await recordForce(stage, wanted, after, tip);
    if (open === undefined || !(await hasAlready(stage, { open, tip, path, after }))) {
      const message = bumpMessage(bumpsBetween(stage.located.stack, file, text, after));
      const change = { branch: place.branch, expected: open, parent: tip, files: { [path]: after }, message };
      if ((await pushChange(stage.repository, change)) === "lost") {
        return undefined;
      }
    }
    const opened = await announce(stage, place, main, { github, ...(autoMerge && { autoMerge }) });
    const { leftOut } = carried;
    const others = Object.keys(carried.images);
    return { planned, outcome: { is: "proposed", branch: place.branch, ...opened, others, leftOut } };
  });
}

/** Where the pull request is. */
interface Place {
  /** `owner/name` on GitHub. */
  readonly home: string;
  readonly branch: string;
  /** Of the stack file, from the top of the repository. */
  readonly path: string;
  /** Its name. */
  readonly file: string;
}

/** What the branch bumps already; nothing when its pull request was closed, since people have refused it or taken it. */
async function stillOpen(
  { repository }: Stage,
  { home, branch, open, ...where }: Place & { readonly open: string | undefined; readonly tip: string },
  image: string,
  github: BumpGitHub,
): Promise<Carried> {
  if (open === undefined || (await github.isClosed({ repository: home, branch, commit: open }))) {
    return { images: {}, leftOut: [] };
  }
  return carriedBy(repository, { branch, open, ...where }, image);
}

/** The text with what the branch bumps and what is wanted. */
function withBoth(
  text: string,
  { image, after }: PlannedBump,
  carried: Carried,
  wanted: BumpWanted,
  file: string,
): string {
  const version = wanted.version ?? carried.version;
  return Object.entries({ ...carried.images, [image]: after }).reduce(
    (changing, [name, one]) => withDigest(changing, { image: name, ...one, ...(version && { version }) }, file),
    text,
  );
}

/** Whether the branch is one commit on the newest default branch, with this text. */
async function hasAlready(
  { repository }: Stage,
  { open, tip, path, after }: { open: string; tip: string; path: string; after: string },
): Promise<boolean> {
  const parent = await gitOrFail(repository.top, "rev-parse", `${open}^`);
  return parent === tip && (await textAt(repository, open, path)) === after;
}

/**
 * Brings the pull request up to date with what is on its branch, which another bump may have moved in the meantime: the
 * last one to look then says it for both.
 */
async function announce(
  { repository, located }: Stage,
  { home, branch, path, file }: Place,
  { branch: base }: Main,
  { github, autoMerge }: Pick<Opening, "github" | "autoMerge">,
): Promise<OpenedChange> {
  let isNew = false;
  for (;;) {
    const commit = await fetched(repository, branch);
    const [before, after] = await Promise.all([`${commit}^`, `${commit}`].map((one) => textAt(repository, one, path)));
    if (before === undefined || after === undefined) {
      throw new UserError(`branch ${branch} is gone: its pull request was merged or closed in this moment, see which`);
    }
    const bumps = bumpsBetween(located.stack, file, before, after);
    const wanted = { repository: home, branch, base, title: bumpTitle(bumps), body: bumpBody(bumps) };
    const { number: _, ...opened } = await github.pullRequest({ ...wanted, ...(autoMerge && { autoMerge }) });
    isNew ||= opened.isNew;
    // A branch whose pull request is merged at once may be gone.
    if (opened.autoMerge?.is === "merged" || (await fetched(repository, branch)) === commit) {
      return { ...opened, isNew };
    }
  }
}
