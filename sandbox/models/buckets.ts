import type { Account } from "../account.ts";
import type { InAccount, Model, Rule, Values } from "../model.ts";
import { parts } from "./bucket-parts.ts";
import { bucketPolicy } from "./bucket-policy.ts";
import { BUCKET, OBJECT } from "./bucket-tokens.ts";
import { nameShape } from "./limits.ts";
import { regionOf } from "./references.ts";
import { bool, str } from "./values.ts";

const naming = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html";

const keptNames: Rule<Values> = {
  id: "bucket-name-not-kept",
  says: "`bucket` is no IP address, has no two dots in a row, and none of the beginnings and ends that AWS keeps.",
  source: naming,
  refuse(values) {
    const name = str(values, "bucket") ?? "";
    return /^\d+\.\d+\.\d+\.\d+$|\.\.|^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(
      name,
    )
      ? `InvalidBucketName: bucket "${name}" is a form that AWS keeps for itself: take another name`
      : undefined;
  },
};

const ownName: Rule<InAccount> = {
  id: "bucket-name-unique",
  says: "`bucket` is unique among the buckets of all accounts in all regions.",
  source: naming,
  refuse({ resource, before, account }) {
    const name = str(resource.inputs, "bucket") ?? "";
    const taken = before === undefined && account.get(BUCKET, name) !== undefined;
    return taken
      ? `BucketAlreadyOwnedByYou: the bucket "${name}" exists already in account ${account.id}: take another name`
      : undefined;
  },
};

const empty: Rule<InAccount> = {
  id: "bucket-empty",
  says: "A bucket with something in it is deleted only with `forceDestroy`, which deletes that first.",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html",
  refuse({ resource, account }) {
    const [first] = objectsIn(resource.id, account);
    return first === undefined || bool(resource.outputs, "forceDestroy") === true
      ? undefined
      : `BucketNotEmpty: the bucket ${resource.id} you tried to delete is not empty (it holds ${first}): ` +
          "empty it, or set forceDestroy and run up first";
  },
};

const bucket: Model = {
  type: BUCKET,
  autoname: { input: "bucket", max: 63, lowercase: true },
  defaults: { forceDestroy: false, objectLockEnabled: false },
  checks: [
    nameShape({
      id: "bucket-name-shape",
      input: "bucket",
      min: 3,
      max: 63,
      pattern: /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/,
      allowed: "lower-case letters, digits, dots and hyphens, a letter or digit first and last",
      source: naming,
    }),
    keptNames,
  ],
  identify: (inputs) => str(inputs, "bucket") ?? "",
  outputs: (inputs, id, _seed, place) => ({
    arn: `arn:aws:s3:::${id}`,
    bucketDomainName: `${id}.s3.amazonaws.com`,
    bucketRegion: regionOf(inputs, place),
    bucketRegionalDomainName: `${id}.s3.${regionOf(inputs, place)}.amazonaws.com`,
    region: regionOf(inputs, place),
  }),
  requires: [ownName],
  replaces: "as the specification says",
  blocksDelete: [empty],
  after(change, { resource, account }) {
    if (change === "deleted") {
      emptyBucket(account, resource.id);
    }
  },
  typicalMinutes: 0.1,
};

/** What stands in a bucket. */
function objectsIn(bucketName: string, account: Account): readonly string[] {
  return account.all(OBJECT).flatMap(({ outputs }) => (outputs.bucket === bucketName ? [String(outputs.key)] : []));
}

/** Puts something into a bucket, as a service does that logs to it. */
export function putObject(account: Account, bucketName: string, key: string): void {
  const inputs = { bucket: bucketName, key };
  account.put({ type: OBJECT, id: `${bucketName}/${key}`, inputs, outputs: inputs });
}

/** Deletes what stands in a bucket. */
export function emptyBucket(account: Account, bucketName: string): void {
  for (const key of objectsIn(bucketName, account)) {
    account.remove(OBJECT, `${bucketName}/${key}`);
  }
}

/** Buckets and what is set on them. */
export const models: readonly Model[] = [bucket, bucketPolicy, ...parts];
