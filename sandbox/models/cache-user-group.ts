import type { InAccount, Model, Rule, Values } from "../model.ts";
import { CACHE_USER, CACHE_USER_GROUP, passwordless } from "./cache-authentication.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { exists, inUse, uniqueName } from "./references.ts";
import { placeOf } from "./shapes.ts";
import { token } from "./tokens.ts";
import { str, texts } from "./values.ts";

const API = "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/";
const RBAC = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html";

/** The users of a group that exist. */
function membersOf({ resource, account }: InAccount): readonly Values[] {
  return texts(resource.inputs, "userIds")
    .map((id) => account.get(CACHE_USER, id)?.outputs)
    .filter((outputs) => outputs !== undefined);
}

const members: Rule<InAccount> = {
  id: "cache-user-group-members",
  says:
    "The users of a group have its engine and different names; a group for Valkey has no user without password, " +
    "a group for Redis has a user named `default`.",
  source: RBAC,
  refuse(subject) {
    const { engine, userGroupId } = subject.resource.inputs;
    const users = membersOf(subject);
    const names = users.map(({ userName }) => userName);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice !== undefined)
      return `DuplicateUserName: group "${userGroupId}" has two users named "${twice}": keep one`;
    if (engine === "redis" && !names.includes("default"))
      return `DefaultUserRequired: User group needs to contain a user with the user name default: add one to "${userGroupId}"`;
    const foreign = users.find((one) => one.engine !== engine && engine === "redis");
    if (foreign !== undefined)
      return `InvalidParameterCombination: user "${foreign.userId}" is for ${foreign.engine}, group "${userGroupId}" for ${engine}: make them the same`;
    const open = users.find((one) => engine === "valkey" && passwordless(one));
    return open === undefined
      ? undefined
      : `InvalidParameterCombination: No password is required for user "${open.userId}", which a group for Valkey does not allow: give it a password or IAM`;
  },
};

/** Users that a cache lets in. */
export const userGroup: Model = {
  type: CACHE_USER_GROUP,
  checks: [
    nameShape({
      id: "cache-user-group-id-shape",
      input: "userGroupId",
      max: 40,
      pattern: /^[a-z](?!.*--)([a-z0-9-]*[a-z0-9])?$/,
      allowed: "lower-case letters, digits and single hyphens, a letter first and no hyphen last",
      source: `${API}API_CreateUserGroup.html`,
    }),
  ],
  identify: (inputs) => str(inputs, "userGroupId") ?? "",
  outputs: (inputs, id, _seed, place) => ({
    arn: arn(placeOf(inputs, place), "elasticache", `usergroup:${id}`),
  }),
  requires: [
    uniqueName({
      id: "cache-user-group-unique",
      type: CACHE_USER_GROUP,
      input: "userGroupId",
      noun: "user group",
      code: "UserGroupAlreadyExists",
      source: `${API}API_CreateUserGroup.html`,
    }),
    exists({
      id: "cache-user-group-users-exist",
      input: "userIds",
      type: CACHE_USER,
      noun: "user",
      code: "UserNotFound",
      source: `${API}API_CreateUserGroup.html`,
    }),
    members,
  ],
  replaces: "as the specification says",
  blocksDelete: [
    inUse({
      id: "cache-user-group-not-in-use",
      noun: "user group",
      code: "InvalidUserGroupState",
      source: `${API}API_DeleteUserGroup.html`,
      users: [{ type: token.replicationGroup, at: "userGroupIds" }],
    }),
  ],
  typicalMinutes: 0.5,
};
