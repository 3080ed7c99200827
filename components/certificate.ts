import { Certificate as AcmCertificate } from "@pulumi/aws/acm/certificate.js";
import { CertificateValidation } from "@pulumi/aws/acm/certificateValidation.js";
import { Record } from "@pulumi/aws/route53/record.js";
import * as pulumi from "@pulumi/pulumi";
import { coveredBy, validationNames } from "../lib/domains.ts";

export interface CertificateArgs {
  /** Apex; the certificate covers it and every name one label below it. */
  readonly domain: string;
  readonly aliases: readonly string[];
  /** Route 53 zone that the validation records go into. */
  readonly zoneId: pulumi.Input<string>;
}

/** An ACM certificate that renews itself, validated by records in the zone. A new name makes a new certificate first. */
export class Certificate extends pulumi.ComponentResource {
  /** Known only once the certificate has been issued. */
  readonly arn: pulumi.Output<string>;

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
    const records = validationNames(args.domain, args.aliases).map((domainName) => {
      const option = certificate.domainValidationOptions.apply((options) => {
        const found = options.find((candidate) => candidate.domainName === domainName);
        if (!found) {
          throw new Error(`the certificate of ${args.domain} has no validation record for ${domainName}`);
        }
        return found;
      });
      return new Record(
        `${name}-validation-${domainName}`,
        {
          zoneId: args.zoneId,
          name: option.resourceRecordName,
          type: option.resourceRecordType,
          records: [option.resourceRecordValue],
          ttl: 60,
          allowOverwrite: true,
        },
        child,
      );
    });
    const issued = new CertificateValidation(
      `${name}-issued`,
      { certificateArn: certificate.arn, validationRecordFqdns: records.map(({ fqdn }) => fqdn) },
      child,
    );

    this.arn = issued.certificateArn;
    this.registerOutputs({ arn: this.arn });
  }
}
