import { Certificate as AcmCertificate } from "@pulumi/aws/acm/certificate.js";
import { CertificateValidation } from "@pulumi/aws/acm/certificateValidation.js";
import { Record } from "@pulumi/aws/route53/record.js";
import * as pulumi from "@pulumi/pulumi";
import { coveredBy, validationNames } from "../lib/domains.ts";
import { type DnsRecord, recordLines } from "./dns-record.ts";
import { known } from "./known.ts";

export interface CertificateArgs {
  /** Apex; the certificate covers it and every name one label below it. */
  readonly domain: string;
  readonly aliases: readonly string[];
  /** Route 53 zone that the validation records go into; absent: people set them, and are told which. */
  readonly zone?: Zone;
}

/** A Route 53 zone, and the provider that may write it where it is not the component's own. */
export interface Zone {
  readonly id: pulumi.Input<string>;
  readonly provider: pulumi.ProviderResource | undefined;
}

type Child = { parent: Certificate };

/** An ACM certificate that renews itself, validated by DNS. A new name makes a new certificate first. */
export class Certificate extends pulumi.ComponentResource {
  /** Known only once the certificate has been issued. */
  readonly arn: pulumi.Output<string>;
  /** What proves the names: it must stay in DNS, or the certificate is not renewed. */
  readonly validationRecords: pulumi.Output<DnsRecord[]>;

  constructor(name: string, args: CertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:certificate:Certificate", name, {}, opts);
    const child = { parent: this };

    const certificate = new AcmCertificate(
      `${name}-certificate`,
      {
        domainName: args.domain,
        subjectAlternativeNames: coveredBy(args.domain, args.aliases),
        validationMethod: "DNS",
        keyAlgorithm: "EC_prime256v1",
      },
      child,
    );
    // The apex and its wildcard are validated by one record, so there is one a name without its "*.".
    const wanted = validationNames(args.domain, args.aliases).map((domainName) => ({
      domainName,
      record: validationRecord(certificate, domainName),
    }));
    this.validationRecords = pulumi.all(wanted.map(({ record }) => record));
    const { zone } = args;
    const issued = zone
      ? validatedIn(zone, name, certificate, wanted, child)
      : validatedByPeople(name, args.domain, certificate, this.validationRecords, child);

    this.arn = issued.certificateArn;
    this.registerOutputs({ arn: this.arn });
  }
}

function validationRecord(certificate: AcmCertificate, domainName: string): pulumi.Output<DnsRecord> {
  return certificate.domainValidationOptions.apply((options) => {
    const found = options.find((candidate) => candidate.domainName === domainName);
    if (!found) {
      throw new Error(`the certificate has no validation record for ${domainName}`);
    }
    return { name: found.resourceRecordName, type: found.resourceRecordType, value: found.resourceRecordValue };
  });
}

function validatedIn(
  zone: Zone,
  name: string,
  certificate: AcmCertificate,
  wanted: readonly { readonly domainName: string; readonly record: pulumi.Output<DnsRecord> }[],
  child: Child,
): CertificateValidation {
  const records = wanted.map(
    ({ domainName, record }) =>
      new Record(
        `${name}-validation-${domainName}`,
        {
          zoneId: zone.id,
          name: record.name,
          type: record.type,
          records: [record.value],
          ttl: 60,
          allowOverwrite: true,
        },
        { ...child, ...(zone.provider && { provider: zone.provider }) },
      ),
  );
  return new CertificateValidation(
    `${name}-issued`,
    { certificateArn: certificate.arn, validationRecordFqdns: records.map(({ fqdn }) => fqdn) },
    { ...child, customTimeouts: { create: "30m" } },
  );
}

/** Says what to set each time that it begins to wait, so that a run that gave up can simply be repeated. */
function validatedByPeople(
  name: string,
  domain: string,
  certificate: AcmCertificate,
  records: pulumi.Output<DnsRecord[]>,
  child: Child,
): CertificateValidation {
  const tell = new pulumi.ResourceHook(`${name}-tell`, async () => {
    const toSet = await known(name, records);
    await pulumi.log.info(
      `${domain} is not in Route 53. Set these records where its DNS is; the certificate is issued some minutes later, ` +
        `and this waits for it for ${patience}. If it gives up, run "pulumi up" again.\n${recordLines(toSet)}`,
      child.parent,
    );
  });
  return new CertificateValidation(
    `${name}-issued`,
    { certificateArn: certificate.arn },
    { ...child, customTimeouts: { create: patience }, hooks: { beforeCreate: [tell] } },
  );
}

/** How long a run waits for somebody to set records. */
const patience = "75m";
