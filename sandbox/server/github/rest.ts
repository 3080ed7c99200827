import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { messageOf } from "../../../lib/message-of.ts";
import type { Values } from "../../model.ts";
import { isObject } from "../../models/values.ts";
import type { Accounts } from "../accounts.ts";
import type { Answer, Asked } from "./asked.ts";
import { branchPolicies, customRules, getEnvironment, putEnvironment } from "./environments.ts";
import {
  actionsPermissions,
  checkRuns,
  getRepository,
  getTeam,
  oidcSubject,
  selectedActions,
  workflowPermissions,
} from "./repositories.ts";
import { getRuleset, listRulesets, putRuleset } from "./rulesets.ts";
import * as values from "./values.ts";

/** GitHub's REST interface is below this path. */
export const githubPath = "/github/";

const environment = "/repos/{owner}/{repo}/environments/{}";

/** What is known of GitHub's REST interface: what drift asks, and what a person changes by hand. */
const routes: Readonly<Record<string, (asked: Asked) => Answer>> = {
  "GET /repos/{owner}/{repo}": getRepository,
  "GET /repos/{owner}/{repo}/actions/permissions": actionsPermissions,
  "GET /repos/{owner}/{repo}/actions/permissions/selected-actions": selectedActions,
  "GET /repos/{owner}/{repo}/actions/permissions/workflow": workflowPermissions,
  "GET /repos/{owner}/{repo}/actions/oidc/customization/sub": oidcSubject,
  "GET /repos/{owner}/{repo}/actions/secrets": values.actionsSecrets,
  "GET /repos/{owner}/{repo}/actions/variables": values.actionsVariables,
  "GET /repos/{owner}/{repo}/dependabot/secrets": values.dependabotSecrets,
  "GET /repos/{owner}/{repo}/rulesets": listRulesets,
  "GET /repos/{owner}/{repo}/rulesets/{}": getRuleset,
  "PUT /repos/{owner}/{repo}/rulesets/{}": putRuleset,
  [`GET ${environment}`]: getEnvironment,
  [`PUT ${environment}`]: putEnvironment,
  [`GET ${environment}/deployment-branch-policies`]: branchPolicies,
  [`GET ${environment}/deployment_protection_rules`]: customRules,
  [`GET ${environment}/secrets`]: values.environmentSecrets,
  [`DELETE ${environment}/secrets/{}`]: values.deleteEnvironmentSecret,
  [`GET ${environment}/variables`]: values.environmentVariables,
  "GET /repos/{owner}/{repo}/commits/{}/check-runs": checkRuns,
  "GET /orgs/{owner}/teams/{}": getTeam,
};

const patterns = Object.entries(routes).map(([route, answer]) => ({
  pattern: new RegExp(
    `^${route
      .replace("{owner}", "(?<owner>[^/]+)")
      .replace("{repo}", "(?<repository>[^/]+)")
      .replaceAll("{}", "([^/]+)")}$`,
  ),
  answer,
}));

/** Answers as GitHub does of everything that the owners of the world have, whatever the token. */
export async function github(accounts: Accounts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const route = `${request.method} ${pathname.slice(githubPath.length - 1)}`;
  const reply = (status: number, body?: unknown) =>
    response
      .writeHead(status, { "content-type": "application/json" })
      .end(body === undefined ? undefined : JSON.stringify(body));
  try {
    const known = patterns.find(({ pattern }) => pattern.test(route));
    if (!known) {
      reply(404, { message: `the sandbox's GitHub has no ${route}: add it to sandbox/server/github/rest.ts` });
      return;
    }
    const asked = askedIn(accounts, known.pattern.exec(route), bodyIn(await text(request)));
    const { status = 200, body } = known.answer(asked) ?? { status: 404, body: { message: "Not Found" } };
    reply(status, body);
  } catch (error) {
    reply(404, { message: messageOf(error) });
  }
}

function askedIn(accounts: Accounts, match: RegExpExecArray | null, body: Values): Asked {
  const { owner = "", repository = "" } = match?.groups ?? {};
  const named = repository === "" ? 1 : 2;
  const account = accounts.get(`github-${owner}`);
  // Whoever asks GitHub at run time tries again until what was just made is visible.
  account.reveal();
  const parts = (match ?? []).slice(1 + named).map(decodeURIComponent);
  return { account, owner, repository, parts, body };
}

function bodyIn(said: string): Values {
  const body: unknown = JSON.parse(said || "{}");
  return isObject(body) ? body : {};
}
