import assert from "node:assert/strict";
import { at, type Declared, declareStack, declareValues, ofType, paths, valuesOf } from "../support/declare-stack.ts";

const production = "Pulumi.production.yaml";

interface Values {
  readonly app: { readonly delivery: object };
  readonly environment: { readonly github: object; readonly promotion: object };
}

/** The default app's production, delivered from somewhere else. */
function delivered(delivery: object, github?: object): Promise<Declared> {
  const { app, environment, ...rest } = valuesOf(production) as Values;
  return declareValues(production, {
    ...rest,
    app: { ...app, delivery: { secrets: ["CODECOV_TOKEN"], ...delivery } },
    environment: { ...environment, ...(github && { github }) },
  });
}

const onGitHub = ({ resources }: Declared) => resources.filter(({ type }) => type.startsWith("github:"));

const checksOf = (declared: Declared, path: string) => {
  const { rules } = at(declared, path).inputs as { rules: { requiredStatusChecks: Required } };
  return rules.requiredStatusChecks.requiredChecks.map(({ context }) => context);
};

interface Required {
  readonly requiredChecks: readonly { readonly context: string }[];
}

describe("delivery", () => {
  it("gives a stack two environments that differ in who is asked: putting back what ran waits for nobody", async () => {
    const declared = await declareStack(production);
    const [deploy, rollback] = ["delivery/delivery-environment", "delivery-rollback/delivery-rollback-environment"];
    const { reviewers, preventSelfReview, ...same } = at(declared, deploy).inputs;
    assert.ok(Array.isArray(reviewers));
    assert.equal(preventSelfReview, true);
    assert.deepEqual(at(declared, rollback).inputs, { ...same, environment: "production-rollback" });
  });

  it("tells both environments the same, so that either can deploy", async () => {
    const declared = await declareStack(production);
    const told = (environment: string) =>
      onGitHub(declared)
        .filter(({ inputs }) => inputs.environment === environment)
        .flatMap(({ inputs }) => inputs.variableName ?? inputs.secretName ?? inputs.branchPattern ?? [])
        .sort();
    const all = "APP_URL,AWS_REGION,AWS_ROLE_ARN,ECS_CLUSTER,PULUMI_BACKEND_URL,SENTRY_AUTH_TOKEN,main".split(",");
    assert.deepEqual([told("production"), told("production-rollback")], [all, all]);
  });

  it("puts back from the default branch alone, since nobody approves it and any branch may be let into the other", async () => {
    const repository = { name: "acme/harbour", plan: "enterprise" };
    const branches = ["main", "release/*"];
    const declared = await delivered({ repository, branches });
    const into = (environment: string) =>
      ofType(declared, "RepositoryEnvironmentDeploymentPolicy")
        .filter(({ inputs }) => inputs.environment === environment)
        .map(({ inputs }) => inputs.branchPattern);
    assert.deepEqual([into("production"), into("production-rollback")], [branches, ["main"]]);
  });

  it("leaves what a repository has once to the one stack that manages it", async () => {
    const declared = await declareStack("Pulumi.staging.yaml");
    const elsewhere = onGitHub(declared).filter(({ inputs }) => !/^staging(-rollback)?$/.test(`${inputs.environment}`));
    assert.deepEqual(paths(elsewhere), []);
  });

  it("says in the repository which stack of which project manages it", async () => {
    assert.equal(at(await declareStack(production), "repository/repository-owner").inputs.value, "harbour/production");
  });

  it("asks one repository for its own checks and those of what deploys, and for owners of code", async () => {
    const declared = await declareStack(production);
    assert.deepEqual(checksOf(declared, "repository/repository-branches"), ["check", "preview-done", "test"]);
    assert.deepEqual(paths(ofType(declared, "RepositoryRuleset")), [
      "repository/repository-branches",
      "repository/repository-records",
      "repository/repository-tags",
    ]);
  });

  it("asks each of two repositories for its own", async () => {
    const repository = { name: "acme/harbour", plan: "enterprise" };
    const declared = await delivered({ repository, infrastructure: "acme/harbour-infrastructure", checks: ["test"] });
    assert.deepEqual(checksOf(declared, "repository/repository-branches"), ["test"]);
    assert.deepEqual(checksOf(declared, "infrastructure/infrastructure-branches"), ["check", "preview-done"]);
    assert.deepEqual(paths(ofType(declared, "RepositoryRuleset")), [
      "infrastructure/infrastructure-branches",
      "infrastructure/infrastructure-records",
      "repository/repository-branches",
      "repository/repository-tags",
    ]);
    const names = ["repository", "infrastructure"].map(
      (name) => at(declared, `${name}/${name}-owner`).inputs.repository,
    );
    assert.deepEqual(names, ["harbour", "harbour-infrastructure"]);
    const environment = at(declared, "delivery/delivery-environment").inputs;
    assert.equal(environment.repository, "harbour-infrastructure", "what deploys has the environments");
  });

  it("gives the secrets of the app's workflows to the app's repository alone", async () => {
    const repository = { name: "acme/harbour", plan: "enterprise" };
    const secrets = ["CODECOV_TOKEN"];
    const declared = await delivered({
      repository,
      infrastructure: "acme/harbour-infrastructure",
      secrets,
      dependabot: { secrets },
    });
    const held = [...ofType(declared, "ActionsSecret"), ...ofType(declared, "DependabotSecret")];
    assert.deepEqual(paths(held), [
      "repository/repository-dependabot-secret-CODECOV_TOKEN",
      "repository/repository-secret-CODECOV_TOKEN",
    ]);
  });

  it("speaks to each owner through a provider of its own, and lets the app call the other's workflows", async () => {
    const infrastructure = { name: "acme-platform/harbour", plan: "enterprise" };
    const declared = await delivered({ repository: "acme/harbour", infrastructure });
    assert.deepEqual(
      ["github", "github-app"].map((name) => at(declared, name).inputs.owner),
      ["acme-platform", "acme"],
    );
    assert.equal(at(declared, "repository/repository-owner").provider, at(declared, "github-app").urn);
  });

  it("tells workflows the folder that has the stack files", async () => {
    const declared = await delivered({ repository: { name: "acme/harbour", plan: "enterprise" }, folder: "deploy" });
    assert.equal(at(declared, "repository/repository-variable-SLIPWAY_FOLDER").inputs.value, "deploy");
  });

  it("asks a private repository of the plan free for no gate: the branch alone is trusted", async () => {
    const because = "one person, who starts every deployment";
    const declared = await delivered(
      { repository: { name: "acme/harbour", plan: "free" }, secrets: ["SENTRY_AUTH_TOKEN", "CODECOV_TOKEN"] },
      { manageRepository: true, ungated: { because } },
    );
    assert.deepEqual([ofType(declared, "RepositoryEnvironment"), ofType(declared, "RepositoryRuleset")], [[], []]);
    const { assumeRolePolicy } = at(declared, "deploy/deploy-role").inputs;
    assert.match(String(assumeRolePolicy), /repo:acme\/harbour:ref:refs\/heads\/main/);
    assert.doesNotMatch(String(assumeRolePolicy), /:environment:/);
  });

  it("has nothing to do with GitHub where no repository is named: no token is needed then", async () => {
    const { app, environment, ...rest } = valuesOf(production) as Values;
    const { delivery, ...undelivered } = app;
    const { github, promotion, ...place } = environment;
    const declared = await declareValues(production, { ...rest, app: undelivered, environment: place, secrets: {} });
    const any = declared.resources.filter(
      ({ type, path }) => type.includes("github") || /^(deploy|preview)\b/.test(path),
    );
    assert.deepEqual(paths(any), []);
  });
});
