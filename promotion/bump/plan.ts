import { dirname, join, relative } from "node:path";
import { withDigest } from "../../config/stack-text.ts";
import { Refusal, UserError } from "../../lib/user-error.ts";
import { argumentFor } from "../../sandbox/run/workspace.ts";
import { slipwayCommand } from "../slipway-command.ts";
import type { Stage } from "../stage.ts";
import { type Bumped, type BumpTarget, bumpedIn, readBumpTarget } from "./target.ts";
import { wantedImage } from "./wanted.ts";

/** What is asked for. */
export interface BumpWanted {
  /** `api@sha256:…`. */
  readonly image: string;
  /** Commit that the image was built from. */
  readonly commit?: string;
  /** Version of the release, for people. */
  readonly version?: string;
  /** Passes `promotion.from`, for a hotfix. */
  readonly force?: { readonly reason: string };
}

/** What the registry has of an image, or undefined. */
export type LookUp = (
  image: { readonly repository: string; readonly digest: string },
  target: Pick<BumpTarget, "place">,
) => Promise<{ readonly platforms: readonly string[] } | undefined>;

/** A bump that may be done. */
export interface PlannedBump {
  readonly target: BumpTarget;
  readonly image: string;
  readonly repository: string;
  readonly platform: string;
  readonly before: Bumped;
  readonly after: Bumped & { readonly digest: string };
  readonly version: { readonly before?: string; readonly after?: string };
  /** The release says so already. */
  readonly isSame: boolean;
  /** Id of what a rollback restored there, where this ends it. */
  readonly endsRollbackOf?: string;
  /** The text of the stack file with it. */
  readonly text: string;
}

/** Works out what a bump makes of the text of a stack file. Nothing is written before the registry knows the image. */
export async function planBump(
  stage: Pick<Stage, "located" | "isSandbox">,
  { text, file }: { readonly text: string; readonly file: string },
  wanted: BumpWanted,
  lookUp: LookUp,
): Promise<PlannedBump> {
  const target = readBumpTarget(text, file);
  const command = (argument: string) => slipwayCommand("bump", stage, argument);
  const { image, digest } = wantedImage(wanted.image, target.repositories, command);
  refuseUnforced(stage, target, wanted, command(`${image}@${digest}`));
  const { commit, version } = wanted;
  const declared = bumpedIn(target.release);
  const before = declared.images[image] ?? {};
  const repository = target.repositories[image] ?? "";
  const platform = target.platforms[image] ?? "";
  const isSame =
    before.digest === digest &&
    [before.commit, undefined].includes(commit) &&
    [declared.version, undefined].includes(version);
  const changed = withDigest(text, { image, digest, ...(commit && { commit }), ...(version && { version }) }, file);
  if (!isSame) {
    refuseUnfit({ repository, digest, platform, image }, await lookUp({ repository, digest }, target), stage);
  }
  const versions = { before: declared.version, after: version ?? declared.version };
  return {
    target,
    image,
    repository,
    platform,
    before,
    after: { digest, ...(commit !== undefined && { commit }) },
    version: Object.fromEntries(Object.entries(versions).filter(([, value]) => value !== undefined)),
    isSame,
    ...(!isSame && declared.rollbackOf !== undefined && { endsRollbackOf: declared.rollbackOf }),
    text: isSame ? text : changed,
  };
}

/** What a stack takes from another one is verified there first. */
function refuseUnforced(
  { located, isSandbox }: Pick<Stage, "located" | "isSandbox">,
  { from, file }: BumpTarget,
  { force }: BumpWanted,
  command: string,
): void {
  if (from === undefined && force) {
    throw new UserError(
      `--force passes environment.promotion.from, and ${file} has none: leave --force and --reason out`,
    );
  }
  if (from !== undefined && !force) {
    const upstream = { stack: from, file: join(dirname(located.file), `Pulumi.${from}.yaml`) };
    const promote = slipwayCommand(
      "promote",
      { located: { ...located, ...upstream }, isSandbox },
      argumentFor(located),
    );
    throw new Refusal(
      [
        `${located.stack} takes what ${from} verified (environment.promotion.from in ${file}): ${promote}`,
        "a hotfix that cannot wait for that is bumped by force, which is recorded:",
        `  ${command} --commit … --force --reason "…"`,
        "without the commit that it was built from, promote cannot tell which release contains it",
      ].join("\n"),
    );
  }
}

interface Looked {
  readonly image: string;
  readonly repository: string;
  readonly digest: string;
  readonly platform: string;
}

function refuseUnfit(
  { image, repository, digest, platform }: Looked,
  found: Awaited<ReturnType<LookUp>>,
  { located, isSandbox }: Pick<Stage, "located" | "isSandbox">,
): void {
  if (!found) {
    const world = isSandbox
      ? `: in the sandbox, add it to images in ${relative(process.cwd(), located.worldFile)}`
      : ": push it first";
    throw new UserError(`${repository} has no ${digest}, or there is no such repository${world}`);
  }
  if (!found.platforms.includes(platform)) {
    const has = found.platforms.length === 0 ? "no platform" : found.platforms.join(", ");
    throw new UserError(
      `${repository}@${digest} is for ${has}, and ${image} runs on ${platform}: build it for that (docker buildx build --platform ${platform}), or set app.images.${image}.architecture`,
    );
  }
}
