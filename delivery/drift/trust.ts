import { canonicalJson } from "../../lib/canonical-json.ts";
import { githubId } from "../../sandbox/github-answers.ts";
import type { Asked } from "./asked.ts";
import { type Declared, declaredOf, slug } from "./declared.ts";
import { type Finding, missing, reading } from "./finding.ts";

const issuer = "token.actions.githubusercontent.com";

/** Compares who may assume the roles that jobs of GitHub take, and what GitHub calls such a job. */
export async function trustFindings(asked: Asked): Promise<readonly Finding[]> {
  const { resources, cloud, settings, github } = asked;
  const repository = slug(github.infrastructure);
  const roles = jobRoles(resources);
  const identity = Promise.all([settings.repository(repository), settings.subject(repository)]);
  // It is waited for in each comparison, which tells that it failed.
  identity.catch(() => undefined);
  const subject = reading(`OIDC subjects of ${repository}`, async (found) => {
    const [, { isDefault }] = await identity;
    return isDefault
      ? []
      : [found.differs("somebody has given them a form of its own, which the roles do not trust", "hand")];
  });
  const compared = roles.map(({ name, assumeRolePolicy }) =>
    reading(`role ${name}`, async (found) => {
      const trust = await cloud.roleTrust(name);
      if (trust === undefined) {
        return [found.differs(missing, "up")];
      }
      const [{ id }, { prefix }] = await identity;
      const wanted = onGitHub(JSON.parse(assumeRolePolicy), { repository, id, prefix });
      return canonicalJson(plain(trust)) === canonicalJson(plain(wanted))
        ? []
        : [
            found.differs(
              `it trusts ${claimsIn(trust)}, declared is ${claimsIn(wanted)}; or another condition differs`,
              "up",
            ),
          ];
    }),
  );
  return (await Promise.all([subject, ...compared])).flat();
}

/** Roles that jobs of GitHub take. */
export function jobRoles(resources: Asked["resources"]): Declared<"role">[] {
  return declaredOf(resources, "role").filter(({ assumeRolePolicy }) => assumeRolePolicy.includes(issuer));
}

interface Identity {
  readonly repository: string;
  readonly id: number;
  readonly prefix: string | undefined;
}

/** The policy with GitHub's own numbers: the plan asks nobody and makes its own. */
function onGitHub(policy: unknown, { repository, id, prefix }: Identity): unknown {
  const planned = String(githubId("repository", repository));
  const prefixes = [`repo:${repository}`, ...(prefix === undefined ? [] : [prefix])];
  return JSON.parse(JSON.stringify(policy), (key, value: unknown) => {
    if (key === `${issuer}:sub`) {
      const claims = new Set(textsIn(value).map((subject) => subject.split(":").slice(2).join(":")));
      return [...new Set(prefixes)].flatMap((of) => [...claims].map((claim) => `${of}:${claim}`));
    }
    return key === `${issuer}:repository_id` && value === planned ? String(id) : value;
  });
}

/** Without what says nothing: the order of a list, and whether a list of one is a list. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) {
    const members = value.map(plain).toSorted((one, other) => (canonicalJson(one) < canonicalJson(other) ? -1 : 1));
    return members.length === 1 ? members[0] : members;
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]))
    : value;
}

/** The subjects that a policy names, as far as it is like one. */
function claimsIn(policy: unknown): string {
  const subjects: string[] = [];
  JSON.stringify(policy, (key, value: unknown) => {
    if (key.endsWith(":sub")) {
      subjects.push(...textsIn(value));
    }
    return value;
  });
  return subjects.length === 0 ? "no subject" : subjects.toSorted().join(", ");
}

function textsIn(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "string");
}
