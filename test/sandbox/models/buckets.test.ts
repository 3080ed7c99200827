import assert from "node:assert/strict";
import type { Values } from "../../../sandbox/model.ts";
import {
  BUCKET,
  BUCKET_ENCRYPTION,
  BUCKET_LIFECYCLE,
  BUCKET_OWNERSHIP,
  BUCKET_POLICY,
  BUCKET_PUBLIC_ACCESS,
  BUCKET_VERSIONING,
  OBJECT,
} from "../../../sandbox/models/bucket-tokens.ts";
import { putObject } from "../../../sandbox/models/buckets.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";

const bucket = "shop-logs";
const bucketArn = `arn:aws:s3:::${bucket}`;

/** An account with a bucket, asked for something on it. */
const asked =
  (type: string, inputs: Values, before: (cloud: Cloud) => void = () => {}) =>
  () => {
    const cloud = new Cloud();
    cloud.make(BUCKET, { bucket });
    before(cloud);
    return cloud.creating(type, inputs);
  };

describe("the sandbox's bucket", () => {
  breaks("bucket-name-shape", "a capital letter", { bucket: "Shop" }, "lower-case");
  breaks("bucket-name-shape", "a name of 64 characters", { bucket: "a".repeat(64) }, "64 characters");
  passes("bucket-name-shape", "a name of 63 characters", { bucket: "a".repeat(63) });
  breaks("bucket-name-not-kept", "an address", { bucket: "192.0.2.1" }, "InvalidBucketName");
  breaks("bucket-name-not-kept", "an end that AWS keeps", { bucket: "shop-s3alias" }, "InvalidBucketName");
  passes("bucket-name-not-kept", "another name", { bucket });
  breaks("bucket-name-unique", "the name of another", asked(BUCKET, { bucket }), "BucketAlreadyOwnedByYou");
  passes("bucket-name-unique", "a name of its own", asked(BUCKET, { bucket: "shop-other" }));

  const full = (inputs: Values) => () => {
    const cloud = new Cloud();
    const made = cloud.make(BUCKET, { bucket, ...inputs });
    putObject(cloud.account, bucket, "AWSLogs/file");
    return cloud.deleting(made);
  };
  breaks("bucket-empty", "to be deleted with something in it", full({}), "AWSLogs/file");
  passes("bucket-empty", "to be deleted with all that is in it, when told so", full({ forceDestroy: true }));

  it("takes what is in it along, so that nothing stands in no bucket", () => {
    const cloud = new Cloud();
    const made = cloud.make(BUCKET, { bucket, forceDestroy: true });
    putObject(cloud.account, bucket, "AWSLogs/file");
    putObject(cloud.account, "shop-other", "AWSLogs/file");
    cloud.delete(made);
    assert.deepEqual(
      cloud.account.all(OBJECT).map(({ id }) => id),
      ["shop-other/AWSLogs/file"],
    );
  });

  it("has its name as id and an ARN without an account, since its name is one of the world", () => {
    const made = new Cloud().make(BUCKET, { bucket });
    assert.deepEqual([made.id, made.outputs.arn], [bucket, bucketArn]);
  });
});

const settings: Readonly<Record<string, { readonly type: string; readonly one: Values; readonly other: Values }>> = {
  "bucket-public-access": {
    type: BUCKET_PUBLIC_ACCESS,
    one: { blockPublicAcls: true },
    other: { blockPublicAcls: false },
  },
  "bucket-ownership": {
    type: BUCKET_OWNERSHIP,
    one: { rule: { objectOwnership: "BucketOwnerEnforced" } },
    other: { rule: { objectOwnership: "ObjectWriter" } },
  },
  "bucket-encryption": { type: BUCKET_ENCRYPTION, one: { rules: [] }, other: { rules: [{}] } },
  "bucket-lifecycle": {
    type: BUCKET_LIFECYCLE,
    one: { rules: [{ id: "a", status: "Enabled", expiration: { days: 1 } }] },
    other: { rules: [{ id: "b", status: "Enabled", expiration: { days: 1 } }] },
  },
  "bucket-policy": { type: BUCKET_POLICY, one: { policy: "{}" }, other: { policy: '{"Statement":[]}' } },
  "bucket-versioning": {
    type: BUCKET_VERSIONING,
    one: { versioningConfiguration: { status: "Enabled" } },
    other: { versioningConfiguration: { status: "Suspended" } },
  },
};

