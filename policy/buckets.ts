import type { Everything, PolicyResource } from "./rule.ts";

const bucket = "aws:s3/bucket:Bucket";

/** A bucket, under both names that the provider has had for it. */
export const bucketTypes = [bucket, v2(bucket)];

/** The older name of the same type, which some programs still use. */
export function v2(type: string): string {
  return type.replace(/:(\w+)$/, "V2:$1V2");
}

/** What resources of `type` set on a bucket. */
export function setOn(target: PolicyResource, type: string, everything: Everything): readonly PolicyResource[] {
  return [type, v2(type)].flatMap((one) => everything.referring(one, "bucket", target));
}
