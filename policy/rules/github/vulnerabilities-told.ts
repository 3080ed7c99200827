import { about, repositoryType } from "../../default-branch.ts";
import { isOff, isOn } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const vulnerabilitiesTold: Rule = {
  name: "vulnerabilities-told",
  demands: "GitHub tells when something that a repository depends on is found to be unsafe.",
  why: "Otherwise those who would use the hole know of it first.",
  sources: [
    {
      url: "https://docs.github.com/en/code-security/dependabot/dependabot-alerts/about-dependabot-alerts",
      says: "Dependabot alerts tell of known vulnerabilities in the dependencies of a repository.",
    },
  ],
  wayOut: "Declare RepositoryVulnerabilityAlerts of the repository.",
  enforcement: "advisory",
  types: [repositoryType],
  looksAround: true,
  check: (repository, everything) => {
    const alerts = about(
      repository,
      "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts",
      everything,
    );
    const isTold = isOn(repository.inputs.vulnerabilityAlerts) || alerts.some(({ inputs }) => !isOff(inputs.enabled));
    return isTold ? [] : ["vulnerability alerts are off"];
  },
};
