import type { Rule } from "../../rule.ts";
import { saidUnlessOn } from "../../said.ts";

export const cacheFailsOver: Rule = {
  name: "cache-fails-over",
  demands: "Another node of a cache takes over when the first one fails.",
  why: "Otherwise what it held is lost, and its clients stand still until a new node is there.",
  sources: [{ control: "ElastiCache.3" }],
  wayOut: "Set automaticFailoverEnabled: true, with two nodes at least.",
  enforcement: "advisory",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  looksAround: false,
  check: ({ inputs }) => saidUnlessOn(inputs, "automaticFailoverEnabled"),
};
