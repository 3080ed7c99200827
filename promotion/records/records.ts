import { pushChange } from "../../git/push-change.ts";
import { fetched, type Repository, textAt } from "../../git/repository.ts";
import { mostTries, type Pause, untilFirst } from "../../git/until-first.ts";
import { oneLine } from "../../lib/one-line.ts";
import { UserError } from "../../lib/user-error.ts";
import { type NewRecord, type ReadRecords, type Records, type ReleaseRecord, releaseRecord } from "./record.ts";
import { type Who, whoRuns } from "./who.ts";

/** The branch that holds the records of all stages, and nothing else. */
export const recordsBranch = "slipway-releases";

/** The same of what happens in the sandbox, in this clone alone. */
export const sandboxRecordsBranch = "slipway-sandbox-releases";

/** What a record is stamped with and how a retry waits; for tests. */
export interface RecordsOptions {
  /** @default slipway-releases */
  readonly branch?: string;
  readonly now?: () => Date;
  readonly who?: () => Promise<Who>;
  readonly pause?: Pause;
}

/**
 * The records of a stage.
 *
 * @param folder of the stack file from the top of the repository, with a slash at its end; empty at the top
 */
export function openRecords(
  repository: Repository,
  folder: string,
  stack: string,
  { branch = recordsBranch, now = () => new Date(), who, pause }: RecordsOptions = {},
): Records {
  const path = `releases/${folder}${stack}.jsonl`;
  const newest = async () => {
    const commit = await fetched(repository, branch);
    const text = commit === undefined ? undefined : await textAt(repository, commit, path);
    return { commit, text: text ?? "" };
  };
  return {
    read: async () => parseRecords((await newest()).text),
    async append(...records) {
      if (records.length === 0) return;
      const stamp = { at: now().toISOString(), ...(await (who?.() ?? whoRuns(repository.top))) };
      const lines = records.map((record) => `${lineOf(record, stamp)}\n`).join("");
      const message = messageOf(folder + stack, records);
      const isPushed = await untilFirst(async () => {
        const { commit, text } = await newest();
        const files = { [path]: withFinalNewline(text) + lines };
        const change = { branch, expected: commit, parent: commit, files, message };
        return (await pushChange(repository, change)) === "pushed";
      }, pause);
      if (!isPushed) {
        throw new UserError(
          `others have written to branch ${branch} each of ${mostTries} times before this could: nothing was written, run this again`,
        );
      }
    },
  };
}

/** Reads a file of records, the oldest first; what is none is named by its line. */
export function parseRecords(text: string): ReadRecords {
  const records: ReleaseRecord[] = [];
  const damaged: { line: number; says: string }[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const read = recordIn(line);
    if ("says" in read) damaged.push({ line: index + 1, says: read.says });
    else records.push(read.record);
  }
  return { records, damaged };
}

function recordIn(line: string): { readonly record: ReleaseRecord } | { readonly says: string } {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { says: "is no JSON" };
  }
  const read = releaseRecord.safeParse(json);
  if (read.success) return { record: read.data };
  const problems = read.error.issues.map(({ path, message }) => [...path, message].join(": "));
  return { says: oneLine(`is no record: ${problems.join(", ")}`) };
}

/** What was written with its first keys first, so that a line reads well. */
function lineOf(record: NewRecord, stamp: { readonly at: string } & Who): string {
  const { event, id, ...rest } = record;
  return JSON.stringify(releaseRecord.parse({ event, id, ...stamp, ...rest }));
}

/** A line that was cut off stays a line of its own. */
function withFinalNewline(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/** `production: rejected, held` */
function messageOf(stage: string, records: readonly NewRecord[]): string {
  return `${stage}: ${[...new Set(records.map(({ event }) => event))].join(", ")}\n`;
}
