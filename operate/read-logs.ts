import type { Cloud } from "../cloud/cloud.ts";
import type { LogPage, LogQuery } from "../cloud/operations.ts";
import { errorWords, isErrorLike } from "./error-like.ts";
import { inOrder } from "./in-order.ts";
import type { LogSource } from "./log-sources.ts";

/** Which lines are wanted. */
export interface WantedLines {
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Only lines with this text, as it is written. */
  readonly grep?: string;
  /** Only lines that look like errors. */
  readonly errors: boolean;
  /** Goes on with what is written from now on. */
  readonly follow: boolean;
  /** Not of these tasks, by their id. */
  readonly without: ReadonlySet<string>;
}

/** A line of a log, and who wrote it. */
export interface ReadLine {
  /** The same for the same event. */
  readonly id: string;
  readonly name: string;
  /** Id of the task; absent where no task wrote it. */
  readonly task?: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
}

export interface ReadMeans {
  readonly cloud: Pick<Cloud, "logLines">;
  readonly pause: (milliseconds: number) => Promise<unknown>;
  /** Whoever reads has had enough. */
  readonly ended: AbortSignal;
  /** Told of a source that has no log yet. */
  readonly missing: (source: LogSource) => void;
}

/** Between two looks at what is new; each look is a call for each source, of which AWS allows some a second. */
const pollMilliseconds = 2000;
/** Lines come to CloudWatch late, and not in order: so much is read once more. */
const lateMilliseconds = 15_000;

/** The lines of all sources, the oldest first; what is followed comes as it is found. */
export async function* readLogs(
  sources: readonly LogSource[],
  wanted: WantedLines,
  means: ReadMeans,
): AsyncGenerator<ReadLine> {
  if (!wanted.follow) {
    yield* linesOfAll(sources, wanted, means);
    return;
  }
  const seen = new Map<string, number>();
  const silent = { ...means, missing: () => {} };
  for (let { from } = wanted, look = 0; !means.ended.aborted; look += 1) {
    for await (const line of linesOfAll(sources, { ...wanted, from }, look === 0 ? means : silent)) {
      if (!seen.has(line.id)) yield line;
      seen.set(line.id, line.at);
    }
    from = Math.max(from, ...[...seen.values()].map((at) => at - lateMilliseconds));
    for (const [id, at] of seen) if (at < from) seen.delete(id);
    await means.pause(pollMilliseconds);
  }
}

async function* linesOfAll(
  sources: readonly LogSource[],
  wanted: WantedLines,
  means: ReadMeans,
): AsyncGenerator<ReadLine> {
  const each = sources.map((source) => linesOf(source, wanted, means));
  for await (const line of inOrder(each, (one, other) => one.at - other.at)) {
    if (means.ended.aborted) return;
    yield line;
  }
}

async function* linesOf(
  source: LogSource,
  wanted: WantedLines,
  { cloud, missing, ended }: ReadMeans,
): AsyncGenerator<ReadLine> {
  const { name, logGroup, streams } = source;
  for await (const page of pagesOf(queryOf(source, wanted), cloud, ended)) {
    if (page === undefined) missing(source);
    for (const { id, at, text, stream } of page?.lines ?? []) {
      const task = streams === undefined ? undefined : stream.slice(streams.length);
      const line = { id: `${logGroup} ${id}`, name, at, text, ...(task !== undefined && { task }) };
      if (isWanted(line, wanted)) yield line;
    }
  }
}

/** CloudWatch may answer with an empty page although there is more. */
async function* pagesOf(
  query: LogQuery,
  cloud: ReadMeans["cloud"],
  ended: AbortSignal,
): AsyncGenerator<LogPage | undefined> {
  let after: string | undefined;
  do {
    const page = await cloud.logLines({ ...query, ...(after !== undefined && { after }) });
    yield page;
    after = page?.next;
  } while (after !== undefined && !ended.aborted);
}

function queryOf({ logGroup, streams }: LogSource, { from, grep, errors }: WantedLines): LogQuery {
  const withOneOf = grep === undefined ? errorWords : [grep];
  return {
    logGroup,
    from,
    ...(streams !== undefined && { streams }),
    ...((errors || grep !== undefined) && { withOneOf }),
  };
}

function isWanted({ text, task }: ReadLine, { errors, without }: WantedLines): boolean {
  return (!errors || isErrorLike(text)) && !(task !== undefined && without.has(task));
}
