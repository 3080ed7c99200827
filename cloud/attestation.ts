import { execFile } from "node:child_process";
import { member } from "../lib/member.ts";

/** An image and the repository that it must have been built by. */
export interface Attested {
  /** Registry and path of the image. */
  readonly repository: string;
  /** `sha256:…`. */
  readonly digest: string;
  /** `owner/name` on GitHub. */
  readonly source: string;
}

/** Whether GitHub attests that a workflow of `source` built the image; `says` is a sentence either way. */
export async function attested({
  repository,
  digest,
  source,
}: Attested): Promise<{ readonly is: boolean; readonly says: string }> {
  const image = `${repository}@${digest}`;
  const { code, stdout, stderr } = await verify(image, source);
  if (code === "ENOENT") {
    return {
      is: false,
      says: `nobody can tell who built ${image}: gh is not on PATH: install GitHub's command line (https://cli.github.com)`,
    };
  }
  if (code !== 0) {
    const words = stderr.trim().split("\n").at(-1) || `gh ended with ${code}`;
    return { is: false, says: `no workflow of ${source} is attested to have built ${image}: ${words}` };
  }
  // Until version 2.67 gh ended well where there was no attestation at all (GO-2025-3467).
  const found = countOf(stdout);
  return found === 0
    ? {
        is: false,
        says: `no workflow of ${source} is attested to have built ${image}: gh lists no attestation`,
      }
    : { is: true, says: `${image} was built by a workflow of ${source}` };
}

interface Ended {
  /** Exit code, or the word of the system for why there is none. */
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

function verify(image: string, source: string): Promise<Ended> {
  const args = ["attestation", "verify", `oci://${image}`, "--repo", source, "--format", "json"];
  return new Promise((resolve) => {
    execFile("gh", args, { timeout: 60_000, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : (error.code ?? error.signal ?? 1);
      resolve({ code, stdout, stderr });
    });
  });
}

/** How many attestations gh verified. */
function countOf(stdout: string): number {
  try {
    const verified: unknown = JSON.parse(stdout);
    return Array.isArray(verified)
      ? verified.filter((one) => member(one, "verificationResult") !== undefined).length
      : 0;
  } catch {
    return 0;
  }
}
