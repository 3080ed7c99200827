import { at, isOn } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";
import { said } from "../../said.ts";

export const cacheUsersNeedPassword: Rule = {
  name: "cache-users-need-password",
  demands: "A user of a cache who may do anything has a password or a role.",
  why: "A client that names nobody is the user default, who has no password unless one is set.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html",
      says: "The user default has full access without a password until it is replaced.",
    },
  ],
  wayOut: "Set authenticationMode to password or iam, or begin accessString with off.",
  enforcement: "mandatory",
  types: ["aws:elasticache/user:User"],
  looksAround: false,
  check: ({ inputs }) => {
    const isOpen = isOn(inputs.noPasswordRequired) || at(inputs, "authenticationMode.type") === "no-password-required";
    return isOpen && !isOff(inputs.accessString)
      ? [`needs no password, and ${said("accessString", inputs.accessString)}`]
      : [];
  },
};

function isOff(accessString: unknown): boolean {
  return `${accessString}`.split(" ").includes("off");
}
