import type { Rule } from "../../rule.ts";
import { said } from "../../said.ts";

export const cacheUsersNotAdmin: Rule = {
  name: "cache-users-not-admin",
  demands: "A user of a cache may not run its dangerous commands.",
  why: "FLUSHALL, KEYS, CONFIG or SHUTDOWN of one client end the work of all.",
  sources: [
    {
      url: "https://valkey.io/topics/acl/",
      says: "The category dangerous holds what is unsafe for a client to run: FLUSHALL, KEYS, MONITOR and the like.",
    },
  ],
  wayOut: "Put -@admin -@dangerous behind +@all in accessString, or name the commands that the client needs.",
  enforcement: "mandatory",
  types: ["aws:elasticache/user:User"],
  looksAround: false,
  check: ({ inputs: { accessString } }) => {
    const words = `${accessString}`.split(" ");
    const everything = words.lastIndexOf("+@all");
    const isTakenBack = ["-@dangerous", "-@all"].some((word) => words.lastIndexOf(word) > everything);
    return words.includes("off") || everything < 0 || isTakenBack ? [] : [said("accessString", accessString)];
  },
};
