import type { Cloud } from "../cloud/cloud.ts";
import type { LogPage, LogQuery } from "../cloud/operations.ts";
import { messageOf } from "../lib/message-of.ts";
import { errorWords, isErrorLike } from "./error-like.ts";
import { inOrder } from "./in-order.ts";
import type { LogSource } from "./log-sources.ts";
import { logTail } from "./log-tail.ts";

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

/** What it takes to read what is there. */
export interface LookMeans {
  readonly cloud: Pick<Cloud, "logLines">;
  /** Whoever reads has had enough. */
  readonly ended: AbortSignal;
  /** Told of a source that has no log yet. */
  readonly missing: (source: LogSource) => void;
}

/** What it takes to follow, besides. */
export interface ReadMeans extends LookMeans {
  readonly pause: (milliseconds: number) => Promise<unknown>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told why what is followed cannot be read for a while. */
  readonly troubled: (reason: string) => void;
}

/** Between two looks at what is new; each look is a call for each source, of which AWS allows some a second. */
const pollMilliseconds = 2000;

/** The lines of all sources, the oldest first; what is followed comes as it is found. */
export async function* readLogs(
  sources: readonly LogSource[],
  wanted: WantedLines,
  means: ReadMeans,
): AsyncGenerator<ReadLine> {
  if (wanted.follow) {
    yield* followed(sources, wanted, means);
  } else {
    yield* linesOfAll(sources, wanted, means);
  }
}

/** A first look that fails is a mistake; later the network may be away for a while, or AWS be asked too often. */
async function* followed(
  sources: readonly LogSource[],
  wanted: WantedLines,
  means: ReadMeans,
): AsyncGenerator<ReadLine> {
  const silent = { ...means, missing: () => {} };
  let looks = 0;
  let trouble = "";
  const { look } = logTail(wanted.from, {
    linesSince: (from) => linesOfAll(sources, { ...wanted, from }, looks === 0 ? means : silent),
    now: means.now,
  });
  for (; !means.ended.aborted; looks += 1) {
    try {
      yield* look();
      trouble = "";
    } catch (error) {
      if (looks === 0) throw error;
      if (trouble === "") means.troubled(messageOf(error));
      trouble = messageOf(error);
    }
    await means.pause(pollMilliseconds);
  }
}

/** The lines that are there, the oldest first. */
export async function* linesOfAll(
  sources: readonly LogSource[],
  wanted: WantedLines,
  means: LookMeans,
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
  { cloud, missing, ended }: LookMeans,
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
  cloud: LookMeans["cloud"],
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
