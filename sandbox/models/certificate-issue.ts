import type { Account } from "../account.ts";
import type { Place, Resource } from "../model.ts";
import { derivedHex } from "./identifiers.ts";
import { token } from "./tokens.ts";
import { objects, str, texts } from "./values.ts";

/** A public hosted zone of the account, from the world. */
export interface Zone {
  readonly id: string;
  readonly name: string;
  /** The only role that may write it. */
  readonly role?: string | undefined;
}

/** The hosted zones of the account. */
export function zonesOf({ world, id: accountId }: Account): readonly Zone[] {
  return world.zones.filter((zone) => (zone.account ?? accountId) === accountId);
}

/** The zone that the internet asks for a name, whosever it is: the longest one that the name ends with. */
function zoneFor(
  name: string,
  { world, id: accountId }: Account,
): (Zone & { readonly account?: string | undefined }) | undefined {
  const own = (zone: { readonly account?: string | undefined }) => (zone.account ?? accountId) === accountId;
  return world.zones
    .filter((zone) => isInZone(name, zone))
    .sort((one, other) => other.name.length - one.name.length || Number(own(other)) - Number(own(one)))[0];
}

/** Whether a full name lies in a zone. */
export function isInZone(name: string, zone: Zone): boolean {
  const [inner, outer] = [plainName(name), plainName(zone.name)];
  return inner === outer || inner.endsWith(`.${outer}`);
}

/** A name as DNS compares it: lower case, no dot at its end. */
export function plainName(name: string): string {
  return name.replace(/\.$/, "").toLowerCase();
}

/**
 * The record that proves one domain to ACM. It is the same for all certificates of an account, and for a wildcard and
 * its parent.
 */
export function validationRecord(domain: string, { accountId }: Place) {
  const parent = domain.replace(/^\*\./, "");
  const letters = derivedHex(`zone ${accountId} ${parent}`, 10).replace(/\d/g, (digit) =>
    "ghijklmnop".charAt(Number(digit)),
  );
  return {
    domainName: domain,
    resourceRecordName: `_${derivedHex(`name ${accountId} ${parent}`, 32)}.${parent}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${derivedHex(`value ${accountId} ${parent}`, 32)}.${letters}.acm-validations.aws.`,
  };
}

/** Why a certificate is not issued: the first of its domains without its record. */
export function missingValidation(certificate: Resource, account: Account): string | undefined {
  const { externalDns } = account.world;
  for (const option of objects(certificate.outputs, "domainValidationOptions")) {
    const name = str(option, "resourceRecordName") ?? "";
    const value = str(option, "resourceRecordValue") ?? "";
    if (externalDns.some((domain) => isInZone(name, { id: "", name: domain }))) {
      continue;
    }
    const zone = zoneFor(name, account);
    if (zone === undefined) {
      return `no hosted zone of account ${account.id} holds ${option.domainName}`;
    }
    const holder = account.neighbour(zone.account ?? account.id);
    if (holder === undefined) {
      return `${option.domainName} is in zone ${zone.name} (${zone.id}) of account ${zone.account}`;
    }
    const record = holder.find(
      token.record,
      ({ outputs }) =>
        outputs.zoneId === zone.id &&
        outputs.type === "CNAME" &&
        plainName(str(outputs, "name") ?? "") === plainName(name) &&
        texts(outputs, "records").some((one) => plainName(one) === plainName(value)),
    );
    if (record === undefined) {
      const whose = holder === account ? "" : ` of account ${holder.id}`;
      return `zone ${zone.name} (${zone.id})${whose} has no CNAME record ${name} with value ${value}`;
    }
  }
  return undefined;
}

/** Whether ACM has issued a certificate: each of its domains has its record, in the zone that the internet asks. */
export function isIssued(certificate: Resource, account: Account): boolean {
  return missingValidation(certificate, account) === undefined;
}
