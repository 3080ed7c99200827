import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { LogPage, LogQuery } from "../operations.ts";
import { whenThere } from "./finder.ts";
import type { Session } from "./session.ts";

/** One page of a log group, over all its streams, the oldest first. */
export async function logLines(query: LogQuery, session: Session): Promise<LogPage | undefined> {
  const logs = new CloudWatchLogsClient(await session.clientConfig());
  const { logGroup, streams, from, withOneOf = [], after } = query;
  const answer = await whenThere(
    logs.send(
      new FilterLogEventsCommand({
        logGroupName: logGroup,
        startTime: from,
        ...(streams !== undefined && { logStreamNamePrefix: streams }),
        ...(withOneOf.length > 0 && { filterPattern: patternOf(withOneOf) }),
        ...(after !== undefined && { nextToken: after }),
      }),
    ),
    "ResourceNotFoundException",
  );
  return (
    answer && {
      lines: (answer.events ?? []).map(({ eventId = "", timestamp = 0, logStreamName = "", message = "" }) => ({
        id: eventId,
        at: timestamp,
        stream: logStreamName,
        text: message.trimEnd(),
      })),
      ...(answer.nextToken !== undefined && { next: answer.nextToken }),
    }
  );
}

/** A pattern that any one of these texts fits. */
function patternOf(texts: readonly string[]): string {
  const terms = texts.map((text) => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`);
  return terms.length === 1 ? terms.join("") : terms.map((term) => `?${term}`).join(" ");
}
