import assert from "node:assert/strict";
import { Bucket, type BucketArgs } from "../../components/bucket.ts";
import { at, type Declared, declareComponent } from "../support/declare-stack.ts";
import { statementsOf } from "../support/json-inputs.ts";

const name = "shop-staging-uploads-111111111111";

function bucket(own: Partial<BucketArgs> = {}): Promise<Declared> {
  return declareComponent(() => {
    new Bucket("uploads", {
      prefix: "shop-staging",
      accountId: "111111111111",
      versioned: true,
      noncurrentDays: 30,
      ...own,
    });
  });
}

const inputsOf = async (what: string, own: Partial<BucketArgs> = {}) =>
  at(await bucket(own), `uploads/uploads-${what}`).inputs;

describe("Bucket", () => {
  it("has the account in its name, since no two accounts of the world may have buckets of one name", async () => {
    assert.equal((await inputsOf("bucket")).bucket, name);
  });

  it("is closed to the public, owned by the account and encrypted", async () => {
    const { bucket: _, ...closed } = await inputsOf("closed");
    assert.deepEqual(Object.values(closed), [true, true, true, true]);
    assert.deepEqual((await inputsOf("owned")).rule, { objectOwnership: "BucketOwnerEnforced" });
    assert.deepEqual((await inputsOf("encrypted")).rules, [
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
  });

  it("refuses everybody who comes without TLS, and its policy lets in nobody", async () => {
    assert.deepEqual(statementsOf(at(await bucket(), "uploads/uploads-policy")), [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("keeps what is overwritten or deleted, unless the app says no; off is the word that S3 knows no way back from", async () => {
    assert.deepEqual((await inputsOf("versioning")).versioningConfiguration, { status: "Enabled" });
    const { versioningConfiguration } = await inputsOf("versioning", { versioned: false });
    assert.deepEqual(versioningConfiguration, { status: "Suspended" });
  });

  it("deletes old versions and unfinished uploads after their days, and objects only where the app says so", async () => {
    const everything = { status: "Enabled", filter: { prefix: "" } };
    const usual = [
      { id: "unfinished-uploads", ...everything, abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } },
      {
        id: "old-versions",
        ...everything,
        noncurrentVersionExpiration: { noncurrentDays: 14 },
        expiration: { expiredObjectDeleteMarker: true },
      },
    ];
    assert.deepEqual((await inputsOf("expiry", { noncurrentDays: 14 })).rules, usual);
    assert.deepEqual((await inputsOf("expiry", { noncurrentDays: 14, expireDays: 90 })).rules, [
      ...usual,
      { id: "expire", ...everything, expiration: { days: 90 } },
    ]);
  });

  it("is kept where the place protects what it has, and goes with what is in it elsewhere", async () => {
    const kept = at(await bucket(), "uploads/uploads-bucket");
    assert.deepEqual([kept.protect, kept.inputs.forceDestroy], [true, false]);
    const lost = at(await bucket({ deletable: { because: "a test keeps nothing" } }), "uploads/uploads-bucket");
    assert.deepEqual([lost.protect, lost.inputs.forceDestroy], [false, true]);
  });
});
