import type { LoadBalancer } from "@pulumi/aws/lb/loadBalancer.js";
import { getZoneOutput } from "@pulumi/aws/route53/getZone.js";
import { Record } from "@pulumi/aws/route53/record.js";
import * as pulumi from "@pulumi/pulumi";
import { Certificate, type Zone } from "./certificate.ts";
import { type DnsRecord, recordLines } from "./dns-record.ts";

/** What the app is called on the internet. */
export interface EdgeDomain {
  /** The apex that `@` stands for. */
  readonly name: string;
  /** More names that answer like the apex. */
  readonly aliases: readonly string[];
  /** Who holds the records: a Route 53 zone (without `zoneId` the one named like the domain), or somebody else. */
  readonly dns: { readonly kind: "zone"; readonly zoneId?: string } | { readonly kind: "external" };
  /** A certificate that is there already; absent: one is made. */
  readonly certificateArn?: string;
}

/** Every name that leads to the load balancer, once, in order. */
export function namesOf({ name, aliases }: EdgeDomain, hosts: readonly string[]): string[] {
  return [...new Set([name, ...aliases, ...hosts])].sort();
}

/** The zone of the domain, if it is in Route 53: that each name lies in it is checked, as only the zone can say. */
export function zoneOf(
  domain: EdgeDomain,
  names: readonly string[],
  provider: pulumi.ProviderResource | undefined,
  child: { parent: pulumi.Resource },
): Zone | undefined {
  const { dns } = domain;
  if (dns.kind === "external") {
    return undefined;
  }
  const wanted = dns.zoneId === undefined ? { name: domain.name } : { zoneId: dns.zoneId };
  const zone = getZoneOutput(wanted, { ...child, ...(provider && { provider }) });
  const id = zone.apply(({ zoneId, name }) => {
    const refusal = whyOutside(names, { name, zoneId });
    if (refusal !== undefined) {
      throw new pulumi.RunError(refusal);
    }
    return zoneId;
  });
  return { id, provider };
}

/** The provider would hang a name that is not in the zone before the zone's own, and no certificate would be issued. */
export function whyOutside(
  names: readonly string[],
  zone: { readonly name: string; readonly zoneId: string },
): string | undefined {
  const outside = names.filter((host) => !isInside(host, zone.name));
  return outside.length === 0
    ? undefined
    : `environment.domain: ${outside.join(", ")} cannot be written into the zone ${zone.name} (${zone.zoneId}): ` +
        `use names that end with ${zone.name}, or "zone: external" and set the records by hand`;
}

/** Offline nobody knows what a zone is called that was named by its id. */
function isInside(host: string, zoneName: string): boolean {
  return zoneName === "" || host === zoneName || host.endsWith(`.${zoneName}`);
}

/** What the HTTPS listener shows, and the records that prove it where people have to set them. */
export function domainCertificate(
  name: string,
  domain: EdgeDomain,
  zone: Zone | undefined,
  child: pulumi.ComponentResourceOptions,
): { readonly arn: pulumi.Input<string>; readonly validationRecords: pulumi.Output<DnsRecord[]> } {
  if (domain.certificateArn !== undefined) {
    return { arn: domain.certificateArn, validationRecords: pulumi.output([]) };
  }
  const { name: apex, aliases } = domain;
  return new Certificate(`${name}-tls`, { domain: apex, aliases, ...(zone && { zone }) }, child);
}

/** A record for each name, in the zone. */
export function hostRecords(
  name: string,
  zone: Zone,
  names: readonly string[],
  balancer: LoadBalancer,
  child: pulumi.CustomResourceOptions,
): void {
  const alias = { name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true };
  const options = { ...child, ...(zone.provider && { provider: zone.provider }) };
  for (const host of names) {
    new Record(`${name}-record-${host}`, { zoneId: zone.id, name: host, type: "A", aliases: [alias] }, options);
  }
}

/** The records that people set for the names themselves. A zone's own name takes no CNAME: there it is an ALIAS. */
export function hostRecordsToSet(names: readonly string[], dnsName: string): DnsRecord[] {
  return names.map((host) => ({ name: host, type: "CNAME", value: dnsName }));
}

/** Tells what to set as soon as the load balancer has a name. */
export function tellHostRecords(
  name: string,
  names: readonly string[],
  parent: pulumi.Resource,
): pulumi.CustomResourceOptions {
  const tell = new pulumi.ResourceHook(`${name}-tell`, async ({ newOutputs }) => {
    const records = hostRecordsToSet(names, String(newOutputs?.dnsName));
    await pulumi.log.info(
      "Set these records where the domain's DNS is (at a zone's own name an ALIAS or ANAME instead of the CNAME):\n" +
        recordLines(records),
      parent,
    );
  });
  return { hooks: { afterCreate: [tell] } };
}
