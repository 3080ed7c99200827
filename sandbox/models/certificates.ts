import type { InAccount, Model, Rule, Values } from "../model.ts";
import { missingValidation, plainName, validationRecord } from "./certificate-issue.ts";
import { record } from "./dns-record.ts";
import { arn, goTime, moment } from "./identifiers.ts";
import { exists, inUse, regionOf } from "./references.ts";
import { uuid } from "./shapes.ts";
import { token } from "./tokens.ts";
import { objects, str, texts } from "./values.ts";

const request = "https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html";
const quotas = "https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html";
const namesQuota = 10;
const algorithms = ["RSA_2048", "EC_prime256v1", "EC_secp384r1"];

/** The domains of a certificate, each once, its name first. */
function domainsOf(inputs: Values): readonly string[] {
  const name = str(inputs, "domainName");
  return [...new Set([...(name === undefined ? [] : [name]), ...texts(inputs, "subjectAlternativeNames")])];
}

const domainShape: Rule<Values> = {
  id: "certificate-domains",
  says: "Domains are full DNS names, with `*` only as the whole first label; `domainName` has at most 64 characters.",
  source: request,
  refuse(values) {
    const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    const shape = new RegExp(`^(\\*\\.)?(${label}\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`, "i");
    const wrong = domainsOf(values).find((domain) => domain.length > 253 || !shape.test(domain));
    if (wrong !== undefined) {
      return `ValidationException: domain "${wrong}" is not allowed: use a full name such as app.example.com or *.example.com`;
    }
    const name = str(values, "domainName") ?? "";
    return name.length <= 64
      ? undefined
      : `InvalidDomainValidationOptionsException: domainName "${name}" has ${name.length} characters: use at most 64, ` +
          "and name the long one in subjectAlternativeNames";
  },
};

const domainQuota: Rule<Values> = {
  id: "certificate-domain-quota",
  says: `A certificate has at most ${namesQuota} domains (a quota that AWS raises on request).`,
  source: quotas,
  refuse(values) {
    const count = domainsOf(values).length;
    return count <= namesQuota
      ? undefined
      : `LimitExceededException: ${count} domains in one certificate, ${namesQuota} are allowed: use a wildcard, or ` +
          "ask AWS to raise the quota";
  },
};

const dnsValidation: Rule<InAccount> = {
  id: "certificate-dns-validation",
  says: "The sandbox knows certificates that ACM issues and DNS validates.",
  source: request,
  refuse: ({ resource: { inputs } }) =>
    inputs.validationMethod === "DNS" && algorithms.includes(str(inputs, "keyAlgorithm") ?? "RSA_2048")
      ? undefined
      : `validationMethod "${inputs.validationMethod ?? ""}" with keyAlgorithm "${inputs.keyAlgorithm ?? "RSA_2048"}" is ` +
        `not modelled: use DNS with one of ${algorithms.join(", ")}, or add it to sandbox/models/certificates.ts`,
};

const certificate: Model = {
  type: token.certificate,
  defaults: { keyAlgorithm: "RSA_2048" },
  checks: [domainShape, domainQuota],
  identify: (_inputs, seed, place) => arn(place, "acm", `certificate/${uuid(seed)}`),
  outputs: (inputs, id, _seed, place) => ({
    arn: id,
    domainValidationOptions: domainsOf(inputs).map((domain) => validationRecord(domain, place)),
    notAfter: "",
    notBefore: "",
    options: { certificateTransparencyLoggingPreference: "ENABLED", export: "DISABLED", ...(inputs.options ?? {}) },
    pendingRenewal: false,
    region: regionOf(inputs, place),
    renewalEligibility: "INELIGIBLE",
    renewalSummaries: [],
    // What the provider sees when it has asked: whether it is issued follows from the records, later.
    status: "PENDING_VALIDATION",
    subjectAlternativeNames: domainsOf(inputs),
    type: "AMAZON_ISSUED",
    validationEmails: [],
  }),
  requires: [dnsValidation],
  replaces: "as the specification says",
  blocksDelete: [
    inUse({
      id: "certificate-not-in-use",
      noun: "certificate",
      by: "arn",
      code: "ResourceInUseException",
      source: "https://docs.aws.amazon.com/acm/latest/APIReference/API_DeleteCertificate.html",
      users: [{ type: token.listener, at: "certificateArn" }],
    }),
  ],
};

const recordsNamed: Rule<InAccount> = {
  id: "certificate-validation-records",
  says: "`validationRecordFqdns`, when given, names the record of each domain of the certificate.",
  source: "https://www.pulumi.com/registry/packages/aws/api-docs/acm/certificatevalidation/",
  refuse({ resource: { inputs }, account }) {
    const given = texts(inputs, "validationRecordFqdns").map(plainName);
    const options = objects(
      account.byArn(str(inputs, "certificateArn") ?? "")?.outputs ?? {},
      "domainValidationOptions",
    );
    const missing = options.find((option) => !given.includes(plainName(str(option, "resourceRecordName") ?? "")));
    return given.length === 0 || missing === undefined
      ? undefined
      : `missing ${missing.domainName} DNS validation record: ${missing.resourceRecordName}: add its fqdn to ` +
          "validationRecordFqdns";
  },
};

const issued: Rule<InAccount> = {
  id: "certificate-validation-issued",
  says: "A certificate is issued when each of its domains has its record, in the zone that the internet asks.",
  source: "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
  refuse({ resource: { inputs }, account }) {
    const arnOf = str(inputs, "certificateArn") ?? "";
    const found = account.byArn(arnOf);
    const why = found && missingValidation(found, account);
    return why === undefined
      ? undefined
      : `timeout while waiting for certificate ${arnOf} to become ISSUED (last state: PENDING_VALIDATION): ${why}: ` +
          `create the record there, or say in ${account.world.file} who holds the name, under zones or externalDns`;
  },
};

const certificateValidation: Model = {
  type: token.certificateValidation,
  typicalMinutes: 2,
  // The provider takes the time of issue as the id.
  identify: (_inputs, seed) => goTime(moment(seed, "issued")),
  outputs: (inputs, _id, _seed, place) => ({ region: regionOf(inputs, place) }),
  requires: [
    exists({
      id: "certificate-validation-certificate-exists",
      input: "certificateArn",
      type: token.certificate,
      noun: "certificate",
      by: "arn",
      code: "ResourceNotFoundException",
      source: "https://docs.aws.amazon.com/acm/latest/APIReference/API_DescribeCertificate.html",
    }),
    recordsNamed,
    issued,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "it is only the provider's waiting: there is nothing on AWS to delete" },
};

/** Certificates and the records of DNS. */
export const models: readonly Model[] = [certificate, certificateValidation, record];
