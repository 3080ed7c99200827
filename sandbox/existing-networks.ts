import type { Account } from "./account.ts";
import type { Place, Resource, Values } from "./model.ts";
import { derivedHex } from "./models/identifiers.ts";
import { modelOf } from "./models/registry.ts";
import { token } from "./models/tokens.ts";
import { outputsOf } from "./outputs.ts";
import { specOf } from "./spec/spec.ts";
import type { World } from "./world.ts";

type ExistingNetwork = World["networks"][number];

/** Puts the networks of the world that are in this account where the models look: their ids are those of the world. */
export function putExistingNetworks(account: Account): void {
  for (const network of account.world.networks.filter(({ account: id }) => id === account.id)) {
    const place = { accountId: account.id, region: network.region };
    for (const resource of resourcesOf(network)) putExisting(account, place, resource);
  }
}

type Made = Omit<Resource, "outputs">;

function resourcesOf(network: ExistingNetwork): readonly Made[] {
  const { vpcId, cidr, subnets } = network;
  const id = (prefix: string, what: string) => `${prefix}-${derivedHex(`${what} of ${vpcId}`, 17)}`;
  const gateway = id("igw", "gateway");
  const nat = id("nat", "nat gateway");
  const ways = {
    internet: { gatewayId: gateway },
    nat: { natGatewayId: nat },
    none: undefined,
  } as const;
  const all = Object.entries(subnets);
  const used = [...new Set(all.map(([, { out }]) => out))].sort();
  const [atGateway] = all.find(([, { out }]) => out === "internet") ?? [];
  return [
    made(token.vpc, vpcId, { cidrBlock: cidr, enableDnsHostnames: true }),
    made(token.internetGateway, gateway, { vpcId }),
    ...(used.includes("nat") ? [made(token.natGateway, nat, { subnetId: atGateway })] : []),
    ...used.flatMap((out) => {
      const table = made(token.routeTable, id("rtb", out), { vpcId });
      const to = ways[out];
      const route = { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", ...to };
      return to ? [table, made(token.route, id("r", `route to ${out}`), route)] : [table];
    }),
    ...all.flatMap(([subnetId, { zone, cidr: cidrBlock, out }]) => [
      made(token.subnet, subnetId, { vpcId, cidrBlock, availabilityZone: zone }),
      made(token.routeTableAssociation, id("rtbassoc", subnetId), { subnetId, routeTableId: id("rtb", out) }),
    ]),
  ];
}

function made(type: string, id: string, inputs: Values): Made {
  return { type, id, inputs };
}

/** Puts something into an account that is there before slipway, with the outputs that its model gives it. */
export function putExisting(account: Account, place: Place, { type, id, inputs }: Made): void {
  const [model, spec] = [modelOf(type), specOf(type)];
  if (!model || !spec) throw new Error(`the sandbox has no model of ${type}`);
  const seed = account.seedOf(type, id);
  account.put({ type, id, inputs, outputs: outputsOf({ model, spec, inputs, id, seed, place, defaultTags: {} }) });
}
