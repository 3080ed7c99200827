import { narrows } from "../../conditions.ts";
import type { PolicyResource, Rule } from "../../rule.ts";

const url = "aws:lambda/functionUrl:FunctionUrl";

export const functionNotPublic: Rule = {
  name: "function-not-public",
  demands: "A function can be called by those who are named, and by a service of AWS only for one source.",
  why: "Everybody, or everybody's bucket and topic, runs it otherwise, with the rights of its role and on our bill.",
  sources: [{ control: "Lambda.1" }],
  wayOut: 'Name the principal and sourceArn or sourceAccount; a URL has authorizationType: "AWS_IAM".',
  enforcement: "mandatory",
  types: ["aws:lambda/permission:Permission", url],
  looksAround: false,
  check: (resource) => (resource.type === url ? openUrl(resource) : openPermission(resource)),
};

function openUrl({ inputs }: PolicyResource): string[] {
  return inputs.authorizationType === "NONE" ? ["its URL asks nobody who they are"] : [];
}

function openPermission({ inputs }: PolicyResource): string[] {
  const { principal, principalOrgId, sourceArn, sourceAccount } = inputs;
  const isNarrowed = [principalOrgId, sourceArn, sourceAccount].some((value) => value !== undefined && narrows(value));
  const isWide = principal === "*" || `${principal}`.endsWith(".amazonaws.com");
  return isWide && !isNarrowed ? [`principal ${principal} may call it for whatever source`] : [];
}
