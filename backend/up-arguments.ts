import { allButGitHub } from "./history.ts";

/**
 * What `pulumi` is given to bring a stack up where nobody looks on: without a second preview, and without what is on
 * GitHub, which a job's token may not change.
 *
 * @param title what the update is called in Pulumi's history
 */
export function upArguments(title: string): readonly string[] {
  const message = `${title} ${allButGitHub}`;
  return ["up", "--yes", "--skip-preview", "--message", message, "--exclude", "**github:index/**"];
}
