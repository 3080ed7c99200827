/** A query of CloudWatch Logs Insights, one command a line. */
export type LogQuery = string;

/**
 * Lines that say that they are errors: by their level where they are JSON, else by a word that only errors have.
 * Syntax: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export const errors: LogQuery = [
  "fields @timestamp, @logStream, coalesce(message, msg, event, @message) as says",
  `filter level in ["error", "ERROR", "critical", "CRITICAL", "fatal", "FATAL"] or level >= 50 or @message like /(?i)\\b(error|exception|traceback|panic|fatal)\\b/`,
  "sort @timestamp desc",
  "limit 200",
].join("\n| ");

/** Requests that took longest, of services that log JSON with a duration in milliseconds. */
export const slowRequests: LogQuery = [
  "fields @timestamp, @logStream, coalesce(path, url, req.url) as request, coalesce(duration_ms, durationMs, responseTime, elapsed_ms) as milliseconds",
  "filter ispresent(milliseconds)",
  "sort milliseconds desc",
  "limit 50",
].join("\n| ");

/** Tasks that stopped of themselves or could not start, from the log of the stack's task events. */
export const stoppedTasks: LogQuery = [
  "fields @timestamp, detail.group as task, detail.stopCode as code, detail.stoppedReason as reason, detail.containers.0.exitCode as exitCode",
  "sort @timestamp desc",
  "limit 50",
].join("\n| ");

/** Statements that took longer than the database's threshold. */
export const slowStatements: LogQuery = [
  "fields @timestamp, @message",
  "filter @message like /duration: [0-9]/",
  "parse @message /duration: (?<milliseconds>[0-9.]+) ms\\s+(?<statement>.*)/",
  "sort milliseconds desc",
  "limit 50",
].join("\n| ");

/** Whom a database refused, and why: no password, no encryption, no room. */
export const refusedConnections: LogQuery = [
  "fields @timestamp, @message",
  "filter @message like /FATAL/",
  "sort @timestamp desc",
  "limit 100",
].join("\n| ");
