import { z } from "zod";
import type { GitHub, Repository } from "../../config/stack-delivery.ts";
import type { PlannedResource } from "../../plan/plan.ts";

const texts = z.array(z.string());

/** What is compared of a resource's inputs, by its type; the program may say more. */
const shapes = {
  environment: z.object({
    repository: z.string(),
    environment: z.string(),
    canAdminsBypass: z.boolean().optional(),
    waitTimer: z.number().default(0),
    preventSelfReview: z.boolean().default(false),
    reviewers: z.array(z.unknown()).default([]),
    deploymentBranchPolicy: z.object({ protectedBranches: z.boolean() }).optional(),
  }),
  policy: z.object({
    repository: z.string(),
    environment: z.string(),
    branchPattern: z.string().optional(),
    tagPattern: z.string().optional(),
  }),
  environmentSecret: z.object({ repository: z.string(), environment: z.string(), secretName: z.string() }),
  environmentVariable: z.object({
    repository: z.string(),
    environment: z.string(),
    variableName: z.string(),
    value: z.unknown(),
  }),
  secret: z.object({ repository: z.string(), secretName: z.string() }),
  dependabotSecret: z.object({ repository: z.string(), secretName: z.string() }),
  variable: z.object({ repository: z.string(), variableName: z.string(), value: z.unknown() }),
  ruleset: z.object({
    repository: z.string(),
    name: z.string(),
    target: z.string(),
    enforcement: z.string(),
    conditions: z.object({ refName: z.object({ includes: texts, excludes: texts }) }),
    rules: z.record(z.string(), z.unknown()),
    bypassActors: z
      .array(z.object({ actorType: z.string(), actorId: z.number().optional(), bypassMode: z.string() }))
      .default([]),
  }),
  actions: z.object({
    repository: z.string(),
    enabled: z.boolean().default(true),
    allowedActions: z.string().optional(),
    shaPinningRequired: z.boolean().optional(),
    allowedActionsConfig: z
      .object({
        githubOwnedAllowed: z.boolean(),
        verifiedAllowed: z.boolean().default(false),
        patternsAlloweds: texts.default([]),
      })
      .optional(),
  }),
  workflows: z.object({
    repository: z.string(),
    defaultWorkflowPermissions: z.string(),
    canApprovePullRequestReviews: z.boolean(),
  }),
  role: z.object({ name: z.string(), assumeRolePolicy: z.string() }),
};

const types: Readonly<Record<Kind, string>> = {
  environment: "github:index/repositoryEnvironment:RepositoryEnvironment",
  policy: "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy",
  environmentSecret: "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
  environmentVariable: "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
  secret: "github:index/actionsSecret:ActionsSecret",
  dependabotSecret: "github:index/dependabotSecret:DependabotSecret",
  variable: "github:index/actionsVariable:ActionsVariable",
  ruleset: "github:index/repositoryRuleset:RepositoryRuleset",
  actions: "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions",
  workflows: "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions",
  role: "aws:iam/role:Role",
};

type Kind = keyof typeof shapes;

/** What a resource of this kind declares. */
export type Declared<K extends Kind> = z.infer<(typeof shapes)[K]>;

/** All that the plan declares of a kind. */
export function declaredOf<K extends Kind>(resources: readonly PlannedResource[], kind: K): Declared<K>[];
export function declaredOf(resources: readonly PlannedResource[], kind: Kind): object[] {
  const found = resources.filter(({ type }) => type === types[kind]);
  return found.map((resource) => shapes[kind].parse({ ...resource.inputs, ...madeUp(resource) }));
}

/** AWS chooses the address of a load balancer, so a plan, which asks nobody, has another one: the engine compares it. */
function madeUp({ references }: PlannedResource): { readonly value?: undefined } {
  const isAddress = references?.value?.some((urn) => urn.includes("aws:lb/loadBalancer:LoadBalancer::")) ?? false;
  return isAddress ? { value: undefined } : {};
}

/** `owner/name` of the repository that a resource is of, which says the name alone. */
export function fullName({ app, infrastructure }: Pick<GitHub, "app" | "infrastructure">, name: string): string {
  return slug([infrastructure, app].find((one) => one.name.toLowerCase() === name.toLowerCase()) ?? infrastructure);
}

export function slug({ owner, name }: Pick<Repository, "owner" | "name">): string {
  return `${owner}/${name}`;
}
