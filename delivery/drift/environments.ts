import type { EnvironmentFound } from "../../cloud/github-settings.ts";
import type { Asked } from "./asked.ts";
import { type Declared, declaredOf, fullName } from "./declared.ts";
import { type About, type Finding, listed, missing, reading, without } from "./finding.ts";
import { secretFindings, variableFindings } from "./secrets.ts";

/** Compares the environments of a stack: who approves, from which branches, what is in them. */
export async function environmentFindings(asked: Asked): Promise<readonly Finding[]> {
  const compared = declaredOf(asked.resources, "environment").map((declared) => {
    const repository = fullName(asked.github, declared.repository);
    return reading(`environment ${declared.environment} of ${repository}`, async (found) => {
      const environment = await asked.settings.environment(repository, declared.environment);
      return environment
        ? [
            ...approval(found, asked, declared, environment),
            ...refs(found, asked, declared, environment),
            ...values(found, asked, declared, environment),
          ]
        : [found.differs(missing, "up")];
    });
  });
  return (await Promise.all(compared)).flat();
}

/** Removed reviewers are not seen by Pulumi's refresh, nor is what came with them: the provider keeps what it knew. */
function approval(
  found: About,
  { github }: Asked,
  declared: Declared<"environment">,
  environment: EnvironmentFound,
): readonly Finding[] {
  const wanted = declared.reviewers.length > 0 ? reviewerNames(github.environment.reviewers) : [];
  const has = reviewerNames(environment.reviewers);
  const isReviewed = wanted.length > 0;
  return [
    ...(listed(wanted, "") === listed(has, "")
      ? []
      : [found.differs(`reviewers are ${listed(has, "nobody")}, declared are ${listed(wanted, "nobody")}`, "hand")]),
    ...(isReviewed && has.length > 0 && declared.preventSelfReview !== environment.preventSelfReview
      ? [
          found.differs(
            `whoever started a deployment may ${environment.preventSelfReview ? "not " : ""}approve it, declared is the opposite`,
            "hand",
          ),
        ]
      : []),
    ...(declared.waitTimer === environment.waitMinutes
      ? []
      : [found.differs(`the wait is ${environment.waitMinutes} minutes, declared are ${declared.waitTimer}`, "up")]),
    ...(declared.canAdminsBypass === false && environment.canAdminsBypass
      ? [found.differs("administrators may deploy without approval", "up")]
      : []),
    ...environment.customRules.map((app) =>
      found.differs(`the GitHub App ${app} decides too: a protection rule that nobody declared`, "hand"),
    ),
  ];
}

function reviewerNames({ users, teams }: EnvironmentFound["reviewers"]): readonly string[] {
  return [...teams.map((team) => `team ${team}`), ...users].map((name) => name.toLowerCase());
}

/** From which branches and tags may be deployed. */
function refs(
  found: About,
  { resources }: Asked,
  declared: Declared<"environment">,
  { deployableFrom }: EnvironmentFound,
): readonly Finding[] {
  if (!declared.deploymentBranchPolicy) {
    return [];
  }
  if (typeof deployableFrom === "string") {
    const from = deployableFrom === "all" ? "every branch" : "protected branches";
    const isDeclared = deployableFrom === "protected" && declared.deploymentBranchPolicy.protectedBranches;
    return isDeclared ? [] : [found.differs(`${from} may deploy, declared are patterns`, "up")];
  }
  const wanted = inEnvironment(declaredOf(resources, "policy"), declared).map(({ branchPattern, tagPattern }) =>
    branchPattern === undefined ? `tag ${tagPattern}` : `branch ${branchPattern}`,
  );
  const has = deployableFrom.map(({ type, name }) => `${type} ${name}`);
  return [
    ...without(has, wanted).map((one) => found.differs(`the ${one} may deploy, which nobody declared`, "hand")),
    ...without(wanted, has).map((one) => found.differs(`the ${one} may not deploy, which is declared`, "up")),
  ];
}

function values(
  found: About,
  { resources, now }: Asked,
  declared: Declared<"environment">,
  environment: EnvironmentFound,
): readonly Finding[] {
  const secrets = inEnvironment(declaredOf(resources, "environmentSecret"), declared).map(
    ({ secretName }) => secretName,
  );
  const variables = inEnvironment(declaredOf(resources, "environmentVariable"), declared);
  const named = variables.map(({ variableName }) => variableName);
  const extra = (noun: string, names: readonly string[]) =>
    names.map((name) => found.differs(`there is a ${noun} ${name}, which nobody declared`, "hand"));
  return [
    ...secretFindings(found, secrets, environment.secrets, now),
    ...extra(
      "secret",
      without(
        environment.secrets.map(({ name }) => name),
        secrets,
      ),
    ),
    ...variableFindings(found, variables, environment.variables),
    ...extra("variable", without(Object.keys(environment.variables), named)),
  ];
}

interface InEnvironment {
  readonly repository: string;
  readonly environment: string;
}

function inEnvironment<T extends InEnvironment>(all: readonly T[], { repository, environment }: InEnvironment): T[] {
  return all.filter((one) => one.repository === repository && one.environment === environment);
}
