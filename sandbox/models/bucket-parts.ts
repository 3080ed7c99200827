import { isDeepStrictEqual } from "node:util";
import type { InAccount, Model, Rule, Values } from "../model.ts";
import {
  BUCKET,
  BUCKET_ENCRYPTION,
  BUCKET_LIFECYCLE,
  BUCKET_OWNERSHIP,
  BUCKET_PUBLIC_ACCESS,
  BUCKET_VERSIONING,
} from "./bucket-tokens.ts";
import { exists } from "./references.ts";
import { objects, str, textsAt, valuesAt } from "./values.ts";

const api = "https://docs.aws.amazon.com/AmazonS3/latest/API/";

/** A rule: a value is one of a few. */
function oneOf(id: string, input: string, allowed: readonly string[], source: string): Rule<Values> {
  return {
    id,
    says: `\`${input}\` is one of ${allowed.join(", ")}.`,
    source,
    refuse(values) {
      const wrong = textsAt(values, input).find((value) => !allowed.includes(value));
      return wrong === undefined ? undefined : `MalformedXML: ${input} "${wrong}": use one of ${allowed.join(", ")}`;
    },
  };
}

const lifecycleRules: Rule<Values> = {
  id: "bucket-lifecycle-rules",
  says: "A lifecycle has 1 to 1,000 rules with different ids, each with something to do after at least a day.",
  source: `${api}API_PutBucketLifecycleConfiguration.html`,
  refuse(values) {
    const rules = objects(values, "rules");
    const ids = rules.map((rule) => str(rule, "id") ?? "");
    if (rules.length < 1 || rules.length > 1000 || new Set(ids).size !== ids.length) {
      return `InvalidArgument: the lifecycle has ${rules.length} rules (${ids.join(", ")}): give 1 to 1000 with different ids`;
    }
    const days = valuesAt(values, "rules.expiration.days").find((value) => !(Number(value) >= 1));
    if (days !== undefined) {
      return `InvalidArgument: expiration of ${days} days: 'Days' for Expiration action must be a positive integer: use 1 or more`;
    }
    const actions = ["abortIncompleteMultipartUpload", "expiration", "noncurrentVersionExpiration", "transitions"];
    const idle = rules.find((rule) => !actions.some((action) => rule[action] !== undefined));
    return idle === undefined
      ? undefined
      : `InvalidRequest: rule "${idle.id}": at least one action needs to be specified in a rule: give an expiration`;
  },
};

const deleteMarkers: Rule<Values> = {
  id: "bucket-lifecycle-versions",
  says: "Old versions expire after a day or more, and a mark of a deletion has no days of its own.",
  source: `${api}API_LifecycleExpiration.html`,
  refuse(values) {
    const days = valuesAt(values, "rules.noncurrentVersionExpiration.noncurrentDays").find(
      (value) => !(Number(value) >= 1),
    );
    if (days !== undefined) {
      return `InvalidArgument: 'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer, and is ${days}: use 1 or more`;
    }
    const both = objects(values, "rules").find(({ expiration }) => {
      const [expires] = objects({ expiration }, "expiration");
      return expires?.days !== undefined && expires.expiredObjectDeleteMarker !== undefined;
    });
    return both === undefined
      ? undefined
      : `MalformedXML: rule "${both.id}": ExpiredObjectDeleteMarker cannot be specified with Days: put them into two rules`;
  },
};

/** What a part of a bucket is called, and what is asked of it. */
interface Part {
  /** Beginning of the rules' ids. */
  readonly word: string;
  readonly type: string;
  /** What AWS's API calls it, in `Put…`. */
  readonly call: string;
  readonly checks?: readonly Rule<Values>[];
  readonly defaults?: Values;
  /** What is left when it is deleted. */
  readonly leaves: string;
}

/** Something that a bucket has once and that is a resource of its own. */
export function partOf({ word, type, call, checks, defaults, leaves }: Part): Model {
  const source = `${api}API_${call}.html`;
  const once: Rule<InAccount> = {
    id: `${word}-once`,
    says: "A bucket has one: a second resource that sets it otherwise would overwrite the first.",
    source,
    refuse: ({ resource, before, account }) => {
      const other = before ? undefined : account.get(type, str(resource.inputs, "bucket") ?? "");
      return other === undefined || isDeepStrictEqual(other.inputs, resource.inputs)
        ? undefined
        : `the bucket ${resource.inputs.bucket} has one of another resource already: keep one a bucket`;
    },
  };
  return {
    type,
    ...(checks && { checks }),
    ...(defaults && { defaults }),
    identify: (inputs) => str(inputs, "bucket") ?? "",
    outputs: () => ({}),
    requires: [
      exists({
        id: `${word}-bucket-exists`,
        input: "bucket",
        type: BUCKET,
        noun: "bucket",
        code: "NoSuchBucket",
        source,
      }),
      once,
    ],
    replaces: "as the specification says",
    blocksDelete: { none: leaves },
  };
}

/** What is set on a bucket, but for its policy. */
export const parts: readonly Model[] = [
  partOf({
    word: "bucket-public-access",
    type: BUCKET_PUBLIC_ACCESS,
    call: "PutPublicAccessBlock",
    defaults: {
      blockPublicAcls: false,
      blockPublicPolicy: false,
      ignorePublicAcls: false,
      restrictPublicBuckets: false,
    },
    leaves: "what is not blocked is then a matter of the account's own block",
  }),
  partOf({
    word: "bucket-ownership",
    type: BUCKET_OWNERSHIP,
    call: "PutBucketOwnershipControls",
    checks: [
      oneOf(
        "bucket-ownership-kind",
        "rule.objectOwnership",
        ["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"],
        `${api}API_OwnershipControlsRule.html`,
      ),
    ],
    leaves: "the bucket is then as buckets were before there were such controls",
  }),
  partOf({
    word: "bucket-encryption",
    type: BUCKET_ENCRYPTION,
    call: "PutBucketEncryption",
    checks: [
      oneOf(
        "bucket-encryption-algorithm",
        "rules.applyServerSideEncryptionByDefault.sseAlgorithm",
        ["AES256", "aws:kms", "aws:kms:dsse"],
        `${api}API_ServerSideEncryptionByDefault.html`,
      ),
    ],
    leaves: "S3 goes on to encrypt with its own keys",
  }),
  partOf({
    word: "bucket-lifecycle",
    type: BUCKET_LIFECYCLE,
    call: "PutBucketLifecycleConfiguration",
    checks: [
      oneOf("bucket-lifecycle-status", "rules.status", ["Enabled", "Disabled"], `${api}API_LifecycleRule.html`),
      lifecycleRules,
      deleteMarkers,
    ],
    leaves: "nothing expires any more",
  }),
  partOf({
    word: "bucket-versioning",
    type: BUCKET_VERSIONING,
    call: "PutBucketVersioning",
    checks: [
      oneOf(
        "bucket-versioning-status",
        "versioningConfiguration.status",
        ["Enabled", "Suspended", "Disabled"],
        `${api}API_VersioningConfiguration.html`,
      ),
    ],
    leaves: "versions that are there stay",
  }),
];
