import { isOff, isOn } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const actionsPinned: Rule = {
  name: "actions-pinned",
  demands: "Workflows run actions that somebody chose: pinned to a commit, or of a list.",
  why: "Whoever takes an action over moves its tags, and then runs in every workflow that names them, with its secrets.",
  sources: [
    {
      url: "https://docs.github.com/en/actions/reference/security/secure-use",
      says: "Pinning an action to a full-length commit SHA is the only way to use it as an immutable release.",
    },
  ],
  wayOut: "Set shaPinningRequired: true, or allowedActions to selected or local_only.",
  enforcement: "mandatory",
  types: ["github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions"],
  looksAround: false,
  check: ({ inputs: { shaPinningRequired, allowedActions, enabled } }) =>
    isOn(shaPinningRequired) || isOff(enabled) || ["selected", "local_only"].includes(`${allowedActions}`)
      ? []
      : [`allowedActions is ${allowedActions ?? "all"} and shaPinningRequired is not true`],
};
