import assert from "node:assert/strict";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { stackLocks } from "../../backend/locks.ts";
import { describeOnMoto, region } from "./on-moto.ts";

const written = '{"pid":3153,"username":"runner","hostname":"build-7","timestamp":"2026-11-21T18:42:14.516951411Z"}';

describeOnMoto("the lock of a stack whose state is on S3", (moto) => {
  let client: S3Client;
  const url = (path: string) =>
    `s3://state${path}?region=${region}&endpoint=${encodeURIComponent(moto.place.endpoint)}&use_path_style=true`;
  const staging = { project: "harbour", stack: "staging", folder: "." };

  before(async () => {
    client = new S3Client({ ...moto.client, forcePathStyle: true });
    await client.send(
      new CreateBucketCommand({ Bucket: "state", CreateBucketConfiguration: { LocationConstraint: region } }),
    );
    for (const path of [
      ".pulumi/locks/organization/harbour/staging/1.json",
      "team/.pulumi/locks/organization/harbour/staging/2.json",
      ".pulumi/locks/organization/harbour/staging-2/3.json",
    ]) {
      await client.send(new PutObjectCommand({ Bucket: "state", Key: path, Body: written }));
    }
  });
  after(() => client.destroy());

  it("tells who holds it, at the top of a bucket and in a folder of it", async () => {
    const runner = { pid: 3153, user: "runner", host: "build-7", since: "2026-11-21T18:42:14.516951411Z" };
    assert.deepEqual(await stackLocks(url(""), staging), [runner]);
    assert.deepEqual(await stackLocks(url("/team/"), staging), [runner]);
  });

  it("is held by nobody where there is none", async () => {
    assert.deepEqual(await stackLocks(url("/other"), staging), []);
    assert.deepEqual(await stackLocks(url(""), { ...staging, stack: "production" }), []);
  });

  it("in a bucket that is not there is an error, and nobody is told that the stack is free", async () => {
    await assert.rejects(stackLocks(url("").replace("state", "nowhere"), staging), { name: "NoSuchBucket" });
  });
});
