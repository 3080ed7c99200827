import type { Account } from "../account.ts";
import { repositoryAnswer } from "../github-answers.ts";
import type { Resource, Values } from "../model.ts";
import { specOf } from "../spec/spec.ts";
import { newRepositorySettings, type WorldRepository } from "../world-github.ts";
import { token } from "./tokens.ts";

/** Settings that a program leaves as they are when it says nothing of them. */
const kept = ["allowForking", "defaultBranch", "topics"];

/**
 * What the provider sets where the program says nothing, which is not what GitHub sets on a new repository: a wiki that
 * nobody declares is turned off.
 */
export const providerSettings: Values = {
  ...Object.fromEntries(Object.entries(newRepositorySettings).filter(([key]) => !kept.includes(key))),
  hasIssues: false,
  hasProjects: false,
  hasWiki: false,
};

/** What GitHub scans in a public repository without being asked. */
const publicScanning = {
  secretScanning: { status: "enabled" },
  secretScanningPushProtection: { status: "enabled" },
};

/** The owner whose resources are in an account: `github-<owner>`. */
export function ownerOf(account: Account): string {
  return account.id.replace(/^github-/, "");
}

/** A repository of the account's owner as it is now: as the account has it, else as the world does. */
export function standingRepository(name: string, account: Account): Resource | undefined {
  return account.find(token.githubRepository, ({ id }) => sameName(id, name)) ?? inWorld(account, name);
}

/** The entry of the world about a repository of the account's owner. */
export function worldEntry(account: Account, name: string): WorldRepository | undefined {
  const fullName = `${ownerOf(account)}/${name}`;
  return account.world.repositories.find((one) => sameName(one.name, fullName));
}

function inWorld(account: Account, name: string): Resource | undefined {
  const entry = worldEntry(account, name);
  return entry && { type: token.githubRepository, id: nameOf(entry), ...worldSettings(entry) };
}

/** The settings of a repository of the world, as inputs and outputs of the resource that adopts it. */
export function worldSettings(entry: WorldRepository): { readonly inputs: Values; readonly outputs: Values } {
  const set: Values = {
    ...newRepositorySettings,
    ...(entry.visibility === "public" && { securityAndAnalysis: publicScanning }),
    ...entry.settings,
    name: nameOf(entry),
    visibility: entry.visibility,
  };
  const known = specOf(token.githubRepository)?.inputs ?? {};
  // A program that says nothing of these changes nothing.
  const unsaid = Object.keys(set).filter(
    (key) => key !== "name" && (known[key]?.computed || set[key] === providerSettings[key]),
  );
  const outputs = { ...set, private: entry.visibility === "private", ...repositoryAnswer(entry.name) };
  return { inputs: { ...set, __defaults: unsaid }, outputs };
}

/** Without its owner. */
function nameOf({ name }: WorldRepository): string {
  return name.slice(name.indexOf("/") + 1);
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
