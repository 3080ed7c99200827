import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { foundationOf } from "../../bootstrap/foundation.ts";
import { allStacks } from "../support/stack-files.ts";
import { appWith, projectWith, type Said } from "./files.ts";

const staging: Said = { accountId: "111111111111", state: "s3://acme-state/shop?region=eu-north-1" };
const production: Said = { ...staging, accountId: "222222222222", app: "none" };

describe("what a stack needs of its account", () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) {
      rmSync(folder, { recursive: true });
    }
  });
  const of = (stack: string, stacks: Readonly<Record<string, Said>>) => {
    const folder = projectWith(stacks);
    folders.push(folder);
    return foundationOf(join(folder, `Pulumi.${stack}.yaml`));
  };

  it("is a bucket, a key of its own, and nothing of ECR where the images are elsewhere", () => {
    assert.deepEqual(of("staging", { staging }), {
      app: "shop",
      stack: "staging",
      place: { accountId: "111111111111", region: "eu-north-1" },
      state: "s3://acme-state/shop?region=eu-north-1",
      bucket: { name: "acme-state", region: "eu-north-1", prefix: "shop", project: "shop", tenants: [] },
      key: {
        name: "alias/shop-staging",
        region: "eu-north-1",
        description: "Secrets of shop staging, which Pulumi keeps",
      },
      secretsUnder: "nothing",
      repositories: [],
      github: { repository: "acme/shop", infrastructure: "acme/infrastructure" },
    });
  });

  it("is known before anything was promoted to it, by the app of the stack before it", () => {
    const { app, key, bucket } = of("production", { staging, production });
    assert.deepEqual([app, key?.name], ["shop", "alias/shop-production"]);
    assert.deepEqual(bucket?.tenants, [{ stack: "staging", accountId: "111111111111", prefix: "shop" }]);
  });

  it("does not let in a stack of the same account, or one whose state is elsewhere", () => {
    const { bucket } = of("staging", {
      staging,
      review: { ...staging },
      production: { ...production, state: "s3://other-state?region=eu-north-1" },
    });
    assert.deepEqual(bucket?.tenants, []);
  });

  it("has the region of the bucket from its address, or else of the place", () => {
    const regionOf = (state: string) => of("staging", { staging: { ...staging, state } }).bucket?.region;
    assert.equal(regionOf("s3://acme-state?region=eu-west-1"), "eu-west-1");
    assert.equal(regionOf("s3://acme-state"), "eu-north-1");
  });

  it("is the key that the stack file names, in the region that it names", () => {
    const keyOf = (top: string) => of("staging", { staging: { ...staging, top } });
    const named = keyOf("secretsprovider: awskms://alias/shop?region=eu-west-1\nencryptedkey: AAAA\n");
    assert.deepEqual([named.key?.name, named.key?.region, named.secretsUnder], ["alias/shop", "eu-west-1", "key"]);
    const before = keyOf("secretsprovider: awskms://alias/shop\n");
    assert.deepEqual(
      [before.key?.name, before.key?.region, before.secretsUnder],
      ["alias/shop", "eu-north-1", "nothing"],
    );
    const phrase = keyOf("encryptionsalt: v1:abc\n");
    assert.deepEqual([phrase.key?.name, phrase.secretsUnder], ["alias/shop-staging", "something else"]);
    const vault = keyOf("secretsprovider: hashivault://shop\nencryptedkey: AAAA\n");
    assert.deepEqual([vault.key?.name, vault.secretsUnder], ["alias/shop-staging", "something else"]);
  });

  it("is neither bucket nor key where the state is not on S3", () => {
    const { bucket, key, state } = of("staging", { staging: { accountId: "111111111111" } });
    assert.deepEqual([bucket, key, state], [undefined, undefined, undefined]);
  });

  it("is each repository of private ECR that images of the app are in, once, with the accounts that run them", () => {
    const app = appWith("{repository: 111111111111.dkr.ecr.eu-west-1.amazonaws.com/acme/shop}");
    const { repositories } = of("staging", { staging: { ...staging, app }, production });
    assert.deepEqual(repositories, [
      {
        name: "acme/shop",
        accountId: "111111111111",
        region: "eu-west-1",
        guests: [{ project: "shop", stack: "production", accountId: "222222222222" }],
      },
    ]);
  });

  it("is told although a secret has no value yet, because the key that it will be under is made first", () => {
    assert.equal(of("staging", { staging }).key?.name, "alias/shop-staging");
  });

  it("is not guessed from an account or an address that is wrong", () => {
    const wrong = { staging: { accountId: "1111", state: "file:///tmp" } };
    assert.throws(() => of("staging", wrong), {
      name: "UserError",
      message: [
        "Pulumi.staging.yaml has 2 problems:",
        '  slipway:environment.aws.accountId "1111": is no account: write its twelve digits, in quotes',
        '  slipway:environment.aws.state "file:///tmp": is no bucket of S3: write it like s3://acme-pulumi-state/shop?region=eu-north-1',
      ].join("\n"),
    });
  });

  it("is not read off a file that is no stack's", () => {
    assert.throws(() => foundationOf("Pulumi.yaml"), {
      name: "UserError",
      message: "Pulumi.yaml is no stack file: name it Pulumi.<stack>.yaml",
    });
  });

  it("is told although the file of another stack does not parse", () => {
    const folder = projectWith({ staging });
    folders.push(folder);
    writeFileSync(join(folder, "Pulumi.production.yaml"), "config: {");
    assert.deepEqual(foundationOf(join(folder, "Pulumi.staging.yaml")).bucket?.tenants, []);
  });

  for (const { name, file } of allStacks) {
    it(`is known of ${name}, which is shipped`, () => {
      const { bucket, key } = foundationOf(file);
      assert.ok(bucket && key);
    });
  }
});