for (const [word, { type, one, other }] of Object.entries(settings)) {
  describe(`the sandbox's ${word.replaceAll("-", " ")}`, () => {
    breaks(`${word}-bucket-exists`, "a bucket of nowhere", asked(type, { bucket: "none", ...one }), "NoSuchBucket");
    passes(`${word}-bucket-exists`, "a bucket of the account", asked(type, { bucket, ...one }));
    const second = asked(type, { bucket, ...other }, (cloud) => cloud.given(type, { bucket, ...one }));
    breaks(`${word}-once`, "a second one that says otherwise", second, "keep one a bucket");
    const again = asked(type, { bucket, ...one }, (cloud) => cloud.given(type, { bucket, ...one }));
    passes(`${word}-once`, "the same once more, as after a run that was cut off", again);
  });
}

describe("what is set on the sandbox's bucket", () => {
  breaks("bucket-ownership-kind", "another owner", { rule: { objectOwnership: "Nobody" } }, "Nobody");
  passes("bucket-ownership-kind", "the bucket's owner", { rule: { objectOwnership: "BucketOwnerEnforced" } });
  const encrypted = (sseAlgorithm: string) => ({ rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm } }] });
  breaks("bucket-encryption-algorithm", "another algorithm", encrypted("AES128"), "AES128");
  passes("bucket-encryption-algorithm", "S3's own", encrypted("AES256"));
  const versioned = (status: string) => ({ versioningConfiguration: { status } });
  breaks("bucket-versioning-status", "another word", versioned("On"), "On");
  passes("bucket-versioning-status", "Enabled", versioned("Enabled"));

  const expires = (more: Values) => ({
    rules: [{ id: "expire", status: "Enabled", expiration: { days: 30 }, ...more }],
  });
  breaks("bucket-lifecycle-status", "another word", expires({ status: "On" }), "On");
  passes("bucket-lifecycle-status", "Enabled", expires({}));
  breaks("bucket-lifecycle-rules", "no day at all", expires({ expiration: { days: 0 } }), "positive integer");
  breaks("bucket-lifecycle-rules", "nothing to do", expires({ expiration: undefined }), "at least one action");
  breaks("bucket-lifecycle-rules", "no rule", { rules: [] }, "0 rules");
  passes("bucket-lifecycle-rules", "an expiry", expires({}));
  const old = (noncurrentDays: number) => expires({ noncurrentVersionExpiration: { noncurrentDays } });
  const mark = { expiredObjectDeleteMarker: true };
  breaks("bucket-lifecycle-versions", "old versions that last no day", old(0), "positive integer");
  breaks("bucket-lifecycle-versions", "days with the mark", expires({ expiration: { days: 1, ...mark } }), "two rules");
  passes("bucket-lifecycle-versions", "old versions of a month", old(30));
  passes("bucket-lifecycle-versions", "the mark alone", expires({ expiration: mark }));
});

describe("the sandbox's bucket policy", () => {
  const statement: Values = {
    Effect: "Allow",
    Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucketArn}/*`,
  };
  const policy = (more: Values, before?: (cloud: Cloud) => void) => {
    const Statement = [{ ...statement, ...more }];
    return asked(BUCKET_POLICY, { bucket, policy: JSON.stringify({ Version: "2012-10-17", Statement }) }, before);
  };
  const rule = "bucket-policy-statements";
  breaks(rule, "no JSON", asked(BUCKET_POLICY, { bucket, policy: "x" }), "MalformedPolicy");
  breaks(rule, "nobody", policy({ Principal: undefined }), "Principal");
  breaks(rule, "an action of another service", policy({ Action: "sns:Publish" }), "sns:Publish");
  breaks(rule, "another bucket", policy({ Resource: "arn:aws:s3:::other/*" }), "other");
  passes(rule, "the log delivery", policy({}));

  const closed = (cloud: Cloud) => void cloud.make(BUCKET_PUBLIC_ACCESS, { bucket, blockPublicPolicy: true });
  breaks("bucket-policy-not-public", "everybody", policy({ Principal: "*" }, closed), "BlockPublicPolicy");
  passes("bucket-policy-not-public", "a service", policy({}, closed));
  passes(
    "bucket-policy-not-public",
    "that everybody is denied something",
    policy({ Principal: "*", Effect: "Deny" }, closed),
  );
});
