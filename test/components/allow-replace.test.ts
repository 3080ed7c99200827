import assert from "node:assert/strict";
import { FileSystem } from "@pulumi/aws/efs/fileSystem.js";
import { Bucket } from "@pulumi/aws/s3/bucket.js";
import { Repository } from "@pulumi/github/repository.js";
import * as pulumi from "@pulumi/pulumi";
import { allowReplace } from "../../components/allow-replace.ts";
import { at, declareComponent } from "../support/declare-stack.ts";

class Files extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:files:Files", name);
    const kept = { parent: this, protect: true };
    new Bucket(`${name}-bucket`, { bucket: "shop-files", forceDestroy: false }, kept);
    new FileSystem(`${name}-files`, { creationToken: "files", encrypted: true }, { ...kept, retainOnDelete: true });
  }
}

const urnOf = (type: string, name: string) => `urn:pulumi:staging::test::test:files:Files$${type}::${name}`;
const bucket = urnOf("aws:s3/bucket:Bucket", "some-bucket");
const files = urnOf("aws:efs/fileSystem:FileSystem", "some-files");

function planWith(...urns: string[]) {
  return declareComponent(() => {
    const warnOfUnmatched = allowReplace(urns);
    new Files("some");
    warnOfUnmatched();
  });
}

describe("what may be replaced", () => {
  it("loses Pulumi's protection and AWS's own, which for a bucket is what is in it", async () => {
    const { protect, inputs, urn } = at(await planWith(bucket), "some/some-bucket");
    assert.equal(urn, bucket);
    assert.deepEqual([protect, inputs.forceDestroy], [false, true]);
  });

  it("is not left behind either, because it would hold the name that the new one needs", async () => {
    const { protect, retainOnDelete, inputs } = at(await planWith(files), "some/some-files");
    assert.deepEqual([protect, retainOnDelete], [false, false]);
    assert.deepEqual(inputs, { creationToken: "files", encrypted: true });
  });

  it("stays on GitHub all the same, where deleting a repository would archive it", async () => {
    const urn = "urn:pulumi:staging::test::github:index/repository:Repository::shop";
    const declared = await declareComponent(() => {
      const warnOfUnmatched = allowReplace([urn]);
      new Repository("shop", { name: "shop" }, { protect: true, retainOnDelete: true });
      warnOfUnmatched();
    });
    const { protect, retainOnDelete } = at(declared, "shop");
    assert.deepEqual([protect, retainOnDelete], [false, true]);
  });

  it("is nothing that is not named", async () => {
    const declared = await planWith(bucket);
    assert.equal(at(declared, "some/some-files").protect, true);
    assert.equal(at(declared, "some/some-files").retainOnDelete, true);
    assert.equal(at(await planWith(), "some/some-bucket").protect, true);
  });

  it("may be gone by now: the line that is left over is a warning, so that the second up can pass", async () => {
    const said: string[] = [];
    const { warn } = console;
    console.warn = (text: string) => said.push(text);
    try {
      await planWith(bucket.replace("some-bucket", "same-bucket"));
    } finally {
      console.warn = warn;
    }
    assert.equal(said.length, 1);
    assert.match(said[0] ?? "", /nothing that is declared is \S+same-bucket: .* \(did you mean "\S+some-bucket"\?\)$/);
  });

  it("is of this project, as the engine calls it", async () => {
    const other = bucket.replace("::test::", "::shop::");
    await assert.rejects(planWith(other), {
      message: `environment.allowReplace: ${other} is not of this project: its second part is test here`,
    });
  });
});
