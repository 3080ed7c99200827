import { Eip } from "@pulumi/aws/ec2/eip.js";
import type { InternetGateway } from "@pulumi/aws/ec2/internetGateway.js";
import { NatGateway } from "@pulumi/aws/ec2/natGateway.js";
import type * as pulumi from "@pulumi/pulumi";
import { found } from "../lib/records.ts";
import { named } from "./network-subnets.ts";

export interface NatArgs {
  readonly prefix: string;
  readonly zones: readonly string[];
  readonly nat: "none" | "single" | "per-zone";
}

/** The NAT gateway that each zone's tasks go through, by zone. */
export function natGateways(
  name: string,
  args: NatArgs,
  open: {
    readonly publicSubnetIds: Readonly<Record<string, pulumi.Output<string>>>;
    readonly gateway: InternetGateway;
  },
  child: { parent: pulumi.Resource },
): Record<string, NatGateway> {
  const through: Record<string, NatGateway> = {};
  let shared: NatGateway | undefined;
  for (const zone of args.nat === "none" ? [] : args.zones) {
    if (!shared || args.nat === "per-zone") {
      const nat = `${name}-nat-${zone}`;
      // An address cannot be mapped before the gateway is attached, and blocks its detaching while it is.
      const after = { ...child, dependsOn: [open.gateway] };
      const address = new Eip(`${nat}-address`, { domain: "vpc", tags: named(args, `${nat}-address`) }, after);
      shared = new NatGateway(
        nat,
        { subnetId: found(open.publicSubnetIds, zone), allocationId: address.id, tags: named(args, nat) },
        after,
      );
    }
    through[zone] = shared;
  }
  return through;
}
