import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { attested } from "../../cloud/attestation.ts";
import { withEnvironment } from "../support/environment.ts";

const image = { repository: "ghcr.io/acme/api", digest: `sha256:${"a".repeat(64)}`, source: "acme/harbour" };
const name = `${image.repository}@${image.digest}`;

describe("an attestation", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-attestation-"));
  after(() => rmSync(folder, { recursive: true }));
  withEnvironment(() => ({ PATH: folder }));
  const gh = (script: string) =>
    writeFileSync(join(folder, "gh"), `#!/bin/sh\necho "$*" > ${folder}/asked\n${script}\n`, { mode: 0o755 });

  it("is what GitHub's own command line verifies", async () => {
    gh(`echo '[{"attestation": {}, "verificationResult": {"statement": {}}}]'`);
    assert.deepEqual(await attested(image), { is: true, says: `${name} was built by a workflow of acme/harbour` });
    assert.equal(
      readFileSync(join(folder, "asked"), "utf8"),
      `attestation verify oci://${name} --repo acme/harbour --format json\n`,
    );
  });

  it("is none in the words of gh, when it finds none", async () => {
    gh(`echo "Loaded digest" >&2; echo "Error: no attestations found" >&2; exit 1`);
    assert.deepEqual(await attested(image), {
      is: false,
      says: `no workflow of acme/harbour is attested to have built ${name}: Error: no attestations found`,
    });
  });

  it("is none when gh ends well and lists nothing, as its versions before 2.67 did", async () => {
    for (const printed of ["[]", "", "null", '[{"attestation": {}}]']) {
      gh(`echo '${printed}'`);
      const { is, says } = await attested(image);
      assert.equal(is, false, printed);
      assert.match(says, /: gh lists no attestation$/);
    }
  });

  it("cannot be told without gh, which is not to say that there is one", async () => {
    rmSync(join(folder, "gh"), { force: true });
    assert.deepEqual(await attested(image), {
      is: false,
      says: `nobody can tell who built ${name}: gh is not on PATH: install GitHub's command line (https://cli.github.com)`,
    });
  });
});
