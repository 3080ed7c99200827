import assert from "node:assert/strict";
import { token } from "../../../sandbox/models/tokens.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";
import {
  balanced,
  balancerInputs,
  certified,
  listenerInputs,
  publicNetwork,
  validationInputs,
  zone,
} from "./fixtures.ts";

describe("the sandbox's certificate", () => {
  breaks("certificate-domains", "a wildcard in the middle", { domainName: "app.*.example.com" }, "app.*.example.com");
  breaks(
    "certificate-domains",
    "a name of 65 characters",
    { domainName: `${"a".repeat(53)}.example.com` },
    "65 characters",
  );
  passes("certificate-domains", "a wildcard in front", { domainName: "*.example.com" });
  const names = (count: number) => ({
    domainName: "n0.example.com",
    subjectAlternativeNames: Array.from({ length: count }, (_, n) => `n${n}.example.com`),
  });
  breaks("certificate-domain-quota", "11 domains", names(11), "LimitExceededException");
  passes("certificate-domain-quota", "10 domains", names(10));

  const certificate = (validationMethod: string) => () =>
    new Cloud().creating(token.certificate, { domainName: "example.com", validationMethod });
  breaks("certificate-dns-validation", "validation by mail", certificate("EMAIL"), "not modelled");
  passes("certificate-dns-validation", "validation by DNS", certificate("DNS"));

  const used = (protocol: string) => () => {
    const network = publicNetwork(new Cloud({ zones: [zone] }));
    const { cloud } = network;
    const made = cloud.make(token.certificate, { domainName: "example.com", validationMethod: "DNS" });
    cloud.make(token.record, validationInputs(made));
    const certificateArn = protocol === "HTTPS" ? made.outputs.arn : undefined;
    const balancer = cloud.make(token.loadBalancer, balancerInputs(network));
    cloud.make(token.listener, listenerInputs(balancer, { protocol, certificateArn }));
    return cloud.deleting(made);
  };
  breaks("certificate-not-in-use", "to be deleted under a listener", used("HTTPS"), "ResourceInUseException");
  passes("certificate-not-in-use", "to be deleted when no listener has it", used("HTTP"));

  it("wants one record for a name and its wildcard, as ACM does", () => {
    const cloud = new Cloud();
    const { outputs } = cloud.make(token.certificate, {
      domainName: "example.com",
      subjectAlternativeNames: ["*.example.com"],
      validationMethod: "DNS",
    });
    const [apex, wildcard] = outputs.domainValidationOptions as [Record<string, string>, Record<string, string>];
    assert.match(apex.resourceRecordName ?? "", /^_[0-9a-f]{32}\.example\.com\.$/);
    assert.match(apex.resourceRecordValue ?? "", /^_[0-9a-f]{32}\.[a-z]{10}\.acm-validations\.aws\.$/);
    assert.equal(apex.resourceRecordName, wildcard.resourceRecordName);
    assert.equal(wildcard.domainName, "*.example.com");
  });
});

describe("the sandbox's certificate validation", () => {
  const validation =
    (more: object, record: object = {}) =>
    () => {
      const { cloud, certificate } = certified();
      cloud.given(token.record, { ...validationInputs(certificate), ...record });
      return cloud.creating(token.certificateValidation, { certificateArn: certificate.outputs.arn, ...more });
    };
  const exists = "certificate-validation-certificate-exists";
  breaks(exists, "a certificate of nowhere", validation({ certificateArn: "arn:x" }), "ResourceNotFoundException");
  passes(exists, "a certificate of the account", validation({}));
  const records = "certificate-validation-records";
  breaks(records, "names that miss a domain", validation({ validationRecordFqdns: ["x.example.com"] }), "missing");
  passes(records, "the names of all its records", () => {
    const { cloud, certificate } = certified();
    const { outputs } = cloud.make(token.record, validationInputs(certificate));
    const inputs = { certificateArn: certificate.outputs.arn, validationRecordFqdns: [outputs.fqdn] };
    return cloud.creating(token.certificateValidation, inputs);
  });
  const issued = "certificate-validation-issued";
  breaks(issued, "a record with another value", validation({}, { records: ["x.acm-validations.aws."] }), "PENDING");
  breaks(
    issued,
    "a record in a zone that the internet does not ask",
    () => {
      const inner = { id: "Z0000000INNER", name: "app.example.com" };
      const cloud = new Cloud({ zones: [zone, inner] });
      const certificate = cloud.make(token.certificate, { domainName: "app.example.com", validationMethod: "DNS" });
      cloud.make(token.record, validationInputs(certificate));
      return cloud.creating(token.certificateValidation, { certificateArn: certificate.outputs.arn });
    },
    "zone app.example.com (Z0000000INNER) has no CNAME record",
  );
  breaks(
    issued,
    "a domain without a zone",
    () => {
      const cloud = new Cloud();
      const certificate = cloud.make(token.certificate, { domainName: "app.example.com", validationMethod: "DNS" });
      return cloud.creating(token.certificateValidation, { certificateArn: certificate.outputs.arn });
    },
    "no hosted zone of account 111111111111 holds app.example.com",
  );
  breaks(
    issued,
    "a domain that another account's zone answers for",
    () => {
      const inner = { id: "Z0000000INNER", name: "app.example.com", account: "222222222222" };
      const cloud = new Cloud({ zones: [zone, inner] });
      const certificate = cloud.make(token.certificate, { domainName: "app.example.com", validationMethod: "DNS" });
      cloud.make(token.record, validationInputs(certificate));
      return cloud.creating(token.certificateValidation, { certificateArn: certificate.outputs.arn });
    },
    "of account 222222222222",
  );
  passes(issued, "a record in the right zone", validation({}));
  passes(issued, "a name whose DNS is elsewhere, where people set what they are told", () => {
    const cloud = new Cloud({ externalDns: ["example.org"] });
    const certificate = cloud.make(token.certificate, { domainName: "app.example.org", validationMethod: "DNS" });
    return cloud.creating(token.certificateValidation, { certificateArn: certificate.outputs.arn });
  });

  const across = (record: boolean) => () => {
    const [own, other] = twoAccounts();
    const certificate = own.make(token.certificate, { domainName: "app.example.com", validationMethod: "DNS" });
    if (record) {
      other.make(token.record, validationInputs(certificate));
    }
    return own.creating(token.certificateValidation, { certificateArn: certificate.outputs.arn });
  };
  passes(issued, "a record in the zone of another account", across(true));
  breaks(
    issued,
    "a zone of another account without the record",
    across(false),
    "(Z0123456789ABC) of account 222222222222",
  );
});

