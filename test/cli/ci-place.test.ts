import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { slipway } from "../support/slipway.ts";
import { checkout } from "../support/stack-files.ts";

describe("slipway ci place", () => {
  it("says where a job works on a stack, from its file alone", async () => {
    const { stdout } = await slipway(["ci", "place", "staging", "--json"]);
    const { role, region, account } = JSON.parse(stdout);
    assert.deepEqual(
      [role, region, account],
      ["arn:aws:iam::111111111111:role/harbour-staging-deploy", "eu-north-1", "111111111111"],
    );
    const preview = await slipway(["ci", "place", "production", "--role", "preview"]);
    assert.match(preview.stdout, /^role: +arn:aws:iam::222222222222:role\/harbour-production-preview\n/);
  });

  describe("of a stack that no job can work on", () => {
    let folder: string;
    /** The default app's staging without some of its lines. */
    const without = (lines: RegExp) => {
      const text = readFileSync(join(checkout, "Pulumi.staging.yaml"), "utf8");
      assert.match(text, lines);
      writeFileSync(join(folder, "Pulumi.staging.yaml"), text.replace(lines, ""));
    };
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "slipway-ci-place-"));
      for (const name of ["Pulumi.yaml", "Pulumi.production.yaml"]) {
        cpSync(join(checkout, name), join(folder, name));
      }
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it("names the key that is missing to a job, which would log in nowhere, and lets a person look", async () => {
      without(/^ {6}state: .*\n/m);
      const job = await slipway(["ci", "place", "staging"], folder, { GITHUB_ACTIONS: "true" });
      assert.deepEqual([job.code, job.stdout], [1, ""]);
      assert.equal(
        job.stderr,
        "a job has no backend to log in to for staging: set slipway:environment.aws.state to what pulumi login takes, like s3://acme-pulumi-state/shop?region=eu-north-1\n",
      );
      const person = await slipway(["ci", "place", "staging"], folder);
      assert.equal(person.code, 0, person.stderr);
      assert.match(person.stdout, /^backend: +not said$/m);
    });

    it("tells of no role where none is declared, because the app is delivered from nowhere", async () => {
      without(/^ {4}delivery:\n(?: {6}.*\n)+/m);
      const { code, stdout, stderr } = await slipway(["ci", "place", "staging"], folder);
      assert.deepEqual([code, stdout], [1, ""]);
      assert.equal(
        stderr,
        "staging is deployed by no job, and no role is declared for one: the app has no delivery.repository\n",
      );
    });
  });

  it("knows two roles and no third", async () => {
    const { stderr, code } = await slipway(["ci", "place", "staging", "--role", "admin"]);
    assert.equal(code, 1);
    assert.match(stderr, /Allowed choices are deploy, preview/);
  });
});
