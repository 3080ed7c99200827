import { githubId } from "../../github-answers.ts";
import type { Resource, Values } from "../../model.ts";
import { names } from "../../models/github-reviewers.ts";
import { token } from "../../models/tokens.ts";
import { bool, list, num, object, objects, str } from "../../models/values.ts";
import { type Answer, type Asked, page, within } from "./asked.ts";
import { sameText } from "./same-text.ts";

/** `GET /repos/{owner}/{repo}/environments/{environment_name}` */
export function getEnvironment(asked: Asked): Answer {
  const found = environmentOf(asked);
  return found && { body: described(asked, found) };
}

/** `PUT` of the same: what a person does under Settings, who changes everything about approval at once. */
export function putEnvironment(asked: Asked): Answer {
  const found = environmentOf(asked);
  if (!found) {
    return undefined;
  }
  const { body, account } = asked;
  const ids = (type: string) =>
    objects(body, "reviewers")
      .filter((reviewer) => reviewer.type === type)
      .map((reviewer) => num(reviewer, "id"));
  const isReviewed = list(body, "reviewers").length > 0;
  const approval = {
    waitTimer: num(body, "wait_timer") ?? 0,
    preventSelfReview: isReviewed && (bool(body, "prevent_self_review") ?? false),
    reviewers: isReviewed ? [{ users: ids("User"), teams: ids("Team") }] : [],
  };
  const changed = {
    ...found,
    inputs: { ...found.inputs, ...approval },
    outputs: { ...found.outputs, ...approval },
  };
  account.put(changed);
  return { body: described(asked, changed) };
}

/** `GET …/deployment-branch-policies` */
export function branchPolicies(asked: Asked): Answer {
  const [environment = ""] = asked.parts;
  const policies = within(asked, token.githubPolicy).filter(({ outputs }) =>
    sameText(outputs.environment, environment),
  );
  return page(
    "branch_policies",
    policies.map(({ outputs }) => {
      const branch = str(outputs, "branchPattern");
      return branch === undefined
        ? { id: outputs.policyId, type: "tag", name: str(outputs, "tagPattern") }
        : { id: outputs.policyId, type: "branch", name: branch };
    }),
  );
}

/** `GET …/deployment_protection_rules`: nobody has an App that decides too. */
export function customRules(asked: Asked): Answer {
  return environmentOf(asked) && page("custom_deployment_protection_rules", []);
}

function environmentOf(asked: Asked): Resource | undefined {
  const [name = ""] = asked.parts;
  return within(asked, token.githubEnvironment).find(({ outputs }) => sameText(outputs.environment, name));
}

function described(asked: Asked, { outputs }: Resource): object {
  const name = str(outputs, "environment") ?? "";
  const policy = object(outputs, "deploymentBranchPolicy");
  const isGated = Object.keys(policy).length > 0;
  const wait = num(outputs, "waitTimer") ?? 0;
  const reviewers = reviewersOf(asked, outputs);
  const prevent_self_review = bool(outputs, "preventSelfReview") ?? false;
  const rule = (type: string, more: object = {}) => ({ id: 1, node_id: "GA_1", type, ...more });
  return {
    id: githubId("repository", `${asked.owner}/${asked.repository}/${name}`),
    name,
    can_admins_bypass: bool(outputs, "canAdminsBypass") ?? true,
    protection_rules: [
      ...(wait > 0 ? [rule("wait_timer", { wait_timer: wait })] : []),
      ...(reviewers.length > 0 ? [rule("required_reviewers", { prevent_self_review, reviewers })] : []),
      ...(isGated ? [rule("branch_policy")] : []),
    ],
    deployment_branch_policy: isGated
      ? {
          protected_branches: bool(policy, "protectedBranches") ?? false,
          custom_branch_policies: bool(policy, "customBranchPolicies") ?? false,
        }
      : null,
  };
}

function reviewersOf({ account }: Asked, outputs: Values): readonly object[] {
  return objects(outputs, "reviewers").flatMap((given) => [
    ...list(given, "users").map((id) => ({
      type: "User",
      reviewer: { id, login: names(account, "users", Number(id))[0] },
    })),
    ...list(given, "teams").map((id) => ({
      type: "Team",
      reviewer: { id, slug: names(account, "teams", Number(id))[0]?.split("/").at(-1) },
    })),
  ]);
}
