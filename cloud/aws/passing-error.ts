const passingNames = /Throttl|TooManyRequests|RequestLimitExceeded|RequestTimeout/;

/**
 * Whether the same call may well be answered a little later: no answer at all, too many calls, or AWS's own fault. The
 * client's few tries have already failed then.
 */
export function mayPass(error: unknown): boolean {
  // Credentials that are no longer there do not come back by themselves.
  if (!(error instanceof Error) || error.name.endsWith("ProviderError")) {
    return false;
  }
  const status = statusOf(error);
  return status === undefined || status >= 500 || status === 429 || passingNames.test(error.name);
}

/** Absent when nothing was answered. */
function statusOf(error: Error): number | undefined {
  const answer = "$metadata" in error ? error.$metadata : undefined;
  const status =
    typeof answer === "object" && answer !== null && "httpStatusCode" in answer ? answer.httpStatusCode : undefined;
  return typeof status === "number" ? status : undefined;
}
