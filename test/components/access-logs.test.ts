import assert from "node:assert/strict";
import { at, type Declared, ofType } from "../support/declare-stack.ts";
import { declareEdge } from "../support/edge.ts";

const logged = (own: object = {}) => declareEdge({ accessLogs: { retentionDays: 90 }, ...own });
const inputsOf = (declared: Declared, what: string) => at(declared, `edge/edge-logs/edge-logs-${what}`).inputs;
const bucket = "shop-staging-edge-logs-111111111111";

describe("the access logs", () => {
  it("go to a bucket that has the account in its name, since no two accounts of the world may share one", async () => {
    assert.equal(inputsOf(await logged(), "bucket").bucket, bucket);
    const { bucket: long } = inputsOf(await logged({ prefix: "a-shop-with-a-really-long-name-production" }), "bucket");
    assert.match(String(long), /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
    assert.match(String(long), /111111111111-[0-9a-f]{6}$/);
  });

  it("may be written by the log delivery of this account's load balancers, and by nobody over plain HTTP", async () => {
    const { Statement } = JSON.parse(String(inputsOf(await logged(), "policy").policy));
    assert.deepEqual(Statement, [
      {
        Sid: "LoadBalancersOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `arn:aws:s3:::${bucket}/AWSLogs/111111111111/*`,
      },
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("get their policy after what else says who may do what, as S3 refuses two such changes at a time", async () => {
    const declared = await logged();
    const { dependsOn } = at(declared, "edge/edge-logs/edge-logs-policy");
    for (const what of ["closed", "owned"]) {
      assert(dependsOn.includes(at(declared, `edge/edge-logs/edge-logs-${what}`).urn), what);
    }
  });

  it("are closed to the public, owned by the account, and encrypted as the log delivery can", async () => {
    const declared = await logged();
    const { bucket: _, ...closed } = inputsOf(declared, "closed");
    assert.deepEqual(Object.values(closed), [true, true, true, true]);
    assert.deepEqual(inputsOf(declared, "owned").rule, { objectOwnership: "BucketOwnerEnforced" });
    assert.deepEqual(inputsOf(declared, "encrypted").rules, [
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
  });

  it("are deleted after their days, unfinished uploads too", async () => {
    assert.deepEqual(inputsOf(await logged(), "expiry").rules, [
      {
        id: "expire",
        status: "Enabled",
        filter: { prefix: "" },
        expiration: { days: 90 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
      },
    ]);
  });

  it("are kept where the place protects what it has, and go with it elsewhere", async () => {
    const kept = at(await logged({ deletionProtection: true }), "edge/edge-logs/edge-logs-bucket");
    assert.deepEqual([kept.protect, kept.inputs.forceDestroy], [true, false]);
    const lost = at(await logged(), "edge/edge-logs/edge-logs-bucket");
    assert.deepEqual([lost.protect, lost.inputs.forceDestroy], [false, true]);
  });

  it("are switched on only when the bucket lets them in, because the load balancer tries at once", async () => {
    const declared = await logged();
    const { inputs, dependsOn } = at(declared, "edge/edge-alb");
    assert.deepEqual(inputs.accessLogs, { bucket, enabled: true });
    for (const what of ["policy", "encrypted"]) {
      assert(dependsOn.includes(at(declared, `edge/edge-logs/edge-logs-${what}`).urn), what);
    }
  });

  it("are switched off in so many words, since the provider leaves on what is no longer mentioned", async () => {
    const declared = await declareEdge();
    assert.deepEqual(at(declared, "edge/edge-alb").inputs.accessLogs, { bucket: "", enabled: false });
    assert.deepEqual(ofType(declared, "Bucket"), []);
  });
});
