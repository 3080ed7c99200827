import { at, listOf } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

/** What pushes by itself, and has nobody to open pull requests. */
const machines = ["Integration", "DeployKey"];

export const bypassSeen: Rule = {
  name: "bypass-seen",
  demands: "People who may pass a ruleset by do so in a pull request.",
  why: "A push past the rules leaves nothing that others see.",
  sources: [
    {
      url: "https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/creating-rulesets-for-a-repository",
      says: "An actor may bypass always, be exempt, or bypass for pull requests only, which leaves a trail.",
    },
  ],
  wayOut: "Set bypassMode: pull_request.",
  enforcement: "mandatory",
  types: ["github:index/repositoryRuleset:RepositoryRuleset"],
  looksAround: false,
  check: ({ inputs }) =>
    listOf(inputs.bypassActors)
      .filter((actor) => at(actor, "bypassMode") !== "pull_request" && !machines.includes(`${at(actor, "actorType")}`))
      .map((actor) => `${at(actor, "actorType")} ${at(actor, "actorId")} passes it by without a pull request`),
};
