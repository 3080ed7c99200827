import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { member } from "../lib/member.ts";
import { UserError } from "../lib/user-error.ts";
import type { Login } from "./registry-logins.ts";

/** Under which name Docker keeps what belongs to Docker Hub. */
const hub = "https://index.docker.io/v1/";

/** What `docker login` has kept for a registry: by a helper, or in its file. */
export async function dockerLogin(host: string): Promise<Login | undefined> {
  const config = readConfig();
  const server = host === "docker.io" ? hub : host;
  const helper = member(member(config, "credHelpers"), server) ?? member(config, "credsStore");
  const kept = typeof helper === "string" ? await askHelper(helper, server) : undefined;
  return kept ?? loginIn(entryOf(member(config, "auths"), server));
}

function readConfig(): unknown {
  const file = join(process.env.DOCKER_CONFIG || join(homedir(), ".docker"), "config.json");
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`${file} is no JSON: mend it, or run docker login again`);
  }
}

/** Docker has written names of servers with and without a scheme and a path. */
function entryOf(auths: unknown, server: string): unknown {
  const nameOf = (key: string) => key.replace(/^https?:\/\//, "").split("/")[0];
  const key = Object.keys(Object(auths)).find((one) => nameOf(one) === nameOf(server));
  return key === undefined ? undefined : member(auths, key);
}

function loginIn(entry: unknown): Login | undefined {
  const identityToken = member(entry, "identitytoken");
  if (typeof identityToken === "string" && identityToken !== "") {
    return { identityToken };
  }
  const auth = member(entry, "auth");
  const [, username, password] =
    /^([^:]+):(.+)$/s.exec(Buffer.from(String(auth ?? ""), "base64").toString("utf8")) ?? [];
  return username === undefined || password === undefined ? undefined : { username, password };
}

/** A helper that is not installed, or has nothing for the registry, is as good as none. */
async function askHelper(helper: string, server: string): Promise<Login | undefined> {
  const answer = await new Promise<string>((resolve) => {
    const child = execFile(`docker-credential-${helper}`, ["get"], { timeout: 30_000 }, (error, stdout) =>
      resolve(error ? "" : stdout),
    );
    child.stdin?.on("error", () => {});
    child.stdin?.end(server);
  });
  let kept: unknown;
  try {
    kept = JSON.parse(answer);
  } catch {
    return undefined;
  }
  const [username, secret] = [member(kept, "Username"), member(kept, "Secret")];
  if (typeof username !== "string" || typeof secret !== "string") {
    return undefined;
  }
  return username === "<token>" ? { identityToken: secret } : { username, password: secret };
}
