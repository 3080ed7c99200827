import { z } from "zod";
import { messageOf } from "../lib/message-of.ts";
import type { Pulumi } from "./pulumi.ts";

const entry = z.looseObject({
  version: z.int().default(0),
  kind: z.string(),
  result: z.string(),
  startTime: z.string(),
  endTime: z.string().optional(),
  message: z.string().default(""),
  environment: z.record(z.string(), z.string()).default({}),
  config: z
    .record(z.string(), z.looseObject({ objectValue: z.unknown().optional(), secret: z.boolean().optional() }))
    .default({}),
});

type Entry = z.infer<typeof entry>;

/** Flags of `pulumi up` that leave some of the program's resources as they were. */
const partial = ["target", "target-replace", "exclude"].map((flag) => `pulumi.flag.${flag}`);

/**
 * How the message of an update ends that left out what is on GitHub, and nothing else: Pulumi writes down that there was
 * an `--exclude`, and not of what.
 */
export const allButGitHub = "(all but GitHub)";

/** An update as Pulumi's history has it. */
export interface Update {
  /** Update, refresh, destroy … */
  readonly kind: string;
  /** `succeeded`, `failed` or `in-progress`. */
  readonly result: string;
  /** ISO 8601, to the second. */
  readonly startTime: string;
  /** Absent while it runs. */
  readonly endTime?: string;
  /** What it was said to be; without that it is the first line of its commit. */
  readonly message: string;
  /** Commit of the program; absent where it was no git repository. */
  readonly commit?: string;
  /** Something was not committed. */
  readonly isDirty: boolean;
  /** It was of chosen resources alone: what is on GitHub belongs to no freight, and does not count. */
  readonly isPartial: boolean;
  /** Author of the commit. */
  readonly author?: string;
  /** Objects of the configuration by their key, without those that hold secrets. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** One of all the updates of a stack. */
export interface NumberedUpdate extends Update {
  /** Pulumi's own number; a backend in files gives none, there it is the place among all that it knows, from 1. */
  readonly number: number;
}

/** All updates of a stack, the newest first. Fails with what Pulumi says where it cannot be asked. */
export async function allUpdates(pulumi: Pulumi): Promise<readonly NumberedUpdate[]> {
  const entries: Entry[] = [];
  for await (const page of pagesOf(pulumi)) {
    entries.push(...page);
  }
  return entries.map((one, index) => ({ number: one.version || entries.length - index, ...updateOf(one) }));
}

/** Asks Pulumi for the last update that ended well; where it cannot be asked or knows of none, says why. */
export async function lastUpdate(pulumi: Pulumi): Promise<Update | { readonly why: string }> {
  try {
    for await (const page of pagesOf(pulumi)) {
      // One that failed may have left a resource out of its program that is there all the same.
      const last = page.find(({ kind, result }) => kind === "update" && result === "succeeded");
      if (last) return updateOf(last);
    }
  } catch (error) {
    return { why: messageOf(error).split("\n")[0] ?? "" };
  }
  return { why: "no update of this stack has ended well yet" };
}

const PAGE_SIZE = 100;

async function* pagesOf(pulumi: Pulumi): AsyncGenerator<readonly Entry[]> {
  for (let page = 1; ; page++) {
    const args = ["stack", "history", "--json", "--page-size", `${PAGE_SIZE}`, "--page", `${page}`];
    const entries = entriesIn(await pulumi(args));
    yield entries;
    if (entries.length < PAGE_SIZE) return;
  }
}

function entriesIn(json: string): readonly Entry[] {
  const read = z.array(entry).safeParse(JSON.parse(json));
  if (!read.success) {
    const { path, message } = read.error.issues[0] ?? { path: [], message: "" };
    throw new Error(`pulumi stack history has another form than slipway knows: ${path.join(".")}: ${message}`);
  }
  return read.data;
}

function updateOf({ kind, result, startTime, endTime, message, environment, config }: Entry): Update {
  const commit = environment["git.head"];
  const author = environment["git.author"];
  const plain = Object.entries(config).filter(([, value]) => !value.secret && value.objectValue !== undefined);
  return {
    kind,
    result,
    startTime,
    ...(endTime !== undefined && { endTime }),
    message,
    ...(commit && { commit }),
    isDirty: environment["git.dirty"] === "true",
    isPartial: isPartial(message, environment),
    ...(author && { author }),
    config: Object.fromEntries(plain.map(([key, value]) => [key, value.objectValue])),
  };
}

function isPartial(message: string, environment: Entry["environment"]): boolean {
  const flags = partial.filter((flag) => flag in environment);
  return flags.length > 0 && !(message.endsWith(allButGitHub) && flags.join() === "pulumi.flag.exclude");
}
