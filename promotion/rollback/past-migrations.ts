import { at } from "../../config/path.ts";
import { type MigrationToRun, migrationsBetween } from "../effects/migrations.ts";
import type { Deployment, StageHistory } from "../history/deployment.ts";
import type { Left } from "./left.ts";

/** A migration that ran after the release to go back to, and stays. */
export interface PastMigration extends MigrationToRun {
  /** Digest of the image that it ran in. */
  readonly digest?: string;
  /** When its update ended, ISO 8601. */
  readonly at: string;
  /** That update did not end well, perhaps before this ran. */
  readonly isUncertain?: true;
}

/** Migrations between two deployments, the oldest first. */
export interface PastMigrations {
  readonly migrations: readonly PastMigration[];
  /** Deployments between the two of which nobody knows what they were. */
  readonly unknown: readonly string[];
}

/** What the databases went through since `target` was deployed: no rollback undoes it. */
export function migrationsSince({ deployments }: StageHistory, target: Deployment, left: Left): PastMigrations {
  const since = deployments.filter(({ update }) => update >= target.update).toReversed();
  const steps = left.state === "deployed" ? since : [...since, left];
  const known = steps.flatMap((step) => (step.freight ? [{ ...step, freight: step.freight }] : []));
  return {
    migrations: known.slice(1).flatMap((step, index) => {
      const before = known[index];
      // A rollback itself runs none.
      if (!before || step.rollbackOf !== undefined) return [];
      return migrationsBetween(before.freight, step.freight).map((migration) => {
        const digest = at(step.freight.release, ["images", migration.image]);
        return {
          ...migration,
          ...(typeof digest === "string" && { digest }),
          at: step.at,
          ...("state" in step && { isUncertain: true }),
        };
      });
    }),
    unknown: steps.flatMap(({ freight, at: when }) => (freight ? [] : [when])),
  };
}
