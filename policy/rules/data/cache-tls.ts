import { isOn } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";
import { said } from "../../said.ts";

export const cacheTls: Rule = {
  name: "cache-tls",
  demands: "A cache refuses connections without TLS.",
  why: "Passwords and what is kept in it can be read on the way.",
  sources: [{ control: "ElastiCache.5" }],
  wayOut: "Set transitEncryptionEnabled: true and transitEncryptionMode: required.",
  enforcement: "mandatory",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  looksAround: false,
  check: ({ inputs: { transitEncryptionEnabled, transitEncryptionMode } }) => {
    if (!isOn(transitEncryptionEnabled)) {
      return [said("transitEncryptionEnabled", transitEncryptionEnabled)];
    }
    return transitEncryptionMode === "preferred" ? [said("transitEncryptionMode", transitEncryptionMode)] : [];
  },
};
