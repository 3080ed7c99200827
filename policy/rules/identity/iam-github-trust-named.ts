import { listOf } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";
import { type Statement, statementsOf } from "../../statements.ts";

const issuer = "token.actions.githubusercontent.com";
/** Owner and repository without a wildcard, then a ref of which the beginning is named, or all of what else narrows. */
const named = /^repo:[^*?/:]+\/[^*?:]+:(ref:refs\/(heads|tags)\/[^*?].*|(?!ref:)[^*?]+)$/;

export const iamGithubTrustNamed: Rule = {
  name: "iam-github-trust-named",
  demands: "A role that GitHub's workflows take names the audience, the repository, and the branch or environment.",
  why: "A workflow of anybody's repository, or of any branch that somebody pushes, may take the role otherwise.",
  sources: [
    {
      url: "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws",
      says: "The trust policy should test the aud and sub claims, so that no other repository gets access.",
    },
  ],
  wayOut: `Test ${issuer}:aud, and ${issuer}:sub for repo:<owner>/<repository>:environment:<name>.`,
  enforcement: "mandatory",
  types: ["aws:iam/role:Role"],
  looksAround: false,
  check: ({ inputs }) =>
    statementsOf(inputs.assumeRolePolicy)
      .filter(
        ({ effect, principals }) => effect === "Allow" && principals.Federated?.some((arn) => arn.endsWith(issuer)),
      )
      .flatMap(openTo),
};

function openTo(statement: Statement): string[] {
  const subjects = tested(statement, "sub");
  return [
    ...(tested(statement, "aud").every((audience) => /[*?]/.test(audience)) ? ["it does not test aud"] : []),
    ...(subjects.length === 0 ? ["it does not test sub"] : []),
    ...subjects.filter((subject) => !named.test(subject)).map((subject) => `it is open to ${subject}`),
  ];
}

/** What a claim is compared with; a comparison that also holds where the claim is missing does not count. */
function tested({ conditions }: Statement, claim: string): string[] {
  return Object.entries(Object(conditions))
    .filter(([operator]) => /^(ForAnyValue:)?String(Equals|EqualsIgnoreCase|Like)$/.test(operator))
    .flatMap(([, keys]) => listOf(Object(keys)[`${issuer}:${claim}`]))
    .map(String);
}
