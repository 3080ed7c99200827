import { existingInstance } from "./existing-databases.ts";
import { githubInvokes } from "./invokes-github.ts";
import type { Values } from "./model.ts";
import { howToAdd, type World } from "./world.ts";

/** Where a function of a provider is called from. */
export interface InvokePlace {
  readonly world: World;
  readonly accountId: string;
  readonly region: string;
}

type Invoke = (args: Values, place: InvokePlace) => Values;

/** `aws.route53.getZone`: by name or by id, among the zones of the world. */
function getZone(args: Values, { world, accountId }: InvokePlace): Values {
  const name = typeof args.name === "string" ? args.name.replace(/\.$/, "") : undefined;
  const zone = world.zones.find(
    (one) => (one.account ?? accountId) === accountId && (args.zoneId ? one.id === args.zoneId : one.name === name),
  );
  if (!zone) {
    const wanted = typeof args.zoneId === "string" ? args.zoneId : name;
    throw new Error(
      `no hosted zone ${wanted} in account ${accountId}: add it to ${world.file}:\n` +
        `    zones:\n      - {name: ${name ?? "…"}, id: ${typeof args.zoneId === "string" ? args.zoneId : "Z…"}}`,
    );
  }
  return {
    id: zone.id,
    zoneId: zone.id,
    name: zone.name,
    arn: `arn:aws:route53:::hostedzone/${zone.id}`,
    privateZone: false,
    nameServers: ["ns-1.awsdns-01.org", "ns-2.awsdns-02.com", "ns-3.awsdns-03.net", "ns-4.awsdns-04.co.uk"],
    tags: {},
  };
}

/** `aws.rds.getInstance`: by its identifier, among the databases of the world. */
function getInstance(args: Values, place: InvokePlace): Values {
  const { world, accountId, region } = place;
  const identifier = String(args.dbInstanceIdentifier);
  const database = world.databases.find(
    (one) => one.identifier === identifier && one.account === accountId && one.region === region,
  );
  if (!database) {
    throw new Error(
      `no DB instance ${identifier} in account ${accountId}, ${region}: ${howToAdd(
        world,
        "databases:",
        `  - {account: "${accountId}", region: ${region}, identifier: ${identifier}, version: "17", vpcId: vpc-…, securityGroup: sg-…}`,
      )}`,
    );
  }
  return existingInstance(database);
}

const invokes: Readonly<Record<string, Invoke>> = {
  "aws:rds/getInstance:getInstance": getInstance,
  "aws:route53/getZone:getZone": getZone,
  ...githubInvokes,
};

/** Answers a function of a provider, in a plan and in the sandbox alike. */
export function invoke(token: string, args: Values, place: InvokePlace): Values {
  const found = invokes[token];
  if (!found) throw new Error(`the sandbox does not know the function ${token}: add it to sandbox/invokes.ts`);
  return found(args, place);
}
