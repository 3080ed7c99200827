import { parseUrn } from "./urn.ts";

/** Components whose resources say who may do what. */
const gates = new Set([
  "slipway:deploy-role:DeployRole",
  "slipway:permissions-boundary:PermissionsBoundary",
  "slipway:preview-role:PreviewRole",
]);

/**
 * Whether a person with an administrator's rights has to apply a change of a resource: everything of GitHub, the roles
 * that GitHub's jobs take, and what bounds the others. A job has no right to any of it, as it could let itself in further.
 */
export function needsAdmin(urn: string): boolean {
  const types = parseUrn(urn)?.types ?? [];
  return types.at(-1)?.startsWith("github:") === true || types.some((type) => gates.has(type));
}
