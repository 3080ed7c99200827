import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openContext } from "../../doctor/open-context.ts";
import { goodGitHub } from "./healthy.ts";

const wanted = { isSandbox: false, sendsTest: false, github: goodGitHub };

describe("what the doctor may ask", () => {
  it("is where the stack file says, with what bootstrap makes there", async () => {
    const file = join(process.cwd(), "Pulumi.staging.yaml");
    const context = await openContext({ ...wanted, name: "staging", argument: "staging", file });
    assert.deepEqual(context.place, { accountId: "111111111111", region: "eu-north-1" });
    assert.equal(context.stateUrl, "s3://acme-pulumi-state/harbour?region=eu-north-1");
    assert.equal(context.secretsProvider, "awskms://alias/harbour-staging?region=eu-north-1");
    assert.deepEqual(
      context.foundation?.map(({ name }) => name),
      ["bucket acme-pulumi-state", "key alias/harbour-staging", "role AWSServiceRoleForECS"],
    );
  });

  it("has the secrets that nobody has given a value yet", async () => {
    const folder = mkdtempSync(join(tmpdir(), "slipway-doctor-"));
    try {
      const file = join(folder, "Pulumi.staging.yaml");
      writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\n");
      writeFileSync(file, "config:\n  slipway:secrets: {A: {secure: placeholder}, B: {secure: v1:x:y}, C: 1}\n");
      const context = await openContext({ ...wanted, name: "staging", argument: "staging", file });
      assert.deepEqual(context.unfilledSecrets, ["A"]);
      writeFileSync(file, "a: {");
      const broken = await openContext({ ...wanted, name: "staging", argument: "staging", file });
      assert.equal(broken.unfilledSecrets, undefined);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("is nothing of what bootstrap makes in the sandbox, which has none of it", async () => {
    const file = join(process.cwd(), "Pulumi.staging.yaml");
    const context = await openContext({ ...wanted, name: "staging", argument: "staging", file, isSandbox: true });
    assert.equal(context.foundation, undefined);
  });

  it("is no account where the stack file does not say which, and that is told as a problem of the file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "slipway-doctor-"));
    try {
      writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\n");
      const file = join(folder, "Pulumi.staging.yaml");
      writeFileSync(file, "config:\n  slipway:app: {name: shop}\n");
      const context = await openContext({ ...wanted, name: "staging", argument: "staging", file });
      assert.equal(context.place, undefined);
      assert.ok("problem" in context.declared);
      assert.match(context.declared.problem, /slipway:environment/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
