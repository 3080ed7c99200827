import assert from "node:assert/strict";
import { posixUser } from "../../lib/posix-user.ts";

describe("posixUser", () => {
  for (const [user, uid, gid, because] of [
    ["1001", 1001, 1001, "a number is the group's too"],
    ["1001:2002", 1001, 2002, "a group of its own is kept"],
    ["app", 1000, 1000, "a name means nothing outside its image"],
    ["app:web", 1000, 1000, "nor do two"],
    [undefined, 1000, 1000, "nobody was named"],
    ["0", 1000, 1000, "EFS takes the rights of root from root"],
  ] as const) {
    it(`of ${user ?? "nobody"} is ${uid}:${gid}, since ${because}`, () => {
      assert.deepEqual(posixUser(user), { uid, gid });
    });
  }
});
