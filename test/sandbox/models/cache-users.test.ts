import assert from "node:assert/strict";
import type { Values } from "../../../sandbox/model.ts";
import { CACHE_USER, CACHE_USER_GROUP } from "../../../sandbox/models/cache-authentication.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";

const password = "a".repeat(16);
const user = (userId: string, more: Values = {}): Values => ({
  userId,
  userName: userId,
  engine: "valkey",
  accessString: "on ~* +@all",
  authenticationMode: { type: "password", passwords: [password] },
  ...more,
});

/** An account with a group of these users; the first gives the engine. */
function grouped(...users: readonly Values[]) {
  const cloud = new Cloud();
  const made = users.map((one) => cloud.make(CACHE_USER, one));
  const group = cloud.given(CACHE_USER_GROUP, {
    userGroupId: "shop",
    engine: users[0]?.engine,
    userIds: users.map(({ userId }) => userId),
  });
  return { cloud, users: made, group };
}

describe("the sandbox's cache user", () => {
  breaks("cache-user-id-shape", "an id with capitals", user("Api"), "Api");
  passes("cache-user-id-shape", "an id in lower case", user("shop-api"));
  breaks("cache-user-name-shape", "a name with a space", user("api", { userName: "the api" }), "the api");
  passes("cache-user-name-shape", "a name without a space", user("api", { userName: "default" }));
  const mode = (authenticationMode: Values) => user("api", { authenticationMode });
  breaks("cache-user-authentication", "a short password", mode({ type: "password", passwords: ["short"] }), "16-128");
  breaks(
    "cache-user-authentication",
    "three passwords",
    mode({ type: "password", passwords: [1, 2, 3].map((n) => password + n) }),
    "at most two",
  );
  breaks(
    "cache-user-authentication",
    "IAM under another name",
    user("api", { userName: "other", authenticationMode: { type: "iam" } }),
    "must be the same",
  );
  breaks("cache-user-authentication", "a way that is none", mode({ type: "token" }), "no-password-required");
  passes("cache-user-authentication", "a password of 16 characters", user("api"));
  breaks(
    "cache-user-access-string",
    "a password inside",
    user("api", { accessString: "on >hunter2 ~* +@all" }),
    ">hunter2",
  );
  breaks("cache-user-access-string", "neither on nor off", user("api", { accessString: "~* +@all" }), "on nor off");
  passes(
    "cache-user-access-string",
    "everything but what is dangerous",
    user("api", { accessString: "on ~* &* +@all -@dangerous +info +cluster|slots" }),
  );
  passes("cache-user-access-string", "nothing at all", user("api", { accessString: "off ~* -@all" }));

  const second = (userId: string) => () => {
    const { cloud } = grouped(user("api"));
    return cloud.creating(CACHE_USER, user(userId));
  };
  breaks("cache-user-unique", "the id of another", second("api"), "UserAlreadyExists");
  passes("cache-user-unique", "an id of its own", second("web"));
  const creating = (more: Values) => () => new Cloud().creating(CACHE_USER, user("api", more));
  breaks(
    "cache-user-has-password",
    "authentication by a password that is not given",
    creating({ authenticationMode: { type: "password" } }),
    "set passwords",
  );
  breaks(
    "cache-user-has-password",
    "no authentication",
    creating({ authenticationMode: undefined }),
    "authenticationMode",
  );
  passes("cache-user-has-password", "a password", creating({}));
  passes("cache-user-has-password", "IAM", creating({ authenticationMode: { type: "iam" } }));
  const redis = (userName: string) => () => {
    const { cloud, users } = grouped(user("shop", { engine: "redis", userName }));
    const [first] = users;
    assert.ok(first);
    return cloud.deleting(first);
  };
  breaks(
    "cache-user-not-default-of-group",
    "to be deleted as the default of a group",
    redis("default"),
    "DefaultUserAssociatedToUserGroup",
  );
  passes("cache-user-not-default-of-group", "to be deleted as another of a group", redis("api"));
});

describe("the sandbox's cache user group", () => {
  breaks("cache-user-group-id-shape", "an id with an underscore", { userGroupId: "shop_a" }, "shop_a");
  passes("cache-user-group-id-shape", "an id with a hyphen", { userGroupId: "shop-a" });
  const creating =
    (engine: string, users: readonly Values[], more: Values = {}) =>
    () => {
      const cloud = new Cloud();
      for (const one of users) cloud.make(CACHE_USER, one);
      const userIds = users.map(({ userId }) => userId);
      return cloud.creating(CACHE_USER_GROUP, { userGroupId: "shop", engine, userIds, ...more });
    };
  const second = (userGroupId: string) => () => {
    const { cloud } = grouped(user("api"));
    return cloud.creating(CACHE_USER_GROUP, { userGroupId, engine: "valkey", userIds: ["api"] });
  };
  breaks("cache-user-group-unique", "the id of another", second("shop"), "UserGroupAlreadyExists");
  passes("cache-user-group-unique", "an id of its own", second("other"));
  breaks(
    "cache-user-group-users-exist",
    "a user of nowhere",
    creating("valkey", [], { userIds: ["none"] }),
    "UserNotFound",
  );
  passes("cache-user-group-users-exist", "a user of the account", creating("valkey", [user("api")]));
  const open = { authenticationMode: { type: "no-password-required" } };
  breaks(
    "cache-user-group-members",
    "a Valkey user without password",
    creating("valkey", [user("api", open)]),
    "No password is required",
  );
  breaks(
    "cache-user-group-members",
    "Redis without a default user",
    creating("redis", [user("api", { engine: "redis" })]),
    "DefaultUserRequired",
  );
  breaks(
    "cache-user-group-members",
    "two users of one name",
    creating("valkey", [user("api"), user("web", { userName: "api" })]),
    "DuplicateUserName",
  );
  breaks(
    "cache-user-group-members",
    "a Valkey user in a group for Redis",
    creating("redis", [user("api"), user("zero", { engine: "redis", userName: "default" })]),
    "make them the same",
  );
  passes("cache-user-group-members", "Valkey users with passwords", creating("valkey", [user("api"), user("web")]));
  passes(
    "cache-user-group-members",
    "Redis with a default user that may do nothing",
    creating("redis", [user("zero", { engine: "redis", userName: "default", accessString: "off ~* -@all", ...open })]),
  );
  const deleting = (used: boolean) => () => {
    const { cloud, group } = grouped(user("api"));
    if (used) cloud.given(token.replicationGroup, { replicationGroupId: "cache", userGroupIds: ["shop"] });
    return cloud.deleting(group);
  };
  breaks("cache-user-group-not-in-use", "to be deleted with a cache", deleting(true), "InvalidUserGroupState");
  passes("cache-user-group-not-in-use", "to be deleted when it is free", deleting(false));
});
