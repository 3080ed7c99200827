import assert from "node:assert/strict";
import { Certificate } from "../../components/certificate.ts";
import { answered, at, declareComponent, ofType, paths } from "../support/declare-stack.ts";

const certificate = (aliases: string[] = []) =>
  declareComponent(
    () =>
      new Certificate("tls", {
        domain: "shop.example.com",
        aliases,
        zone: { id: "Z0123456789ABCDEFGHIJ", provider: undefined },
      }),
  );

describe("Certificate", () => {
  it("covers the apex and every name one label below, so that a new host needs no new certificate", async () => {
    const { inputs } = at(await certificate(["www.shop.example.com", "example.org"]), "tls/tls-certificate");
    assert.equal(inputs.domainName, "shop.example.com");
    assert.deepEqual(inputs.subjectAlternativeNames, ["*.shop.example.com", "example.org"]);
  });

  it("is validated by records, so that it renews itself", async () => {
    const declared = await certificate();
    const { inputs } = at(declared, "tls/tls-certificate");
    assert.equal(inputs.validationMethod, "DNS");
    const record = at(declared, "tls/tls-validation-shop.example.com").inputs;
    assert.deepEqual([record.zoneId, record.type], ["Z0123456789ABCDEFGHIJ", "CNAME"]);
  });

  it("has one validation record for the apex and its wildcard, which share one", async () => {
    const declared = await certificate(["example.org"]);
    assert.deepEqual(paths(ofType(declared, "Record")), [
      "tls/tls-validation-example.org",
      "tls/tls-validation-shop.example.com",
    ]);
  });

  it("is handed on only once it has been issued, since a listener refuses one that is pending", async () => {
    const declared = await certificate();
    const { inputs, dependsOn } = at(declared, "tls/tls-issued");
    assert.equal(inputs.certificateArn, answered(declared, "tls/tls-certificate").arn);
    assert(dependsOn.includes(at(declared, "tls/tls-validation-shop.example.com").urn));
  });
});
