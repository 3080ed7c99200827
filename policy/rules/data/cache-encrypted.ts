import type { Rule } from "../../rule.ts";
import { saidUnlessOn } from "../../said.ts";

export const cacheEncrypted: Rule = {
  name: "cache-encrypted",
  demands: "A cache is encrypted where it lies.",
  why: "Its snapshots hold sessions and jobs; encryption cannot be switched on later.",
  sources: [{ control: "ElastiCache.4" }],
  wayOut: "Set atRestEncryptionEnabled: true.",
  enforcement: "mandatory",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  looksAround: false,
  check: ({ inputs }) => saidUnlessOn(inputs, "atRestEncryptionEnabled"),
};
