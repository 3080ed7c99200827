import { GetHostedZoneCommand, ListHostedZonesByNameCommand, Route53Client } from "@aws-sdk/client-route-53";
import type { HostedZone, WantedZone } from "../../account.ts";
import { whenThere } from "../finder.ts";
import { openSession, type Session } from "../session.ts";

/** A public zone and the servers that answer for it; undefined when there is none. */
export async function zone({ name, zoneId, roleArn }: WantedZone, session: Session): Promise<HostedZone | undefined> {
  const route53 = new Route53Client(
    await (roleArn === undefined ? session : inZoneOf(roleArn, session)).clientConfig(),
  );
  const Id = zoneId ?? (await idOf(name, route53));
  if (Id === undefined) {
    return undefined;
  }
  const found = await whenThere(route53.send(new GetHostedZoneCommand({ Id })), "NoSuchHostedZone");
  return (
    found?.HostedZone && {
      id: (found.HostedZone.Id ?? "").replace("/hostedzone/", ""),
      name: plain(found.HostedZone.Name ?? ""),
      nameServers: (found.DelegationSet?.NameServers ?? []).map(plain).toSorted(),
    }
  );
}

/** Whoever has the zone lets this role in, and it is the role's account that is asked. */
function inZoneOf(roleArn: string, { place }: Session): Session {
  return openSession({ ...place, accountId: roleArn.split(":")[4] ?? "", assumeRole: roleArn });
}

async function idOf(name: string, route53: Route53Client): Promise<string | undefined> {
  const { HostedZones = [] } = await route53.send(new ListHostedZonesByNameCommand({ DNSName: name, MaxItems: 10 }));
  return HostedZones.find((one) => plain(one.Name ?? "") === plain(name) && one.Config?.PrivateZone !== true)?.Id;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
