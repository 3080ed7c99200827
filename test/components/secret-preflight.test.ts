import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { SecretFound } from "../../cloud/cloud.ts";
import { checkSecrets } from "../../components/secret-preflight.ts";

const arn = "arn:aws:secretsmanager:eu-north-1:111111111111:secret:shared-AbCdEf";
const existing = { API_KEY: { kind: "existing", arn, key: "api" }, DSN: { kind: "existing", arn } } as const;

/** Checks `existing` with one answer for all, in a preview or an update; answers the lines and what was asked. */
async function check(found: SecretFound, preview = false) {
  const asked: unknown[] = [];
  const secret = async (...args: unknown[]) => {
    asked.push(args);
    return found;
  };
  pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "test", "test", preview);
  try {
    return { lines: await checkSecrets({ ...existing, OWN: { kind: "generated" } }, { secret }), asked };
  } finally {
    pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "test", "test", false);
  }
}

describe("the check of secrets that must exist already", () => {
  it("says of each that it is there", async () => {
    const { lines } = await check({ is: "there", keys: ["api"] });
    assert.deepEqual(lines, [
      `environment.secrets.API_KEY (${arn}, key api): ok`,
      `environment.secrets.DSN (${arn}): ok`,
    ]);
  });

  it("reads no value in a preview, and in an update only where a key is named", async () => {
    const keys = async (preview: boolean) => (await check({ is: "there", keys: ["api"] }, preview)).asked;
    assert.deepEqual(await keys(true), [
      [arn, { keys: false }],
      [arn, { keys: false }],
    ]);
    assert.deepEqual(await keys(false), [
      [arn, { keys: true }],
      [arn, { keys: false }],
    ]);
  });

  it("fails with all of them at once when one is missing, before anything is touched", async () => {
    await assert.rejects(check({ is: "missing", reason: "no such secret" }), {
      name: "Error",
      message:
        `secrets that must exist already:\n  environment.secrets.API_KEY (${arn}, key api): failed (no such secret)\n` +
        `  environment.secrets.DSN (${arn}): failed (no such secret)\n` +
        "make what is missing, or correct its ARN or key, and run it again",
    });
  });

  it("fails when the JSON has no such key, and names those that it has", async () => {
    await assert.rejects(
      check({ is: "there", keys: ["other"] }),
      /key api\): failed \(its JSON has only the keys other\)/,
    );
  });

  it("goes on where nobody may look, and says so", async () => {
    const { lines } = await check({ is: "notChecked", reason: "no access" });
    assert(
      lines.every((line) => line.endsWith(": not checked (no access)")),
      lines.join(),
    );
  });
});
