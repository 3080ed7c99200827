import { at } from "../../config/path.ts";
import { type MigrationToRun, migrationsBetween } from "../effects/migrations.ts";
import type { Freight } from "../freight.ts";
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

/**
 * What the databases went through since `target` was deployed: no rollback undoes it.
 *
 * @param failed updates since that did not end well, of which each may have got as far as its migrations
 */
export function migrationsSince(
  { deployments }: Pick<StageHistory, "deployments">,
  target: Deployment,
  left: Left,
  failed: readonly Left[],
): PastMigrations {
  const attempts = left.state === "cut off" ? [left, ...failed] : failed;
  const steps: readonly (Deployment | Left)[] = [
    ...deployments.filter(({ update }) => update >= target.update),
    ...attempts,
  ].toSorted((a, b) => a.update - b.update);
  let settled: Freight | undefined;
  const migrations: PastMigration[] = [];
  for (const step of steps) {
    if (step.freight && settled && step.rollbackOf === undefined) {
      migrations.push(...migrationsOf(settled, { ...step, freight: step.freight }));
    }
    // What failed is compared with what was there before, and so is what came after it.
    settled = "state" in step ? settled : (step.freight ?? settled);
  }
  return { migrations, unknown: steps.flatMap(({ freight, at: when }) => (freight ? [] : [when])) };
}

/** A rollback itself runs none. */
function migrationsOf(before: Freight, step: (Deployment | Left) & { readonly freight: Freight }): PastMigration[] {
  return migrationsBetween(before, step.freight).map((migration) => {
    const digest = at(step.freight.release, ["images", migration.image]);
    return {
      ...migration,
      ...(typeof digest === "string" && { digest }),
      at: step.at,
      ...("state" in step && { isUncertain: true }),
    };
  });
}
