import { worldRepository } from "../../../sandbox/world-github.ts";
import { Cloud } from "./cloud.ts";

const place = { accountId: "github-acme", region: "" };

/** An owner with one repository, `shop` on Enterprise unless said otherwise, a user and a team. */
export function github(repository: string | object = privateShop("enterprise")): Cloud {
  const world = { repositories: [worldRepository(repository)], users: ["jo", "kim"], teams: ["acme/platform"] };
  return new Cloud(world, place);
}

/** The repository `shop`, private, with this plan of its owner. */
export function privateShop(plan: string, more: object = {}): object {
  return { name: "acme/shop", visibility: "private", plan, ...more };
}

/** The repository `shop`, which everybody can see. */
export const publicShop = { name: "acme/shop", visibility: "public", plan: "free" };
