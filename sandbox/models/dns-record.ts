import type { Account } from "../account.ts";
import type { InAccount, Model, Resource, Rule, Values } from "../model.ts";
import { howToAdd } from "../world.ts";
import { isInZone, plainName, type Zone, zonesOf } from "./certificate-issue.ts";
import { others } from "./references.ts";
import { token } from "./tokens.ts";
import { bool, num, objects, str, texts } from "./values.ts";

const change = "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html";
const aliasSource = "https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html";
const typesSource = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html";

function zoneOf({ resource, account }: InAccount): Zone | undefined {
  return zonesOf(account).find(({ id }) => id === resource.inputs.zoneId);
}

function nameOf(values: Values): string {
  return plainName(str(values, "name") ?? "");
}

const zoneExists: Rule<InAccount> = {
  id: "record-zone-exists",
  says: "`zoneId` is a hosted zone of this account, from the world.",
  source: change,
  refuse(subject) {
    const { inputs } = subject.resource;
    return zoneOf(subject)
      ? undefined
      : `NoSuchHostedZone: no hosted zone found with ID: ${inputs.zoneId}: ` +
          howToAdd(subject.account.world, "zones:", `  - {name: ${nameOf(inputs)}, id: ${inputs.zoneId}}`);
  },
};

const zoneRole: Rule<InAccount> = {
  id: "record-zone-role",
  says: "A zone for which the world names a `role` is written by whoever took that role.",
  source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/access-control-overview.html",
  refuse(subject) {
    const zone = zoneOf(subject);
    const { role = "no role" } = subject.place;
    return zone?.role === undefined || zone.role === role
      ? undefined
      : `AccessDenied: ${role} is not authorized to perform: route53:ChangeResourceRecordSets on resource: ` +
          `arn:aws:route53:::hostedzone/${zone.id}: give ${zone.role} as environment.domain.zone.roleArn`;
  },
};

const nameInZone: Rule<InAccount> = {
  id: "record-name-in-zone",
  says: "`name` is a full name inside the zone (the provider would hang any other before the zone's name).",
  source: change,
  refuse(subject) {
    const zone = zoneOf(subject);
    const name = nameOf(subject.resource.inputs);
    return zone === undefined || isInZone(name, zone)
      ? undefined
      : `InvalidChangeBatch: RRSet with DNS name ${name} is not permitted in zone ${zone.name}: ` +
          `write a name that ends with ${zone.name}`;
  },
};

const once: Rule<InAccount> = {
  id: "record-once",
  says: "A zone has one record of a name and type (unless `setIdentifier` tells them apart or `allowOverwrite` is set).",
  source: change,
  refuse(subject) {
    const { inputs } = subject.resource;
    const clash = others(subject, token.record).find(
      ({ outputs }) => identityOf(outputs) === identityOf(inputs) && bool(inputs, "allowOverwrite") !== true,
    );
    return clash === undefined
      ? undefined
      : `InvalidChangeBatch: tried to create resource record set [name='${nameOf(inputs)}', type='${inputs.type}'] ` +
          "but it already exists: declare it once";
  },
};

const cnameAlone: Rule<InAccount> = {
  id: "record-cname-alone",
  says: "A CNAME stands alone: not at the zone's own name, and beside no other record of its name.",
  source: typesSource,
  refuse(subject) {
    const { inputs } = subject.resource;
    const zone = zoneOf(subject);
    if (inputs.type === "CNAME" && zone && plainName(zone.name) === nameOf(inputs)) {
      return `InvalidChangeBatch: RRSet of type CNAME with DNS name ${nameOf(inputs)} is not permitted at apex in zone ${zone.name}: use an alias record of type A`;
    }
    const beside = others(subject, token.record).find(
      ({ outputs }) =>
        outputs.zoneId === inputs.zoneId &&
        nameOf(outputs) === nameOf(inputs) &&
        (outputs.type === "CNAME") !== (inputs.type === "CNAME"),
    );
    return beside === undefined
      ? undefined
      : `InvalidChangeBatch: RRSet of type ${inputs.type} with DNS name ${nameOf(inputs)} is not permitted because a ` +
          `conflicting RRSet of type ${beside.outputs.type} with the same DNS name already exists: use another name`;
  },
};

const content: Rule<InAccount> = {
  id: "record-content",
  says: "A record has either `aliases`, or `records` with a `ttl`.",
  source: change,
  refuse({ resource: { inputs } }) {
    const [aliases, records] = [objects(inputs, "aliases").length, texts(inputs, "records").length];
    if ((aliases === 1) === records > 0) {
      return `InvalidInput: ${nameOf(inputs)} has ${aliases} aliases and ${records} records: give one alias, or records`;
    }
    return records > 0 && num(inputs, "ttl") === undefined
      ? `InvalidInput: ${nameOf(inputs)} has records but no ttl: give a ttl in seconds`
      : undefined;
  },
};

const aliasTarget: Rule<InAccount> = {
  id: "record-alias-target-exists",
  says: "An alias names a load balancer that exists, with that load balancer's zone.",
  source: aliasSource,
  refuse({ resource: { inputs }, account }) {
    for (const alias of objects(inputs, "aliases")) {
      const name = plainName(str(alias, "name") ?? "").replace(/^dualstack\./, "");
      const balancer = balancerNamed(name, account);
      if (balancer === undefined || balancer.outputs.zoneId !== alias.zoneId) {
        return (
          `InvalidChangeBatch: tried to create an alias that targets ${name}, type ${inputs.type} in zone ${alias.zoneId}, ` +
          "but the alias target name does not lie within the target zone: take dnsName and zoneId of one load balancer"
        );
      }
    }
    return undefined;
  },
};

/** The zone may be in another account than what its names lead to. */
function balancerNamed(dnsName: string, account: Account): Resource | undefined {
  return [...new Set([account.id, ...account.world.accounts])]
    .flatMap((id) => account.neighbour(id)?.all(token.loadBalancer) ?? [])
    .find(({ outputs }) => plainName(str(outputs, "dnsName") ?? "") === dnsName);
}

function identityOf(values: Values): string {
  return [values.zoneId, nameOf(values), values.type, values.setIdentifier ?? ""].join("_").replace(/_$/, "");
}

/** One name in a hosted zone. */
export const record: Model = {
  type: token.record,
  typicalMinutes: 0.5,
  // The provider makes this id.
  identify: identityOf,
  outputs: (inputs) => ({
    allowOverwrite: bool(inputs, "allowOverwrite") ?? false,
    fqdn: nameOf(inputs),
    name: nameOf(inputs),
  }),
  requires: [zoneExists, zoneRole, nameInZone, content, once, cnameAlone, aliasTarget],
  replaces: "as the specification says",
  blocksDelete: { none: "Route 53 deletes a record at any time: what points to it only stops to resolve" },
};
