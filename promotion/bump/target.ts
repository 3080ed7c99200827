import { z } from "zod";
import type { CloudPlace } from "../../cloud/cloud.ts";
import { blocks } from "../../config/blocks.ts";
import { promotionOf } from "../../config/promotion.ts";
import { parseStackText } from "../../config/stack-file.ts";
import type { Values } from "../../config/values.ts";
import { UserError } from "../../lib/user-error.ts";
import type { Pair } from "../effects/moves.ts";

/** A stack file as far as a bump is concerned. The rest of it may have problems: they are not the bump's. */
export interface BumpTarget extends Pair {
  /** Name of the file. */
  readonly file: string;
  readonly text: string;
  /** Of every image of the app, by its name. */
  readonly repositories: Readonly<Record<string, string>>;
  /** What an image has to be for, like `linux/amd64`, by its name. */
  readonly platforms: Readonly<Record<string, string>>;
  /** The stack that its release comes from. */
  readonly from?: string;
  readonly place: CloudPlace;
}

/** What is in a release of one image. */
export interface Bumped {
  readonly digest?: string;
  readonly commit?: string;
}

const images = z.looseObject({ images: blocks.app.shape.images });
const release = z.looseObject({
  version: z.string().optional(),
  images: z.record(z.string(), z.string()).default({}),
  commits: z.record(z.string(), z.string()).default({}),
  rollbackOf: z.string().optional(),
});
const place = z.looseObject({ aws: blocks.environment.shape.aws });

/** Reads the text of a stack file. */
export function readBumpTarget(text: string, file: string): BumpTarget {
  const { values } = parseStackText(text, file);
  const [app, own, environment] = ["app", "release", "environment"].map((key) => values[`slipway:${key}`]);
  const from = promotionOf(valuesIn(environment)).from;
  if (app === undefined || own === undefined) {
    const first = from === undefined ? "write it first" : `it comes with the first promotion from ${from}`;
    throw new UserError(`${file} has no slipway:${app === undefined ? "app" : "release"} to put a digest in: ${first}`);
  }
  const entries = Object.entries(parsed(images, app, `slipway:app.images in ${file}`).images);
  const { accountId, region, assumeRole } = parsed(place, environment, `slipway:environment.aws in ${file}`).aws;
  return {
    file,
    text,
    app: valuesIn(app),
    release: valuesIn(own),
    repositories: Object.fromEntries(
      entries.map(([name, image]) => [name, typeof image === "string" ? image : image.repository]),
    ),
    platforms: Object.fromEntries(
      entries.map(([name, image]) => [name, platformOf(typeof image === "string" ? undefined : image.architecture)]),
    ),
    ...(from !== undefined && { from }),
    place: { accountId, region, ...(assumeRole !== undefined && { assumeRole }) },
  };
}

/** The version of a release, what it has of each image, and whether a rollback restored it. */
export function bumpedIn(values: Values): {
  readonly version?: string;
  readonly rollbackOf?: string;
  readonly images: Readonly<Record<string, Bumped>>;
} {
  const { version, images, commits, rollbackOf } = release.parse(values);
  const names = Object.keys(images);
  return {
    ...(version !== undefined && { version }),
    ...(rollbackOf !== undefined && { rollbackOf }),
    images: Object.fromEntries(
      names.map((name): [string, Bumped] => {
        const [digest, commit] = [images[name], commits[name]];
        return [name, { ...(digest !== undefined && { digest }), ...(commit !== undefined && { commit }) }];
      }),
    ),
  };
}

function platformOf(architecture: "x86_64" | "arm64" = "x86_64"): string {
  return { x86_64: "linux/amd64", arm64: "linux/arm64" }[architecture];
}

function parsed<T extends z.ZodType>(schema: T, value: unknown, what: string): z.output<T> {
  const read = schema.safeParse(value);
  if (!read.success) {
    throw new UserError(`${what} cannot be read:\n${z.prettifyError(read.error)}`);
  }
  return read.data;
}

function valuesIn(value: unknown): Values {
  return Object(value);
}
