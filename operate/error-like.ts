/** What lines of errors have in them, as loggers and run-times write it; 50 and 60 are the levels of pino and bunyan. */
export const errorWords: readonly string[] = [
  "ERROR",
  "Error",
  "error",
  "FATAL",
  "Fatal",
  "fatal",
  "CRITICAL",
  "Critical",
  "critical",
  "PANIC",
  "panic",
  "Exception",
  "Traceback",
  "FAILED",
  "Failed",
  "failed",
  '"level":50',
  '"level":60',
];

/** Whether a line looks like an error. */
export function isErrorLike(text: string): boolean {
  return errorWords.some((word) => text.includes(word));
}
