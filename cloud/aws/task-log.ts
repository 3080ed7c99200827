import type { LogConfiguration } from "@aws-sdk/client-ecs";
import { messageOf } from "../../lib/message-of.ts";
import type { Session } from "./session.ts";

/** The end of one container's log. */
export interface TaskLog {
  readonly logGroup?: string;
  readonly lastLogLines: readonly string[];
  readonly logProblem?: string;
}

const lineCount = 20;

/**
 * The last lines that a container wrote. Never rejects: how a task ended matters more than what it wrote.
 *
 * @param patience how often to look again for a first line: lines arrive some seconds after a container has ended
 */
export async function lastLines(
  where: { config: LogConfiguration | undefined; container: string; taskArn: string },
  session: Session,
  patience: { looks: number; pauseMilliseconds: number },
): Promise<TaskLog> {
  const options = where.config?.options ?? {};
  const logGroup = options["awslogs-group"];
  const prefix = options["awslogs-stream-prefix"];
  if (where.config?.logDriver !== "awslogs" || logGroup === undefined || prefix === undefined) {
    return { lastLogLines: [], logProblem: `container ${where.container} does not write to CloudWatch Logs` };
  }
  const taskId = where.taskArn.slice(where.taskArn.lastIndexOf("/") + 1);
  const stream = { logGroupName: logGroup, logStreamName: `${prefix}/${where.container}/${taskId}` };
  try {
    for (let look = 1; ; look++) {
      const lastLogLines = await readEnd(stream, options["awslogs-region"], session);
      if (lastLogLines.length > 0 || look >= patience.looks) {
        return { logGroup, lastLogLines };
      }
      await new Promise((resolve) => setTimeout(resolve, patience.pauseMilliseconds));
    }
  } catch (error) {
    return { logGroup, lastLogLines: [], logProblem: messageOf(error) };
  }
}

async function readEnd(
  stream: { logGroupName: string; logStreamName: string },
  region: string | undefined,
  session: Session,
): Promise<string[]> {
  const { CloudWatchLogsClient, GetLogEventsCommand } = await import("@aws-sdk/client-cloudwatch-logs");
  const config = await session.clientConfig();
  const logs = new CloudWatchLogsClient(region === undefined ? config : { ...config, region });
  try {
    const { events } = await logs.send(new GetLogEventsCommand({ ...stream, limit: lineCount, startFromHead: false }));
    return (events ?? []).map(({ message }) => message?.trimEnd() ?? "");
  } catch (error) {
    // The stream begins with the first line.
    if (error instanceof Error && error.name === "ResourceNotFoundException") {
      return [];
    }
    throw error;
  }
}