/** Two accounts that know each other; the second one has the zone, which one role writes. */
function twoAccounts(role?: string): readonly [Cloud, Cloud] {
  const accounts = ["111111111111", "222222222222"];
  const zones = [{ ...zone, account: "222222222222", ...(role && { role }) }];
  const clouds: Cloud[] = accounts.map((accountId) => {
    const place = { accountId, region: "eu-north-1", ...(role && { role }) };
    return new Cloud(
      { accounts, zones },
      place,
      undefined,
      (id) => clouds.find((cloud) => cloud.account.id === id)?.account,
    );
  });
  const [own, other] = clouds;
  assert.ok(own && other);
  return [own, other];
}

describe("the sandbox's DNS record", () => {
  const record =
    (more: object, beside: readonly object[] = []) =>
    () => {
      const cloud = new Cloud({ zones: [zone] });
      const inputs = { zoneId: zone.id, name: "app.example.com", type: "A", records: ["192.0.2.1"], ttl: 60 };
      for (const other of beside) {
        cloud.given(token.record, { ...inputs, ...other });
      }
      return cloud.creating(token.record, { ...inputs, ...more });
    };
  breaks("record-zone-exists", "a zone that the world lacks", record({ zoneId: "Z0000000NONE" }), "world.yaml");
  passes("record-zone-exists", "a zone of the world", record({}));
  breaks(
    "record-name-in-zone",
    "a name outside the zone",
    record({ name: "app.example.org" }),
    "ends with example.com",
  );
  passes("record-name-in-zone", "a name inside the zone", record({}));
  breaks("record-content", "records without a ttl", record({ ttl: undefined }), "no ttl");
  breaks("record-content", "an alias and records", record({ aliases: [{}] }), "1 aliases and 1 records");
  passes("record-content", "records with a ttl", record({}));
  breaks("record-once", "a name and type that exist", record({}, [{}]), "already exists");
  passes("record-once", "what exists, with allowOverwrite", record({ allowOverwrite: true }, [{}]));
  breaks("record-cname-alone", "a CNAME at the apex", record({ name: "example.com", type: "CNAME" }), "apex");
  breaks("record-cname-alone", "a CNAME beside an address", record({ type: "CNAME" }, [{}]), "conflicting");
  passes("record-cname-alone", "a text beside an address", record({ type: "TXT" }, [{}]));

  const alias = (more: object) => () => {
    const { cloud, balancer } = balanced();
    const { dnsName: name, zoneId } = balancer.outputs;
    const aliases = [{ name, zoneId, evaluateTargetHealth: true, ...more }];
    return cloud.creating(token.record, { zoneId: zone.id, name: "app.example.com", type: "A", aliases });
  };
  breaks("record-alias-target-exists", "a target of nowhere", alias({ name: "x.elb.amazonaws.com" }), "alias target");
  breaks("record-alias-target-exists", "the zone of another region", alias({ zoneId: "Z0" }), "alias target");
  passes("record-alias-target-exists", "a load balancer of the account", alias({}));
  passes("record-alias-target-exists", "a load balancer of the account that the zone is not in", () => {
    const [own, other] = twoAccounts();
    const { outputs } = own.make(token.loadBalancer, balancerInputs(publicNetwork(own)));
    const aliases = [{ name: outputs.dnsName, zoneId: outputs.zoneId, evaluateTargetHealth: true }];
    return other.creating(token.record, { zoneId: zone.id, name: "example.com", type: "A", aliases });
  });

  const writer = "arn:aws:iam::222222222222:role/records";
  const writes = (role: string) => () => {
    const [, other] = twoAccounts(writer);
    const inputs = { zoneId: zone.id, name: "app.example.com", type: "A", records: ["192.0.2.1"], ttl: 60 };
    return { ...other.creating(token.record, inputs), place: { ...other.place, role } };
  };
  breaks("record-zone-role", "a role that may not write the zone", writes(`${writer}-not`), "AccessDenied");
  passes("record-zone-role", "the role that the zone names", writes(writer));

  it("has the id and the full name that the provider makes", () => {
    const { cloud, certificate } = certified();
    const { id, outputs } = cloud.make(token.record, validationInputs(certificate));
    assert.match(id, /^Z0123456789ABC__[0-9a-f]{32}\.app\.example\.com_CNAME$/);
    assert.match(String(outputs.fqdn), /[^.]$/);
  });
});
