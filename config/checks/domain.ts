import { coveredBy } from "../../lib/domains.ts";
import type { Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import type { Report } from "../problem.ts";

const domainPath: Path = ["environment", "domain"];

/** The app is reached over HTTPS, or the place says why not; names and certificate are where they can be. */
export function checkDomain({ app, environment }: Config, report: Report): void {
  const { domain, edge, profile } = environment;
  const hasWeb = Object.values(app.services).some(({ kind }) => kind === "web");
  if (domain !== undefined && edge?.insecureHttp) {
    const says = "has no effect, because there is a domain: remove one of the two";
    report.problem(["environment", "edge", "insecureHttp"], undefined, says);
  }
  if (domain === undefined && hasWeb && profile === "production") {
    report.problem(domainPath, undefined, "is missing: production answers over HTTPS only: add the domain");
  } else if (domain === undefined && hasWeb && !edge?.insecureHttp) {
    const says = "is missing: add the domain, or say in edge.insecureHttp: {because: …} why plain HTTP will do";
    report.problem(domainPath, undefined, says);
  }
  if (typeof domain === "object") {
    checkAliases(domain, report);
    checkNumberOfAliases(domain, report);
    checkCertificate(domain, environment.aws, report);
  }
}

type Named = Exclude<NonNullable<Config["environment"]["domain"]>, string>;

function checkAliases({ name, aliases = [], zone }: Named, report: Report): void {
  for (const [index, alias] of aliases.entries()) {
    const path = [...domainPath, "aliases", index];
    if (alias === name) {
      report.problem(path, alias, "is the domain itself: remove it");
    } else if (!zone && !alias.endsWith(`.${name}`)) {
      const says = `is not in the zone ${name}: use a name under it, or say who holds both, zone: {id: …} or zone: external`;
      report.problem(path, alias, says);
    }
  }
}

/** Names that ACM puts on one certificate; the domain and its wildcard are two of them. */
const mostNames = 10;

function checkNumberOfAliases({ name, aliases = [], certificateArn }: Named, report: Report): void {
  const path = [...domainPath, "aliases"];
  const onCertificate = coveredBy(name, aliases).length + 1;
  if (certificateArn === undefined && onCertificate > mostNames) {
    const says = `make a certificate of ${onCertificate} names, and ACM puts ${mostNames} on one: name fewer, or give a certificate that holds them, certificateArn`;
    report.problem(path, undefined, says);
  }
}

/** A load balancer takes certificates of its own account and region. */
function checkCertificate({ certificateArn }: Named, aws: Config["environment"]["aws"], report: Report): void {
  const [, , , region, account] = certificateArn?.split(":") ?? [];
  const path = [...domainPath, "certificateArn"];
  if (region !== undefined && region !== aws.region) {
    const says = `is in ${region}, and the load balancer takes certificates of its own region only: name one in ${aws.region}, or remove it and one is made`;
    report.problem(path, certificateArn, says);
  }
  if (account !== undefined && account !== aws.accountId) {
    const says = `is in the account ${account}, and the load balancer takes certificates of its own account only: name one in ${aws.accountId}, or remove it and one is made`;
    report.problem(path, certificateArn, says);
  }
}
