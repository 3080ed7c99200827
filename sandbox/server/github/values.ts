import type { Resource, Values } from "../../model.ts";
import { token } from "../../models/tokens.ts";
import { str } from "../../models/values.ts";
import { type Answer, type Asked, page, within } from "./asked.ts";
import { sameText } from "./same-text.ts";

/** `GET /repos/{owner}/{repo}/actions/secrets` */
export const actionsSecrets = (asked: Asked) => secretsPage(within(asked, token.githubRepositorySecret));

/** `GET /repos/{owner}/{repo}/dependabot/secrets` */
export const dependabotSecrets = (asked: Asked) => secretsPage(within(asked, token.githubDependabotSecret));

/** `GET /repos/{owner}/{repo}/actions/variables` */
export const actionsVariables = (asked: Asked) => variablesPage(within(asked, token.githubRepositoryVariable));

/** `GET /repos/{owner}/{repo}/environments/{environment_name}/secrets` */
export const environmentSecrets = (asked: Asked) => secretsPage(inEnvironment(asked, token.githubSecret));

/** `GET /repos/{owner}/{repo}/environments/{environment_name}/variables` */
export const environmentVariables = (asked: Asked) => variablesPage(inEnvironment(asked, token.githubVariable));

/** `DELETE /repos/{owner}/{repo}/environments/{environment_name}/secrets/{secret_name}` */
export function deleteEnvironmentSecret(asked: Asked): Answer {
  const [, name = ""] = asked.parts;
  const found = inEnvironment(asked, token.githubSecret).find(({ outputs }) => sameText(outputs.secretName, name));
  if (!found) {
    return undefined;
  }
  asked.account.remove(found.type, found.id);
  return { status: 204 };
}

function inEnvironment(asked: Asked, type: string): readonly Resource[] {
  const [environment = ""] = asked.parts;
  return within(asked, type).filter(({ outputs }) => sameText(outputs.environment, environment));
}

function secretsPage(secrets: readonly Resource[]): Answer {
  return page(
    "secrets",
    secrets.map(({ outputs }) => ({ name: str(outputs, "secretName") ?? "", ...times(outputs) })),
  );
}

function variablesPage(variables: readonly Resource[]): Answer {
  return page(
    "variables",
    variables.map(({ outputs }) => ({
      name: str(outputs, "variableName") ?? "",
      value: str(outputs, "value") ?? "",
      ...times(outputs),
    })),
  );
}

/** The provider writes moments as Go does: `2026-11-21 09:00:00 +0000 UTC`. */
function times(outputs: Values): object {
  const at = (key: string) => new Date((str(outputs, key) ?? "").replace(/ \+0000 UTC$/, "Z")).toISOString();
  return { created_at: at("createdAt"), updated_at: at("updatedAt") };
}
