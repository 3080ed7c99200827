import type { Model } from "../model.ts";
import { repositoryExists, staysInRepository } from "./github-repository.ts";
import { rulesetChecks, rulesetRequires } from "./github-ruleset-rules.ts";
import { derivedHex } from "./identifiers.ts";
import { token } from "./tokens.ts";

const word = "repository-ruleset";

/** What protects branches or tags of a repository. */
export const githubRuleset: Model = {
  type: token.githubRuleset,
  autoname: { input: "name", max: 100 },
  checks: rulesetChecks,
  identify: (_inputs, seed) => String(Number.parseInt(seed.hex(7), 16)),
  // `<repository>:<number>`: https://github.com/integrations/terraform-provider-github, repository_ruleset, Import
  idOfImport: (importId) => importId.slice(importId.lastIndexOf(":") + 1),
  outputs: (_inputs, id) => ({
    rulesetId: Number(id),
    nodeId: `RRS_${derivedHex(`ruleset ${id}`, 16)}`,
    etag: `W/"${derivedHex(`etag ${id}`, 64)}"`,
  }),
  requires: [repositoryExists(word), staysInRepository(word, "ruleset"), ...rulesetRequires],
  replaces: { none: "the provider changes every part of a ruleset in place" },
  blocksDelete: { none: "GitHub deletes a ruleset at any time: nothing refers to one" },
};
