import type { Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import type { Report } from "../problem.ts";

/** Variables that slipway itself gives to workflows. */
const ownVariables = ["AWS_ROLE_ARN", "AWS_REGION"];

/** GitHub takes the names of what workflows get. */
export function checkGitHubNames({ environment }: Config, report: Report): void {
  const { secrets = [], variables = {} } = environment.github ?? {};
  const path: Path = ["environment", "github"];
  const names: [string, Path, unknown][] = [
    ...secrets.map((name, index): [string, Path, unknown] => [name, [...path, "secrets", index], name]),
    ...Object.keys(variables).map((name): [string, Path, unknown] => [name, [...path, "variables", name], undefined]),
  ];
  for (const [name, at, value] of names) {
    if (name.startsWith("GITHUB_")) {
      report.problem(
        at,
        value,
        `GitHub keeps names that begin with GITHUB_ to itself: use another one, like APP_${name}`,
      );
    } else if (ownVariables.includes(name)) {
      report.problem(at, value, "slipway sets this variable itself: use another name");
    }
  }
}
