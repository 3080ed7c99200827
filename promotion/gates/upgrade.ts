import { at } from "../../config/path.ts";
import { setCommand } from "../../config/set-command.ts";
import type { Values } from "../../config/values.ts";
import { passed, refused, type Verdict } from "./gate.ts";

/** What a stage has, and what it would have. */
export interface Upgrade {
  readonly stack: string;
  /** `slipway:app` as it is deployed there; absent where nothing is. */
  readonly deployed: Values | undefined;
  readonly app: Values;
  /** `slipway:environment` of the stage. */
  readonly environment: Values;
}

interface Step {
  readonly database: string;
  readonly from: number;
  readonly to: number;
}

/** No database goes to another major version, unless the place allows it; none goes back. */
export function upgradeGate({ stack, deployed, app, environment }: Upgrade): Verdict {
  // One of somebody else's is upgraded there: the program compares with what runs.
  const isOwn = ({ database }: Step) => at(environment, ["databases", database, "existing"]) === undefined;
  const steps = stepsOf(deployed, app).filter(isOwn);
  const lower = steps.filter(({ from, to }) => to < from);
  const higher = steps.filter(
    ({ database, from, to }) =>
      to > from && at(environment, ["databases", database, "allowMajorUpgrade"]) === undefined,
  );
  if (lower.length + higher.length === 0) {
    return passed("upgrade", stepsSay(steps));
  }
  const says = [
    ...lower.map(
      ({ database, from, to }) =>
        `app.databases.${database}.version: "${to}": Postgres ${from} runs, and no version goes back: say version: "${from}"`,
    ),
    ...higher.map(
      ({ database, from, to }) =>
        `app.databases.${database}.version: "${to}": Postgres ${from} runs, and the upgrade stops it and cannot be undone: try it on a copy (restoreFrom) first, then allow it with environment.databases.${database}.allowMajorUpgrade`,
    ),
  ];
  return refused(
    "upgrade",
    says.join("; "),
    higher.map(({ database }) =>
      setCommand(["environment", "databases", database, "allowMajorUpgrade", "because"], "'tried on a copy'", stack),
    ),
  );
}

function stepsSay(steps: readonly Step[]): string {
  return steps.length === 0
    ? "no database changes its major version"
    : `${steps.map(({ database, from, to }) => `${database} goes from ${from} to ${to}`).join(", ")}, which the place allows`;
}

function stepsOf(deployed: Values | undefined, app: Values): Step[] {
  const databases = at(app, ["databases"]);
  return Object.keys(Object(databases)).flatMap((database) => {
    const [from, to] = [deployed, app].map((whole) => Number(at(whole, ["databases", database, "version"])));
    return from === undefined || to === undefined || Number.isNaN(from) || Number.isNaN(to) || from === to
      ? []
      : [{ database, from, to }];
  });
}
