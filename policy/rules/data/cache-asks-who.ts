import { listOf } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const cacheAsksWho: Rule = {
  name: "cache-asks-who",
  demands: "A cache asks who connects.",
  why: "Without users or a token whoever reaches its port reads and empties it.",
  sources: [{ control: "ElastiCache.6" }],
  wayOut: "Set userGroupIds (from version 6 on) or authToken.",
  enforcement: "mandatory",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  looksAround: false,
  check: ({ inputs: { userGroupIds, authToken } }) =>
    listOf(userGroupIds).length > 0 || authToken ? [] : ["neither userGroupIds nor authToken is set"],
};
