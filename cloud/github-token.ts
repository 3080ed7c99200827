import { execFile } from "node:child_process";
import { UserError } from "../lib/user-error.ts";

/** The token that GitHub's own command line keeps for a server, where no variable holds one. */
export async function tokenForGitHub(baseUrl: string, needs: string): Promise<string> {
  const { hostname } = new URL(baseUrl);
  const host = hostname === "api.github.com" ? "github.com" : hostname;
  const token = await new Promise<string>((resolve) => {
    execFile("gh", ["auth", "token", "--hostname", host], { timeout: 10_000 }, (error, stdout) =>
      resolve(error ? "" : stdout.trim()),
    );
  });
  if (token === "") {
    throw new UserError(
      `GitHub wants a token, and there is none: run gh auth login, or set GH_TOKEN to a token that may ${needs} of the repository`,
    );
  }
  return token;
}
