import type { Stack } from "../../config/stack.ts";
import type { NetworkPlan } from "../../config/stack-place.ts";
import { counted } from "../../lib/counted.ts";
import type { Plan } from "../../plan/plan.ts";
import { cut, type Draft } from "./draft.ts";

/** Tiers of a network, and what stands in each. */
const tiers = { public: "the way in and out", private: "tasks", data: "no route out" } as const;

type Tier = keyof typeof tiers;

const nats = { none: "no NAT gateway", single: "one NAT gateway", "per-zone": "a NAT gateway in each zone" } as const;

const flowLogs = {
  none: "no flow log",
  rejects: "refused connections are logged",
  all: "every connection is logged",
} as const;

/** The network with its tiers, their subnets, and the NAT gateways. */
export function networkBoxes({ network }: Stack, { resources }: Pick<Plan, "resources">): Draft[] {
  const { existing } = network;
  const cidrs = new Map(resources.map(({ name, inputs }) => [name, inputs.cidrBlock]));
  const each = Object.keys(tiers).filter((tier): tier is Tier => tier in tiers);
  return [
    {
      id: "network",
      kind: "network",
      name: existing?.vpcId ?? `VPC ${network.cidr}`,
      inside: "account",
      facts: existing ? ["somebody else's: nothing of it is declared here"] : ownFacts(network),
    },
    ...each.map((tier): Draft => {
      const facts = [existing && tier === "data" ? "databases and caches" : tiers[tier]];
      return { id: `tier/${tier}`, kind: "tier", name: `${tier} subnets`, inside: "network", facts };
    }),
    ...each.flatMap((tier) =>
      zonesOf(network, tier).map((zone): Draft => {
        const cidr = cidrs.get(`network-${tier}-${zone}`);
        const facts = cidr === undefined ? [] : [String(cidr)];
        return { id: `subnet/${tier}/${zone}`, kind: "subnet", name: zone, inside: `tier/${tier}`, facts };
      }),
    ),
    ...natZones({ network }).map(
      (zone): Draft => ({ id: `nat/${zone}`, kind: "nat", name: "NAT", inside: "tier/public", facts: [zone] }),
    ),
  ];
}

function ownFacts({ zones, nat, endpoints, flowLogs: logged }: NetworkPlan): string[] {
  return [
    counted(zones.length, "zone"),
    nats[nat],
    ...(endpoints.length > 0 ? [cut(`inside it: ${endpoints.join(", ")}`)] : []),
    flowLogs[logged],
  ];
}

/** Zones of a tier; of a network that somebody else keeps its subnets. */
function zonesOf({ existing, zones }: NetworkPlan, tier: Tier): readonly string[] {
  return existing
    ? { public: existing.publicSubnetIds, private: existing.privateSubnetIds, data: existing.dataSubnetIds }[tier]
    : zones;
}

/** Zones that have a NAT gateway of the stack's own. */
export function natZones({ network }: Pick<Stack, "network">): readonly string[] {
  const { existing, nat, zones } = network;
  if (existing || nat === "none") {
    return [];
  }
  return nat === "single" ? zones.slice(0, 1) : zones;
}
