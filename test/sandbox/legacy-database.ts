import { emptyWorld } from "../../sandbox/world.ts";

export const place = { accountId: "111111111111", region: "eu-north-1" };

/** A world in which somebody else has made the database `legacy`. */
export function worldWithLegacy(own: { readonly port: number; readonly username: string }) {
  return emptyWorld({
    databases: [
      {
        account: place.accountId,
        region: place.region,
        identifier: "legacy",
        version: "16",
        vpcId: "vpc-0a1b2c3d4e5f60718",
        securityGroup: "sg-0a1b2c3d4e5f60718",
        ...own,
      },
    ],
  });
}
