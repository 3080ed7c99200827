import { appendFileSync, readFileSync } from "node:fs";

/** As it was when the program began: the sandbox takes these out of the environment, for they come with credentials. */
const atStart = { ...process.env };

/** A summary may have 1 MiB. */
const mostSummaryBytes = 1024 * 1024 - 1024;

/** Whether this runs in a job of GitHub Actions. */
export function isJob({ GITHUB_ACTIONS } = atStart): boolean {
  return GITHUB_ACTIONS === "true";
}

/** Sets outputs of the step, where there is one. */
export function setOutputs(outputs: Readonly<Record<string, string>>, { GITHUB_OUTPUT } = atStart): void {
  if (GITHUB_OUTPUT) {
    const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value.replaceAll(/[\r\n]+/g, " ")}\n`);
    appendFileSync(GITHUB_OUTPUT, lines.join(""));
  }
}

/** Adds to the summary of the job, where there is one. */
export function addSummary(markdown: string, { GITHUB_STEP_SUMMARY } = atStart): void {
  if (GITHUB_STEP_SUMMARY) {
    const whole = Buffer.from(`${markdown}\n`);
    appendFileSync(
      GITHUB_STEP_SUMMARY,
      whole.byteLength <= mostSummaryBytes ? whole : whole.subarray(0, mostSummaryBytes),
    );
  }
}

/** The run that this is, as an address; undefined outside of one. */
export function runUrl({ GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = atStart): string | undefined {
  return GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_RUN_ID
    ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`
    : undefined;
}

/** The repository and the number of the pull request that the job is for; undefined where it is for none. */
export function pullRequestOfJob({
  GITHUB_REPOSITORY,
  GITHUB_EVENT_PATH,
} = atStart): { readonly repository: string; readonly number: number } | undefined {
  if (!GITHUB_REPOSITORY || !GITHUB_EVENT_PATH) {
    return undefined;
  }
  const event: unknown = JSON.parse(readFileSync(GITHUB_EVENT_PATH, "utf8"));
  const number: unknown = Object(Object(event).pull_request).number;
  return typeof number === "number" ? { repository: GITHUB_REPOSITORY, number } : undefined;
}

/** The branch that a pull request goes into. */
export function baseBranchOfJob({ GITHUB_BASE_REF } = atStart): string | undefined {
  return GITHUB_BASE_REF || undefined;
}
