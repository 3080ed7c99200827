import type { InAccount, Model, Rule, Values } from "../model.ts";
import { CACHE_USER, CACHE_USER_GROUP, passwordless, passwordsOf } from "./cache-authentication.ts";
import { userGroup } from "./cache-user-group.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { uniqueName } from "./references.ts";
import { placeOf } from "./shapes.ts";
import { object, str, texts } from "./values.ts";

const API = "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/";
const RBAC = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html";
const PASSWORDS = /^[!-~]{16,128}$/;

const authentication: Rule<Values> = {
  id: "cache-user-authentication",
  says: "A user logs in with one or two passwords of 16 to 128 characters, with IAM under a name that is its id, or without any.",
  source: RBAC,
  refuse(values) {
    const mode = str(object(values, "authenticationMode"), "type");
    const modes = ["password", "no-password-required", "iam"];
    if (mode !== undefined && !modes.includes(mode))
      return `InvalidParameterValue: authentication mode "${mode}" is not known: use ${modes.join(", ")}`;
    const passwords = passwordsOf(values);
    if (passwords.length > 2) return "InvalidParameterValue: a user has at most two passwords: give one or two";
    if (passwords.some((password) => !PASSWORDS.test(password)))
      return "InvalidParameterValue: Passwords length must be between 16-128 characters: use 16 to 128 printable characters";
    const [id, name] = [str(values, "userId"), str(values, "userName")];
    return mode === "iam" && id !== undefined && name !== undefined && (id !== name || name !== name.toLowerCase())
      ? `InvalidParameterCombination: with IAM, userId "${id}" and userName "${name}" must be the same and lower-case: make them so`
      : undefined;
  },
};

const accessString: Rule<Values> = {
  id: "cache-user-access-string",
  says: "An access string says on or off, which keys, and which commands; it sets no password.",
  source: RBAC,
  refuse(values) {
    const access = str(values, "accessString");
    if (access === undefined) return undefined;
    const words = access.trim().split(/\s+/);
    const wrong = words.find(
      (word) =>
        !/^(on|off|~.+|%[RW]+~.+|&.+|[+-]@?[a-z][\w|@-]*|allkeys|allcommands|nocommands|allchannels|resetchannels|resetkeys|clearselectors|\(.*|.*\))$/.test(
          word,
        ),
    );
    if (wrong !== undefined)
      return `InvalidParameterValue: Access string "${access}" is not valid at "${wrong}": write it like "on ~* +@all" (no passwords)`;
    return words.includes("on") || words.includes("off")
      ? undefined
      : `InvalidParameterValue: Access string "${access}" says neither on nor off: begin with one of them`;
  },
};

const passwordGiven: Rule<InAccount> = {
  id: "cache-user-has-password",
  says: "A user with authentication by password has one; a user of Valkey always has some authentication.",
  source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html",
  refuse({ resource: { inputs } }) {
    const mode = str(object(inputs, "authenticationMode"), "type");
    const given = passwordsOf(inputs).length > 0 || inputs.passwordsWo !== undefined;
    if (mode === "password" && !given)
      return `InvalidParameterCombination: user "${inputs.userId}" has authentication by password and none is given: set passwords`;
    return mode === undefined && !given && !passwordless(inputs)
      ? `InvalidParameterCombination: no authentication is given for user "${inputs.userId}": set authenticationMode`
      : undefined;
  },
};

const user: Model = {
  type: CACHE_USER,
  checks: [
    nameShape({
      id: "cache-user-id-shape",
      input: "userId",
      max: 40,
      pattern: /^[a-z](?!.*--)([a-z0-9-]*[a-z0-9])?$/,
      allowed: "lower-case letters, digits and single hyphens, a letter first and no hyphen last",
      source: `${API}API_CreateUser.html`,
    }),
    nameShape({
      id: "cache-user-name-shape",
      input: "userName",
      max: 120,
      pattern: /^\S+$/,
      allowed: "no spaces",
      source: `${API}API_CreateUser.html`,
    }),
    authentication,
    accessString,
  ],
  identify: (inputs) => str(inputs, "userId") ?? "",
  outputs: (inputs, id, _seed, place) => ({
    arn: arn(placeOf(inputs, place), "elasticache", `user:${id}`),
    authenticationMode: inputs.authenticationMode ?? {
      type: passwordless(inputs) ? "no-password-required" : "password",
    },
  }),
  requires: [
    uniqueName({
      id: "cache-user-unique",
      type: CACHE_USER,
      input: "userId",
      noun: "user",
      code: "UserAlreadyExists",
      source: `${API}API_CreateUser.html`,
    }),
    passwordGiven,
  ],
  replaces: "as the specification says",
  blocksDelete: [
    {
      id: "cache-user-not-default-of-group",
      says: "The `default` user of a group for Redis cannot be deleted while the group exists.",
      source: `${API}API_DeleteUser.html`,
      refuse({ resource, account }) {
        const group = account
          .all(CACHE_USER_GROUP)
          .find(({ outputs }) => outputs.engine === "redis" && texts(outputs, "userIds").includes(resource.id));
        return group !== undefined && resource.outputs.userName === "default"
          ? `DefaultUserAssociatedToUserGroup: user ${resource.id} is the default user of group ${group.id}: delete that first`
          : undefined;
      },
    },
  ],
  typicalMinutes: 0.5,
};

/** Users of caches. */
export const models: readonly Model[] = [user, userGroup];
