import type { Account } from "./account.ts";
import { isObject, str } from "./models/support.ts";
import { token } from "./models/tokens.ts";

/** Whether one of a role's inline policies allows an action on a resource. Conditions are not looked at. */
export function allows(account: Account, roleArn: string, action: string, resource: string): boolean {
  const role = account.byArn(roleArn);
  if (role?.type !== token.role) return false;
  const names = [role.id, str(role.outputs, "name")];
  return account
    .all(token.rolePolicy)
    .filter((policy) => names.includes(str(policy.inputs, "role")))
    .flatMap((policy) => statements(policy.inputs.policy))
    .some(
      (statement) =>
        statement.Effect === "Allow" && matches(statement.Action, action) && matches(statement.Resource, resource),
    );
}

function statements(policy: unknown): readonly Readonly<Record<string, unknown>>[] {
  const document: unknown = typeof policy === "string" ? JSON.parse(policy) : policy;
  const found = isObject(document) ? document.Statement : undefined;
  return (Array.isArray(found) ? found : [found]).filter(isObject);
}

/** IAM's patterns: `*` stands for any characters, `?` for one. */
function matches(patterns: unknown, value: string): boolean {
  return (Array.isArray(patterns) ? patterns : [patterns]).some((pattern) => {
    if (typeof pattern !== "string") return false;
    const expression = pattern
      .replaceAll(/[\\^$.+|()[\]{}]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
    return new RegExp(`^${expression}$`, "is").test(value);
  });
}
