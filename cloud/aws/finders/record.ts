import { ListResourceRecordSetsCommand, Route53Client } from "@aws-sdk/client-route-53";
import type { Wanted } from "../../cloud.ts";
import { type Finders, present, text, whenThere } from "../finder.ts";
import type { Session } from "../session.ts";

/** Records by their zone, name and type. */
export const finders: Finders = { "aws:route53/record:Record": record };

/** Takes a whole name: the program never gives one relative to the zone. */
async function record({ name, inputs }: Wanted, session: Session): Promise<string[]> {
  const zoneId = text(inputs, "zoneId");
  const type = text(inputs, "type");
  const setIdentifier = text(inputs, "setIdentifier");
  if (!zoneId || !type || name === undefined) {
    return [];
  }
  const route53 = new Route53Client(await session.clientConfig());
  const answer = await whenThere(
    route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: zoneId, StartRecordName: name })),
    "NoSuchHostedZone",
  );
  const found = answer?.ResourceRecordSets?.some(
    (set) => plain(set.Name ?? "") === plain(name) && set.Type === type && (set.SetIdentifier ?? "") === setIdentifier,
  );
  const id = [zoneId, name.replace(/\.$/, ""), type, ...present(setIdentifier)].join("_");
  return present(found && id);
}

/** Route 53 ends every name with a dot and writes a star as its octal code. */
function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, "").replaceAll("\\052", "*");
}
