import { z } from "zod";

/** Settings of a repository as GitHub sets them on a new one, by the provider's names. */
export const newRepositorySettings = {
  allowAutoMerge: false,
  allowForking: true,
  allowMergeCommit: true,
  allowRebaseMerge: true,
  allowSquashMerge: true,
  allowUpdateBranch: false,
  archived: false,
  defaultBranch: "main",
  deleteBranchOnMerge: false,
  description: "",
  hasDiscussions: false,
  hasIssues: true,
  hasProjects: true,
  hasWiki: true,
  homepageUrl: "",
  isTemplate: false,
  mergeCommitMessage: "PR_TITLE",
  mergeCommitTitle: "MERGE_MESSAGE",
  squashMergeCommitMessage: "COMMIT_MESSAGES",
  squashMergeCommitTitle: "COMMIT_OR_PR_TITLE",
  topics: [] as readonly string[],
  webCommitSignoffRequired: false,
};

const setting = z.enum(Object.keys(newRepositorySettings));

/** A repository as it is before slipway comes. One that is only named is private, and its owner has the plan Team. */
export const repositorySchema = z.preprocess(
  (entry) => (typeof entry === "string" ? { name: entry } : entry),
  z.strictObject({
    /** `owner/name`. */
    name: z.string().regex(/^[^/]+\/[^/]+$/, "owner/name"),
    visibility: z.enum(["public", "private"]).default("private"),
    /** Plan of the owner. */
    plan: z.enum(["free", "pro", "team", "enterprise"]).default("team"),
    /** How the subjects of its OIDC tokens begin: with names alone, or with numbers too. */
    oidc: z.enum(["legacy", "immutable"]).default("legacy"),
    /** Claims that somebody has put into its subjects instead of the usual ones. */
    customSubject: z.array(z.string()).optional(),
    /** Logins and teams (`owner/slug`) that can read it. Absent: all of the world. */
    access: z.array(z.string()).optional(),
    /** Settings that are not as GitHub sets them on a new one. */
    settings: z.partialRecord(setting, z.union([z.boolean(), z.string(), z.array(z.string())])).default({}),
  }),
);

/** A repository of the world. */
export type WorldRepository = z.infer<typeof repositorySchema>;

/** What the world means by an entry under `repositories`. */
export function worldRepository(entry: unknown): WorldRepository {
  return repositorySchema.parse(entry);
}
