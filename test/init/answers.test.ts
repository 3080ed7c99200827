import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { firstApp } from "../../init/first-app.ts";
import { initiate } from "../../init/init.ts";
import { writeFiles } from "../../init/write-files.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { checkout } from "../support/stack-files.ts";
import { answersTo, Folders, flags, textOf } from "./initiated.ts";

describe("the answers and the files of slipway init", () => {
  const folders = new Folders();
  afterEach(() => folders.remove());
  const { name: _name, ...flagsWithoutName } = flags;
  const compose = () => firstApp("/nowhere", "My Shop of Harbours");

  it("names every missing and wrong flag at once, because nobody wants to be told one after another", () => {
    assert.throws(() => answersTo(compose(), { account: "12", image: ["shop=a"], region: "here", state: "bucket" }), {
      name: "UserError",
      message: [
        "npx slipway init cannot begin:",
        "  --domain is missing: Domain of production, like shop.example.com; staging gets staging.<domain>",
        '  --account "12" is no account: write its twelve digits',
        '  --region "here" is no region: write it like eu-north-1',
        "  --repository is missing: The app's repository on GitHub, like acme/shop",
        '  --state "bucket" is no bucket of S3: write it like s3://acme-pulumi-state/shop?region=eu-north-1',
        '  --image "shop=a" is no image of a service: write <service>=<registry/repository>, without a tag; services are web',
        "Give these flags, or run it on a terminal, where it asks.",
      ].join("\n"),
    });
    assert.throws(
      () => answersTo(compose(), {}),
      /--staging-account is missing: .*twelve digits \(--account gives both\)\n/,
    );
    assert.throws(() => answersTo(compose(), { ...flags, productionAccount: "12" }), {
      message:
        'npx slipway init cannot begin:\n  --production-account "12" is no account: write its twelve digits\nCorrect these flags, or leave them out on a terminal, where it asks.',
    });
  });

  it("takes what is usual where nobody says otherwise: a name of the folder, one region, no state yet", () => {
    const { name, region, state } = answersTo(compose(), flagsWithoutName);
    assert.deepEqual([name, region, state], ["my-shop-of", "eu-central-1", undefined]);
  });

  it("lets one of two stacks of one account declare what an account has once, so that both can be there", async () => {
    const folder = folders.make();
    const answers = answersTo(compose(), {
      ...flags,
      productionAccount: "111111111111",
      state: "s3://acme-state/shop",
    });
    const made = initiate(compose(), answers, { folder, checkout });
    writeFiles(folder, made.files);
    assert.match(textOf(made, "Pulumi.staging.yaml"), /sharedAccountOwner: true/);
    assert.match(textOf(made, "Pulumi.production.yaml"), /sharedAccountOwner: false/);
    for (const stack of ["staging", "production"]) {
      assert.equal((await planStack(stack, folder)).place.accountId, "111111111111");
    }
  });

  it("keeps what else a project's file says, because the program is started by it", () => {
    const folder = folders.make({ "Pulumi.yaml": "name: old\n# keep\nmain: index.ts\nruntime: nodejs\n" });
    const made = initiate(compose(), answersTo(compose()), { folder, checkout });
    assert.equal(
      textOf(made, "Pulumi.yaml"),
      "name: shop\n# keep\nmain: index.ts\nruntime: nodejs\ndescription: The environments of shop on AWS and GitHub.\n",
    );
  });

  it("refuses a file whose stack Pulumi has, because its secrets could not be read any more", () => {
    const folder = folders.make({ "Pulumi.staging.yaml": "encryptionsalt: v1:x\nconfig: {}\n" });
    assert.throws(() => initiate(compose(), answersTo(compose()), { folder, checkout }), {
      name: "UserError",
      message:
        "Pulumi.staging.yaml has encryptionsalt, so Pulumi has a stack of it: npx slipway init begins a new app. Change the file by hand, or begin in another clone",
    });
  });

  it("refuses a file with a value of a secret, and writes one for the program anew that is no mapping", () => {
    const living = folders.make({ "Pulumi.staging.yaml": "config:\n  slipway:secrets: {A: {secure: v1:abc}}\n" });
    assert.throws(() => initiate(compose(), answersTo(compose()), { folder: living, checkout }), {
      name: "UserError",
      message:
        "Pulumi.staging.yaml has values of secrets, which only its own stack can read: npx slipway init begins a new app. Change the file by hand, or begin in another clone",
    });
    const placeholders = folders.make({
      "Pulumi.staging.yaml": 'config: {"slipway:secrets": {A: {secure: placeholder}}}\n',
      "Pulumi.yaml": "just a text\n",
    });
    const made = initiate(compose(), answersTo(compose()), { folder: placeholders, checkout });
    assert.match(textOf(made, "Pulumi.yaml"), /^name: shop\n/);
  });

  it("writes all files or none, so that no half of an app is left behind", () => {
    const folder = folders.make({ "Pulumi.yaml": "name: old\n" });
    const made = initiate(compose(), answersTo(compose()), { folder, checkout });
    // A folder is where the last file should be.
    mkdirSync(join(folder, "world.yaml"));
    assert.throws(() => writeFiles(folder, made.files), {
      name: "UserError",
      message: /^nothing was written: .*: see that the folder can be written to, and run it again$/,
    });
    assert.deepEqual(readdirSync(folder).toSorted(), ["Pulumi.yaml", "world.yaml"]);
    assert.equal(readFileSync(join(folder, "Pulumi.yaml"), "utf8"), "name: old\n");
    assert.equal(existsSync(join(folder, "Pulumi.staging.yaml")), false);
  });
});
