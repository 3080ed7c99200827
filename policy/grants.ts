import { matches } from "../lib/wildcards.ts";
import { at, listOf } from "./inputs.ts";
import type { Everything, PolicyResource } from "./rule.ts";
import { type Statement, statementsOf } from "./statements.ts";

const role = "aws:iam/role:Role";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const managedPolicy = "aws:iam/policy:Policy";
/** The types that give somebody a policy that stands by itself. */
export const attachmentTypes: readonly string[] = [
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
  "aws:iam/policyAttachment:PolicyAttachment",
];

/** The types that say what somebody may do. */
export const grantTypes: readonly string[] = [
  managedPolicy,
  role,
  rolePolicy,
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/groupPolicy:GroupPolicy",
];

/** What a resource of `grantTypes` allows: nothing, where it only says what roles may have at most. */
export function grantsOf(resource: PolicyResource, everything: Everything): readonly Statement[] {
  return documentsOf(resource, everything)
    .flatMap(statementsOf)
    .filter(({ effect }) => effect === "Allow");
}

function documentsOf(resource: PolicyResource, everything: Everything): readonly unknown[] {
  const { type, inputs } = resource;
  if (type !== role) {
    return isOnlyBoundary(resource, everything) ? [] : [inputs.policy];
  }
  // After a refresh the engine shows policies that stand beside the role in it, too; these are judged where they stand.
  const beside = everything.referring(rolePolicy, "role", resource).flatMap(({ inputs: { name } }) => listOf(name));
  return listOf(inputs.inlinePolicies)
    .filter((inline) => !beside.includes(at(inline, "name")))
    .map((inline) => at(inline, "policy"));
}

/** Whether a statement allows an action, written out as `iam:PassRole`; all but those of `NotAction` where it has that. */
export function allows({ actions, notActions }: Statement, action: string): boolean {
  const isAmong = (patterns: readonly string[]) =>
    patterns.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()));
  return notActions.length > 0 ? !isAmong(notActions) : isAmong(actions);
}

/** Something that nobody would name, by the service: what fits it fits everything. */
const anything: Readonly<Record<string, string>> = {
  iam: "role/0",
  kms: "key/0",
  secretsmanager: "secret:0",
  ssm: "parameter/0",
};

/** Whether a statement is about everything that an action may be about: `*`, or an ARN like `…:secret:*`. */
export function isOfEverything({ resources, notResources }: Statement, action: string): boolean {
  const [service = ""] = action.split(":");
  return notResources.length > 0 || resources.some((arn) => isOfEvery(service, arn));
}

/** AWS reads the parts that an ARN lacks as stars. */
function isOfEvery(service: string, arn: string): boolean {
  const [, , of = "*", , , ...named] = arn.split(":");
  const resource = named.length > 0 ? named.join(":") : "*";
  return matches(of, service) && matches(resource, anything[service] ?? "0");
}

/** Whether an ARN stands for everything of every service. */
export function isEverything(arn: string): boolean {
  return /^(\*+|arn:[^:]+(:\*+)*)$/.test(arn);
}

function isOnlyBoundary(resource: PolicyResource, everything: Everything): boolean {
  return (
    resource.type === managedPolicy &&
    everything.referring(role, "permissionsBoundary", resource).length > 0 &&
    everything.referring(role, "managedPolicyArns", resource).length === 0 &&
    attachmentTypes.every((type) => everything.referring(type, "policyArn", resource).length === 0)
  );
}
