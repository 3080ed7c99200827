import { didYouMean } from "../../lib/did-you-mean.ts";
import type { Config } from "../blocks.ts";
import type { Report } from "../problem.ts";
import type { Where } from "../where.ts";

/** A stack that shares its account knows whose the things are that an account has once. */
export function checkSharedAccount(
  { environment: { aws } }: Pick<Config, "environment">,
  { stack, siblings = [] }: Where,
  report: Report,
): void {
  const others = siblings.filter(({ accountId }) => accountId === aws.accountId);
  const owners = others.filter(({ sharedAccountOwner }) => sharedAccountOwner);
  const path = ["environment", "aws", "sharedAccountOwner"];
  if (aws.sharedAccountOwner && owners.length > 0) {
    const names = owners.map((owner) => owner.stack).join(", ");
    report.problem(path, true, `is also said by ${names}, which has the same account: say true in one of them only`);
  } else if (!aws.sharedAccountOwner && others.length > 0 && owners.length === 0) {
    const names = [stack, ...others.map((other) => other.stack)].toSorted().join(", ");
    report.problem(
      path,
      aws.sharedAccountOwner,
      `nobody owns what the account has once, and ${names} share it: say true in exactly one of them`,
    );
  }
}

/** The role that deploys finds what is its stack's by how names begin. */
export function warnOfPrefix({ app, environment }: Config, report: Report, { stack, siblings = [] }: Where): void {
  const reached = siblings.filter(
    (other) => other.accountId === environment.aws.accountId && other.stack.startsWith(`${stack}-`),
  );
  for (const other of app.delivery ? reached : []) {
    const says = `${other.stack} is in the same account, and whoever may deploy ${stack} may change its roles too, as its name begins with ${stack}-: give one of them another name or account`;
    report.warn(["environment", "aws", "accountId"], says);
  }
}

/** A place that tunes what the app does not have, or that nobody hears of. */
export function warnOfPlace({ app, environment }: Config, report: Report): void {
  for (const kind of ["services", "jobs", "databases", "caches", "buckets"] as const) {
    const declared = Object.keys(app[kind] ?? {});
    for (const key of Object.keys(environment[kind] ?? {}).filter((tuned) => !declared.includes(tuned))) {
      const guess = didYouMean(key, declared);
      const meant = guess === undefined ? "" : ` (did you mean "${guess}"?)`;
      report.warn(
        ["environment", kind, key],
        `has no effect: the app has no ${kind.slice(0, -1)} of this name${meant}`,
      );
    }
  }
  if (
    environment.profile === "production" &&
    !environment.alarms?.page?.length &&
    !environment.alarms?.notify?.length
  ) {
    report.warn(["environment", "alarms"], "nobody hears of an alarm: add page or notify");
  }
  if (environment.github && !app.delivery) {
    report.warn(["environment", "github"], "has no effect: the app has no delivery.repository");
  }
  if (app.delivery && environment.aws.state === undefined) {
    const says =
      "is missing: workflows log in to no backend and their roles reach no state, so no job deploys this stack: say what pulumi login takes, like s3://acme-pulumi-state/shop?region=eu-north-1";
    report.warn(["environment", "aws", "state"], says);
  }
}
