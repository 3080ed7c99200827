import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { projectWith, type Said } from "../bootstrap/files.ts";
import { accountId, describeOnMoto, region } from "../cloud/on-moto.ts";
import { type Ran, slipway } from "../support/slipway.ts";

const state = "s3://acme-state/shop?region=eu-north-1";
const staging: Said = { accountId, state };
const ofProduction = "222222222222";
const production: Said = {
  accountId: ofProduction,
  assumeRole: `arn:aws:iam::${ofProduction}:role/admin`,
  state,
  app: "none",
};
const nobody = { AWS_EC2_METADATA_DISABLED: "true" };
const somebody = { ...nobody, AWS_ACCESS_KEY_ID: "AKIATEST", AWS_SECRET_ACCESS_KEY: "test" };

/** What is above the part on GitHub, which is the same each time. */
function above({ stdout }: Ran): string {
  return stdout.slice(0, stdout.indexOf("\nTwo GitHub Apps"));
}

describe("slipway bootstrap", () => {
  let folder: string;
  beforeEach(() => {
    folder = projectWith({ staging, production });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("says without credentials what the account has to have, and how to look", async () => {
    const { code, stdout, stderr } = await slipway(["bootstrap", "staging"], folder, nobody);
    assert.equal(code, 1);
    assert.equal(
      stdout,
      `staging of shop needs these in account 123456789012:

  · bucket acme-state: keeps old versions, is encrypted, owns all objects in it, takes TLS alone, is
      closed to the public, drops a version 90 days after it was replaced, lets 222222222222
      (production) in
  · key alias/shop-staging: is rotated every year
  · role AWSServiceRoleForECS

`,
    );
    assert.equal(
      stderr,
      "AWS does not accept the credentials (Could not load credentials from any providers): log in, or set AWS_PROFILE to a profile of account 123456789012; then npx slipway bootstrap staging shows what is there already\n",
    );
  });

  it("prints nothing else with --json, where a program reads it", async () => {
    const { code, stdout } = await slipway(["bootstrap", "staging", "--json"], folder, nobody);
    assert.deepEqual([code, stdout], [1, ""]);
  });

  it("tells of a stack that there is not", async () => {
    const { code, stderr } = await slipway(["bootstrap", "stagin"], folder, nobody);
    assert.deepEqual(
      [code, stderr],
      [1, 'no stack "stagin": stacks here are production, staging (did you mean "staging"?)\n'],
    );
  });
});

describeOnMoto("slipway bootstrap of an account (moto)", (moto) => {
  let folder: string;
  before(() => {
    folder = projectWith({ staging, production });
  });
  after(() => rmSync(folder, { recursive: true }));
  const bootstrap = (args: readonly string[], of = folder) =>
    slipway(["bootstrap", ...args], of, { ...somebody, AWS_ENDPOINT_URL: moto.place.endpoint });

  it("shows what it would make, and makes nothing", async () => {
    for (const _look of ["first", "second"]) {
      const ran = await bootstrap(["staging"]);
      assert.equal(ran.code, 0, ran.stderr);
      assert.equal(
        above(ran),
        `staging of shop: account 123456789012, eu-north-1

  + bucket acme-state would be made: keeps old versions, is encrypted, owns all objects in it, takes
      TLS alone, is closed to the public, drops a version 90 days after it was replaced, lets
      222222222222 (production) in
  + key alias/shop-staging would be made: is rotated every year
  + role AWSServiceRoleForECS would be made

3 to make: npx slipway bootstrap staging --yes
`,
      );
    }
  });

  it("makes it with --yes, and tells each step to who waits", async () => {
    const ran = await bootstrap(["staging", "--yes"]);
    assert.equal(ran.code, 0, ran.stderr);
    assert.match(above(ran), /^ {2}\+ role AWSServiceRoleForECS was made$/m);
    assert.match(above(ran), /^Done: 3 made\.$/m);
    assert.match(ran.stderr, /^ {2}bucket acme-state lets 222222222222 \(production\) in$/m);
  });

  it("has nothing to do a second time", async () => {
    const ran = await bootstrap(["staging", "--yes"]);
    assert.deepEqual(
      [ran.code, above(ran), ran.stderr],
      [
        0,
        `staging of shop: account 123456789012, eu-north-1

  = bucket acme-state
  = key alias/shop-staging
  = role AWSServiceRoleForECS

Nothing to do.
`,
        "",
      ],
    );
  });

  it("ends with the commands that come next", async () => {
    const { stdout } = await bootstrap(["staging"]);
    assert.equal(
      stdout.slice(stdout.indexOf("Next:")),
      `Next:
  pulumi login "s3://acme-state/shop?region=eu-north-1"
  pulumi stack init staging --secrets-provider "awskms://alias/shop-staging?region=eu-north-1"
  npx slipway doctor staging
`,
    );
  });

  it("makes of another account what is its own, and uses the bucket that lets it in", async () => {
    const { code, stdout } = await bootstrap(["production", "--yes", "--json"]);
    assert.equal(code, 0);
    const { things, isDone } = JSON.parse(stdout) as {
      things: { name: string; is: string; note?: string }[];
      isDone: boolean;
    };
    assert.deepEqual(
      things.map(({ name, is, note }) => [name, is, note]),
      [
        ["bucket acme-state", "there", "in account 123456789012 (staging), which lets this one in"],
        ["key alias/shop-production", "missing", undefined],
        ["role AWSServiceRoleForECS", "missing", undefined],
      ],
    );
    assert.equal(isDone, true);
  });

  it("makes nothing while something is a stranger's, with the exit code of a refusal", async () => {
    const stranger = projectWith({
      staging: { accountId: ofProduction, assumeRole: `arn:aws:iam::${ofProduction}:role/admin`, state },
    });
    const ran = await bootstrap(["staging", "--yes"], stranger);
    rmSync(stranger, { recursive: true });
    assert.equal(ran.code, 2);
    assert.equal(
      above(ran),
      `staging of shop: account 222222222222, eu-north-1

  ✗ bucket acme-state is another account's and closed to 222222222222: name one of your own in
      environment.aws.state, a name that nobody in all of AWS has
  + key alias/shop-staging would be made: is rotated every year
  = role AWSServiceRoleForECS

Nothing is made or changed before 1 thing marked ✗ is put right.
`,
    );
  });

  it("changes what is there and lacks something, and says what that was", async () => {
    const s3 = new S3Client({ ...moto.client, forcePathStyle: true });
    const CreateBucketConfiguration = { LocationConstraint: region } as const;
    await s3.send(new CreateBucketCommand({ Bucket: "by-hand", CreateBucketConfiguration }));
    s3.destroy();
    const alone = projectWith({ staging: { accountId, state: "s3://by-hand" } });
    const shown = await bootstrap(["staging"], alone);
    const done = await bootstrap(["staging", "--yes"], alone);
    rmSync(alone, { recursive: true });
    assert.match(above(shown), /^ {2}~ bucket by-hand: keeps no old versions → keeps old versions;/m);
    assert.match(above(shown), /^1 to change: npx slipway bootstrap staging --yes$/m);
    assert.match(above(done), /^ {2}~ bucket by-hand now keeps old versions,/m);
    assert.match(above(done), /^Done: 1 changed\.$/m);
  });
});
