import type { LifecycleRule } from "@aws-sdk/client-s3";
import { whenThere } from "../finder.ts";
import type { BucketAt } from "./bucket.ts";
import type { Setting } from "./thing.ts";

/** What has been replaced or deleted for so long is of no use to anybody any more. */
const NONCURRENT_DAYS = 90;

const ownRule = {
  ID: "slipway-old-versions",
  Status: "Enabled",
  Filter: { Prefix: "" },
  NoncurrentVersionExpiration: { NoncurrentDays: NONCURRENT_DAYS },
  Expiration: { ExpiredObjectDeleteMarker: true },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
} as const satisfies LifecycleRule;

/** That versions which were replaced long ago, and uploads that nobody ended, go. Rules of others stay. */
export function dropsOldVersions(bucket: BucketAt): Setting {
  return {
    so: `drops a version ${NONCURRENT_DAYS} days after it was replaced`,
    notSo: "keeps replaced versions and broken uploads for ever",
    async isSo() {
      return (await rulesOf(bucket)).some(doesTheSame);
    },
    async set() {
      const { PutBucketLifecycleConfigurationCommand } = await import("@aws-sdk/client-s3");
      const others = (await rulesOf(bucket)).filter(({ ID }) => ID !== ownRule.ID);
      const LifecycleConfiguration = { Rules: [...others.map(asToday), ownRule] };
      await (await bucket.client()).send(
        new PutBucketLifecycleConfigurationCommand({ Bucket: bucket.name, LifecycleConfiguration }),
      );
    },
  };
}

/** A rule that deletes what is in use below `prefix`, as words: `rule "tmp" deletes objects 30 days after they are written`. */
export async function ruleThatDeletes(bucket: BucketAt, prefix: string): Promise<string | undefined> {
  const rule = (await rulesOf(bucket)).find(
    (found) => found.Status === "Enabled" && deletes(found) && reaches(found, prefix),
  );
  const { Days, Date: date } = rule?.Expiration ?? {};
  const when = Days === undefined ? `on ${date?.toISOString().slice(0, 10)}` : `${Days} days after they were written`;
  return rule && `rule ${JSON.stringify(rule.ID ?? "")} of its lifecycle deletes objects ${when}`;
}

async function rulesOf({ name, client }: BucketAt): Promise<readonly LifecycleRule[]> {
  const { GetBucketLifecycleConfigurationCommand } = await import("@aws-sdk/client-s3");
  const answer = (await client()).send(new GetBucketLifecycleConfigurationCommand({ Bucket: name }));
  return (await whenThere(answer, "NoSuchLifecycleConfiguration"))?.Rules ?? [];
}

/** S3 takes no rules of the first form beside those of today's: a prefix was the rule's own before it was a filter's. */
function asToday(rule: LifecycleRule): LifecycleRule {
  if (rule.Filter !== undefined || !("Prefix" in rule)) {
    return rule;
  }
  const { Prefix = "", ...today } = rule;
  return { ...today, Filter: { Prefix } };
}

function doesTheSame(rule: LifecycleRule): boolean {
  return (
    rule.Status === "Enabled" &&
    prefixOf(rule) === "" &&
    rule.NoncurrentVersionExpiration?.NoncurrentDays === NONCURRENT_DAYS &&
    rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation !== undefined
  );
}

function deletes({ Expiration }: LifecycleRule): boolean {
  return Expiration?.Days !== undefined || Expiration?.Date !== undefined;
}

/** A rule that also asks for a size counts: a state may have any. One that asks for a tag does not: Pulumi sets none. */
function reaches(rule: LifecycleRule, prefix: string): boolean {
  const its = prefixOf(rule);
  return its !== undefined && (prefix.startsWith(its) || its.startsWith(prefix));
}

/** Undefined where a rule is about objects with a tag. */
function prefixOf({ Filter, ...rule }: LifecycleRule): string | undefined {
  if (Filter?.Tag !== undefined || (Filter?.And?.Tags ?? []).length > 0) {
    return undefined;
  }
  return Filter?.And?.Prefix ?? Filter?.Prefix ?? ("Prefix" in rule ? rule.Prefix : undefined) ?? "";
}
