import type { Rule } from "./rule.ts";
import { computeRules } from "./rules/compute.ts";
import { dataRules } from "./rules/data.ts";
import { edgeRules } from "./rules/edge.ts";
import { githubRules } from "./rules/github.ts";
import { identityRules } from "./rules/identity.ts";
import { messagingRules } from "./rules/messaging.ts";
import { networkRules } from "./rules/network.ts";
import { observabilityRules } from "./rules/observability.ts";
import { storageRules } from "./rules/storage.ts";

/** The rules by what they are about, in the order that people read them. */
export const rulesByArea: Readonly<Record<string, readonly Rule[]>> = {
  network: networkRules,
  edge: edgeRules,
  compute: computeRules,
  identity: identityRules,
  data: dataRules,
  storage: storageRules,
  messaging: messagingRules,
  observability: observabilityRules,
  github: githubRules,
};

/** Every rule. */
export const rules: readonly Rule[] = Object.values(rulesByArea).flat();
