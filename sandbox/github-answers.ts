import type { Values } from "./model.ts";
import { derivedHex } from "./models/identifiers.ts";

/** The number that GitHub gives a thing for life: an owner, a repository, a user, a team. Names differ not by case. */
export function githubId(kind: "owner" | "repository" | "user" | "team", name: string): number {
  return Number.parseInt(derivedHex(`${kind} ${name.toLowerCase()}`, 7), 16);
}

/** What `github.getUser` answers about a login. */
export function userAnswer(login: string): Values {
  const id = String(githubId("user", login));
  return { id, login, username: login, name: login, nodeId: nodeId("U", id), gpgKeys: [], sshKeys: [] };
}

/** What `github.getTeam` answers about a team, `owner/slug`. */
export function teamAnswer(name: string): Values {
  const id = String(githubId("team", name));
  const slug = name.slice(name.indexOf("/") + 1);
  return { id, slug, name: slug, nodeId: nodeId("T", id), privacy: "closed", members: [], repositories: [] };
}

/** What GitHub makes of a repository by itself, `owner/name`: ids and addresses. */
export function repositoryAnswer(fullName: string): Values {
  const repoId = githubId("repository", fullName);
  return {
    fullName,
    repoId,
    nodeId: nodeId("R", String(repoId)),
    htmlUrl: `https://github.com/${fullName}`,
    gitCloneUrl: `git://github.com/${fullName}.git`,
    httpCloneUrl: `https://github.com/${fullName}.git`,
    sshCloneUrl: `git@github.com:${fullName}.git`,
    svnUrl: `https://github.com/${fullName}`,
    primaryLanguage: "",
  };
}

/** How a repository's subjects begin that have numbers: https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/ */
export function immutablePrefix(fullName: string): string {
  const [owner = "", name = ""] = fullName.split("/");
  return `repo:${owner}@${githubId("owner", owner)}/${name}@${githubId("repository", fullName)}`;
}

/** How a call of GitHub's REST API is answered by `github.getRestApi`. */
export function restAnswer(endpoint: string, body: unknown): Values {
  return { id: endpoint, endpoint, code: 200, status: "200 OK", headers: "{}", body: JSON.stringify(body) };
}

function nodeId(kind: string, id: string): string {
  return `${kind}_${derivedHex(`${kind} ${id}`, 12)}`;
}
