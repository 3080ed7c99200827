import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { backendUrl, stackLocks } from "../../backend/locks.ts";
import { clientConfig } from "../../backend/s3-objects.ts";

/** What version 3.259.0 of the engine writes. */
const written = '{"pid":3153,"username":"root","hostname":"vm","timestamp":"2026-11-21T18:42:14.516951411Z"}';

describe("the lock of a stack", () => {
  let folder: string;
  const staging = () => ({ project: "harbour", stack: "staging", folder });
  const lock = (stack: string, text: string, name = "9d48ff41-96a6-400b-ad03-bc738b50af85.json") => {
    const locks = join(folder, ".pulumi/locks/organization/harbour", stack);
    mkdirSync(locks, { recursive: true });
    writeFileSync(join(locks, name), text);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), "slipway-locks-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("tells who holds it in a backend of files, as the engine writes it", async () => {
    lock("staging", written);
    assert.deepEqual(await stackLocks(`file://${folder}`, staging()), [
      { pid: 3153, user: "root", host: "vm", since: "2026-11-21T18:42:14.516951411Z" },
    ]);
  });

  it("is held by nobody where no lock was ever taken, and where all were given back", async () => {
    assert.deepEqual(await stackLocks(`file://${folder}`, staging()), []);
    lock("production", written);
    mkdirSync(join(folder, ".pulumi/locks/organization/harbour/staging"));
    assert.deepEqual(await stackLocks(`file://${folder}`, staging()), []);
  });

  it("is found however the address of the folder is written", async () => {
    lock("staging", written);
    for (const url of [`file://${folder}?metadata=skip`, `file://~/${relative(homedir(), folder)}`, "file://."]) {
      assert.equal((await stackLocks(url, staging()))?.length, 1, url);
    }
  });

  it("is not known in a backend that keeps it to itself", async () => {
    assert.equal(await stackLocks("https://api.pulumi.com", staging()), undefined);
    assert.equal(await stackLocks("gs://bucket", staging()), undefined);
  });

  it("that is no lock is an error, and nobody is told that the stack is free", async () => {
    lock("staging", '{"pid":"x"}');
    await assert.rejects(stackLocks(`file://${folder}`, staging()));
  });

  it("is looked for where pulumi is logged in to", async () => {
    const pulumi = async (args: readonly string[]) => {
      assert.deepEqual(args, ["whoami", "--json"]);
      return '{"user": "root", "url": "s3://state?region=eu-north-1"}';
    };
    assert.equal(await backendUrl(pulumi), "s3://state?region=eu-north-1");
  });
});

describe("a client of a backend on S3", () => {
  const config = (query: string) => clientConfig(new URLSearchParams(query));

  it("goes to AWS as the machine is set up for it, if the address says nothing else", () => {
    assert.deepEqual(config(""), { forcePathStyle: false });
    assert.deepEqual(config("region=eu-north-1&profile=acme"), {
      region: "eu-north-1",
      profile: "acme",
      forcePathStyle: false,
    });
  });

  it("goes to another store, by the words of now and of before", () => {
    const minio = { endpoint: "http://minio:9000", forcePathStyle: true };
    assert.deepEqual(config("endpoint=minio:9000&disableSSL=true&s3ForcePathStyle=true"), minio);
    assert.deepEqual(config("endpoint=minio:9000&disable_https=1&use_path_style=true"), minio);
    assert.deepEqual(config("endpoint=http://minio:9000&use_path_style=true"), minio);
    assert.deepEqual(config("endpoint=minio:9000"), { endpoint: "https://minio:9000", forcePathStyle: false });
  });
});
