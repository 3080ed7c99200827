import type { Account } from "../account.ts";
import type { Model } from "../model.ts";
import { oidcProvider } from "./oidc-provider.ts";
import { policy } from "./policy.ts";
import { evaluate, statementsOf } from "./policy-document.ts";
import { role } from "./role.ts";
import { rolePolicy } from "./role-policy.ts";
import { attachedStatements, rolePolicyAttachment } from "./role-policy-attachment.ts";
import { token } from "./tokens.ts";
import { str } from "./values.ts";

/**
 * Whether the policies of a role allow an action on a resource, as IAM decides: allowed once and denied never, and the
 * same by its boundary.
 *
 * @param context values of condition keys; of any other key only a negated condition is met
 */
export function allows(
  account: Account,
  roleArn: string,
  action: string,
  resource: string,
  context: Readonly<Record<string, string>> = {},
): boolean {
  const role = account.byArn(roleArn);
  if (role?.type !== token.role) {
    return false;
  }
  const ofRole = (type: string) => account.all(type).filter(({ outputs }) => outputs.role === role.id);
  const statements = [
    ...ofRole(token.rolePolicy).flatMap(({ outputs }) => statementsOf(outputs.policy)),
    ...ofRole(token.rolePolicyAttachment).flatMap(({ outputs }) =>
      attachedStatements(account, String(outputs.policyArn)),
    ),
  ];
  const boundary = str(role.outputs, "permissionsBoundary");
  return [statements, ...(boundary ? [attachedStatements(account, boundary)] : [])].every((judged) =>
    evaluate(judged, action, resource, context),
  );
}

/** Who may do what. */
export const models: readonly Model[] = [role, policy, rolePolicy, rolePolicyAttachment, oidcProvider];
