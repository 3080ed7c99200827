import {
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListOpenIDConnectProvidersCommand,
  ListPolicyTagsCommand,
  paginateListPolicies,
} from "@aws-sdk/client-iam";
import type { Wanted } from "../../cloud.ts";
import { type Finders, isOurs, present, text, whenThere } from "../finder.ts";
import type { Session } from "../session.ts";

/** Roles and their policies by name, and the identity provider by its address. */
export const finders: Finders = {
  "aws:iam/role:Role": role,
  "aws:iam/policy:Policy": policy,
  "aws:iam/rolePolicy:RolePolicy": rolePolicy,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": rolePolicyAttachment,
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": openIdConnectProvider,
};

async function role(wanted: Wanted, session: Session): Promise<string[]> {
  if (wanted.name === undefined) {
    return [];
  }
  const iam = new IAMClient(await session.clientConfig());
  const answer = await whenThere(iam.send(new GetRoleCommand({ RoleName: wanted.name })), "NoSuchEntityException");
  return present(isOurs(answer?.Role?.Tags, wanted) && answer?.Role?.RoleName);
}

/** A listing has no tags: those of the one of this name are asked for. */
async function policy(wanted: Wanted, session: Session): Promise<string[]> {
  const iam = new IAMClient(await session.clientConfig());
  for await (const { Policies = [] } of paginateListPolicies({ client: iam }, { Scope: "Local" })) {
    const Arn = Policies.find(({ PolicyName }) => PolicyName === wanted.name)?.Arn;
    if (Arn !== undefined) {
      const { Tags } = await iam.send(new ListPolicyTagsCommand({ PolicyArn: Arn }));
      return present(isOurs(Tags, wanted) && Arn);
    }
  }
  return [];
}

async function rolePolicy({ name, inputs }: Wanted, session: Session): Promise<string[]> {
  const RoleName = text(inputs, "role");
  if (!RoleName || name === undefined) {
    return [];
  }
  const iam = new IAMClient(await session.clientConfig());
  const answer = await whenThere(
    iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: name })),
    "NoSuchEntityException",
  );
  return present(answer && `${RoleName}:${name}`);
}

async function rolePolicyAttachment({ inputs }: Wanted, session: Session): Promise<string[]> {
  const [RoleName, policyArn] = [text(inputs, "role"), text(inputs, "policyArn")];
  if (!RoleName || !policyArn) {
    return [];
  }
  const iam = new IAMClient(await session.clientConfig());
  const answer = await whenThere(iam.send(new ListAttachedRolePoliciesCommand({ RoleName })), "NoSuchEntityException");
  const attached = (answer?.AttachedPolicies ?? []).some(({ PolicyArn }) => PolicyArn === policyArn);
  return present(attached && `${RoleName}/${policyArn}`);
}

/** An account has at most one for each address. */
async function openIdConnectProvider({ inputs }: Wanted, session: Session): Promise<string[]> {
  const host = text(inputs, "url").replace(/^https:\/\//, "");
  if (!host) {
    return [];
  }
  const iam = new IAMClient(await session.clientConfig());
  const { OpenIDConnectProviderList } = await iam.send(new ListOpenIDConnectProvidersCommand({}));
  const arns = present(...(OpenIDConnectProviderList ?? []).map(({ Arn }) => Arn));
  return arns.filter((arn) => arn.endsWith(`:oidc-provider/${host}`));
}
