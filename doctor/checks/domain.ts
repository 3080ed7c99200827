import type { CertificateFound, HostedZone } from "../../cloud/account.ts";
import type { Domain } from "../../config/stack-place.ts";
import { messageOf } from "../../lib/message-of.ts";
import { type CheckOfStack, type Finding, failed, ok, skipped } from "../check.ts";
import type { Whole } from "../context.ts";

const noDomain = "environment.domain names none";

/** Whether the zone is there in which `up` writes the records of the domain. */
export const zone: CheckOfStack = {
  name: "zone",
  asks: "aws",
  async run(context) {
    const domain = zonedDomain(context);
    if ("says" in domain) {
      return domain;
    }
    const found = await zoneOf(domain, context).catch((error: unknown) => messageOf(error));
    if (typeof found === "object") {
      return ok(`${found.name} (${found.id})`);
    }
    const named = domain.dns.zoneId === undefined ? domain.name : `${domain.name} (${domain.dns.zoneId})`;
    if (typeof found === "string") {
      return failed(`the zone of ${named} cannot be read: ${found}`, "aws route53 list-hosted-zones-by-name");
    }
    // A role is of the account that has the zone.
    const account = domain.dns.roleArn?.split(":")[4] ?? context.place.accountId;
    return failed(`account ${account} has no public zone ${named}`, zoneMend(domain, context));
  },
};

/** The zone is to be made, or another id is to be written. */
function zoneMend({ name, dns }: Zoned, { isSandbox }: Whole): string {
  if (isSandbox) {
    return "add it to zones in the world.yaml of the sandbox";
  }
  return dns.zoneId === undefined
    ? `aws route53 create-hosted-zone --name ${name} --caller-reference "$(date +%s)"`
    : `aws route53 list-hosted-zones-by-name --dns-name ${name}`;
}

/** Whether the internet asks that zone: without it no certificate is issued. */
export const delegation: CheckOfStack = {
  name: "delegation",
  asks: "dns",
  async run(context) {
    if (context.isSandbox) {
      return skipped("the sandbox asks no name server");
    }
    const domain = zonedDomain(context);
    if ("says" in domain) {
      return domain;
    }
    const ours = await zoneOf(domain, context).catch(() => undefined);
    const name = ours?.name ?? domain.name;
    const theirs = await context.nameServers(name);
    const look = `dig +short NS ${name}`;
    if (ours === undefined) {
      return theirs.length > 0
        ? skipped(`${name} is delegated to ${theirs.join(", ")}; whether that is the zone, the account would tell`)
        : failed(`the internet has no name servers for ${name}`, look);
    }
    const put = `put NS records for ${name} into its parent zone: ${ours.nameServers.join(", ")}`;
    if (theirs.length === 0) {
      return failed(`the internet has no name servers for ${name}: ${put}`, look);
    }
    return theirs.join() === ours.nameServers.join()
      ? ok(`${name} is asked at ${theirs[0]} and ${theirs.length - 1} more`)
      : failed(`the internet asks ${theirs.join(", ")} for ${name}, and not the zone ${ours.id}: ${put}`, look);
  },
};

/** Whether HTTPS has a certificate, or what it waits for. */
export const certificate: CheckOfStack = {
  name: "certificate",
  asks: "aws",
  async run({ account, place, declared }) {
    const { domain } = declared.stack.edge;
    if (domain === undefined) {
      return skipped(noDomain);
    }
    const { certificateArn: arn, name } = domain;
    const found = await account.certificate(arn === undefined ? { domain: name } : { arn });
    if (found !== undefined) {
      return certificateFinding(found, place, declared);
    }
    return arn === undefined
      ? skipped(`the first up makes the certificate of ${name}`)
      : failed(
          `there is no certificate ${arn} (environment.domain.certificateArn)`,
          `aws acm list-certificates --region ${place.region} --query 'CertificateSummaryList[].[DomainName,CertificateArn]'`,
        );
  },
};

function certificateFinding(
  { arn, status, failure, unproved }: CertificateFound,
  { region }: Whole["place"],
  { stack, plan }: Whole["declared"],
): Finding {
  const look = `aws acm describe-certificate --region ${region} --certificate-arn ${arn}`;
  const [first] = unproved;
  if (status === "ISSUED") {
    return ok("issued");
  }
  if (status === "PENDING_VALIDATION" && first) {
    const { domain, record, value } = first;
    const more = unproved.length > 1 ? ` (and ${unproved.length - 1} more)` : "";
    return failed(
      `ACM has not issued the certificate: it waits for the CNAME record ${record} with ${value}, which proves ${domain}${more}`,
      `dig +short CNAME ${record}`,
      look,
    );
  }
  const says = `the certificate is ${status}${failure === undefined ? "" : ` (${failure})`}`;
  const own = plan.resources.find(({ type }) => type === "aws:acm/certificate:Certificate");
  return own
    ? failed(`${says}: have another one made`, look, `pulumi up --stack ${stack.name} --replace '${own.urn}'`)
    : failed(`${says}: name another one in environment.domain.certificateArn`, look);
}

type Zoned = Domain & { readonly dns: { readonly kind: "zone" } };

/** The domain whose records are in Route 53, or why there is none. */
function zonedDomain({ declared: { stack } }: Whole): Zoned | Extract<Finding, { readonly is: "skipped" }> {
  const { domain } = stack.edge;
  if (domain === undefined) {
    return { is: "skipped", says: noDomain };
  }
  return domain.dns.kind === "zone"
    ? { ...domain, dns: domain.dns }
    : { is: "skipped", says: "somebody else has the records of the domain (zone: external)" };
}

function zoneOf({ name, dns }: Zoned, { account }: Whole): Promise<HostedZone | undefined> {
  const { zoneId, roleArn } = dns;
  return account.zone({ name, ...(zoneId !== undefined && { zoneId }), ...(roleArn !== undefined && { roleArn }) });
}
