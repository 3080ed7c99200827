import type { ActionsFound } from "../../cloud/github-settings.ts";
import type { GitHub, Repository } from "../../config/stack-delivery.ts";
import type { Asked } from "./asked.ts";
import { type Declared, declaredOf, slug } from "./declared.ts";
import { type About, type Finding, listed, reading, without } from "./finding.ts";
import { secretFindings, variableFindings } from "./secrets.ts";

/** Compares what repositories have once, for the stack that declares it. */
export async function repositoryFindings(asked: Asked): Promise<readonly Finding[]> {
  const repositories = asked.github.managed ? managedOf(asked.github) : [];
  const compared = repositories.flatMap((repository) => {
    const name = slug(repository);
    return [
      reading(`repository ${name}`, (found) => visibility(found, asked, repository)),
      reading(`Actions of ${name}`, (found) => actions(found, asked, repository)),
      reading(`secrets of ${name}`, (found) => secrets(found, asked, repository)),
    ];
  });
  return (await Promise.all(compared)).flat();
}

function managedOf({ app, infrastructure, isOneRepository }: GitHub): readonly Repository[] {
  return isOneRepository ? [app] : [app, infrastructure];
}

/** The program never changes it: what a repository's environments can do depends on it. */
async function visibility(found: About, { settings }: Asked, repository: Repository): Promise<readonly Finding[]> {
  const { visibility: has } = await settings.repository(slug(repository));
  return (has === "public") === (repository.visibility === "public")
    ? []
    : [found.differs(`it is ${has} on GitHub, app.delivery says ${repository.visibility}`, "hand")];
}

async function actions(found: About, asked: Asked, { name, ...repository }: Repository): Promise<readonly Finding[]> {
  const { resources, settings } = asked;
  const isOfThis = (one: { readonly repository: string }) => one.repository === name;
  const wanted = declaredOf(resources, "actions").find(isOfThis);
  const workflows = declaredOf(resources, "workflows").find(isOfThis);
  if (!wanted || !workflows) {
    return [];
  }
  const has = await settings.actions(slug({ ...repository, name }));
  const rows: readonly Row[] = [
    ["enabled", has.enabled, wanted.enabled],
    ["allowed actions", has.allowed, wanted.allowedActions],
    ["actions have to be pinned by SHA", has.isShaPinningRequired, wanted.shaPinningRequired],
    ...selectedRows(has.selected, wanted.allowedActionsConfig),
    ["default permissions of workflows", has.workflowPermissions, workflows.defaultWorkflowPermissions],
    ["workflows approve pull requests", has.canApprovePullRequests, workflows.canApprovePullRequestReviews],
  ];
  return rows
    .filter(([, is, declares]) => declares !== undefined && is !== declares)
    .map(([what, is, declares]) => found.differs(`${what}: ${is}, declared: ${declares}`, "up"));
}

/** What is compared, as it is and as it is declared. */
type Row = readonly [string, unknown, unknown];

/** Which actions may run where not all may; that all may is a row of its own. */
function selectedRows(
  has: ActionsFound["selected"],
  wanted: Declared<"actions">["allowedActionsConfig"],
): readonly Row[] {
  return has && wanted
    ? [
        ["GitHub's own actions", has.isGitHubOwned, wanted.githubOwnedAllowed],
        ["actions of verified creators", has.isVerified, wanted.verifiedAllowed],
        ["other actions", listed(has.patterns, "none"), listed(wanted.patternsAlloweds, "none")],
      ]
    : [];
}

/** Keys of the two GitHub Apps, which people set by hand so that no stack sees them. */
const appKeys = ["SLIPWAY_READER_KEY", "SLIPWAY_WRITER_KEY"];

/** A repository may have secrets and variables of others, so only what is declared counts. */
async function secrets(found: About, asked: Asked, repository: Repository): Promise<readonly Finding[]> {
  const { resources, settings, now } = asked;
  const isOfThis = (one: { readonly repository: string }) => one.repository === repository.name;
  const named = ({ secretName }: { readonly secretName: string }) => secretName;
  const name = slug(repository);
  const [actionsSecrets, dependabotSecrets, variables] = await Promise.all([
    settings.secrets(name, "actions"),
    settings.secrets(name, "dependabot"),
    settings.variables(name),
  ]);
  const wanted = declaredOf(resources, "secret").filter(isOfThis).map(named);
  const forDependabot = declaredOf(resources, "dependabotSecret").filter(isOfThis).map(named);
  const others = without(
    actionsSecrets.map((secret) => secret.name),
    [...wanted, ...appKeys],
  );
  return [
    ...secretFindings(found, wanted, actionsSecrets, now),
    ...secretFindings(found, forDependabot, dependabotSecrets, now).map((one) => ({
      ...one,
      says: `${one.says} (Dependabot's)`,
    })),
    ...(others.length === 0 ? [] : [found.told(`not declared here: ${listed(others, "")}`)]),
    ...variableFindings(found, declaredOf(resources, "variable").filter(isOfThis), variables),
  ];
}
