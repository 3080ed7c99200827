import {
  ACMClient,
  type CertificateDetail,
  DescribeCertificateCommand,
  paginateListCertificates,
} from "@aws-sdk/client-acm";
import type { CertificateFound, WantedCertificate } from "../../account.ts";
import { whenThere } from "../finder.ts";
import type { Session } from "../session.ts";

/** A certificate and what keeps it from being issued; undefined when there is none. */
export async function certificate(wanted: WantedCertificate, session: Session): Promise<CertificateFound | undefined> {
  const client = new ACMClient(await session.clientConfig());
  const arn = "arn" in wanted ? wanted.arn : await newestOf(wanted.domain, client);
  if (arn === undefined) {
    return undefined;
  }
  const found = await whenThere(
    client.send(new DescribeCertificateCommand({ CertificateArn: arn })),
    "ResourceNotFoundException",
  );
  return found?.Certificate && foundIn(arn, found.Certificate);
}

function foundIn(
  arn: string,
  { Status, FailureReason, DomainValidationOptions = [] }: CertificateDetail,
): CertificateFound {
  const unproved = DomainValidationOptions.filter((one) => one.ValidationStatus !== "SUCCESS").map(
    ({ DomainName: domain = "", ResourceRecord: { Name: record = "", Value: value = "" } = {} }) => ({
      domain,
      record,
      value,
    }),
  );
  return { arn, status: Status ?? "UNKNOWN", ...(FailureReason && { failure: FailureReason }), unproved };
}

/** One that is replaced stays until nobody uses it, so there may be two. */
async function newestOf(domain: string, client: ACMClient): Promise<string | undefined> {
  const found: { readonly arn: string; readonly made: number }[] = [];
  const wanted = { Includes: { keyTypes: ["RSA_2048" as const, "EC_prime256v1" as const, "EC_secp384r1" as const] } };
  for await (const { CertificateSummaryList = [] } of paginateListCertificates({ client }, wanted)) {
    for (const { DomainName, CertificateArn, CreatedAt } of CertificateSummaryList) {
      if (DomainName === domain && CertificateArn !== undefined) {
        found.push({ arn: CertificateArn, made: CreatedAt?.getTime() ?? 0 });
      }
    }
  }
  return found.toSorted((one, other) => other.made - one.made)[0]?.arn;
}
