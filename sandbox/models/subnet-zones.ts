import type { InAccount } from "../model.ts";
import { token } from "./tokens.ts";
import { texts } from "./values.ts";

/** Refuses a subnet group whose subnets are of several VPCs or in fewer than two availability zones. */
export function refuseFewZones({ resource, account }: InAccount, refusal: string): string | undefined {
  const subnets = texts(resource.inputs, "subnetIds").map((id) => account.get(token.subnet, id)?.outputs ?? {});
  const vpcs = [...new Set(subnets.map(({ vpcId }) => vpcId))];
  if (vpcs.length > 1) {
    return `InvalidParameterValue: the subnets of "${resource.outputs.name}" are of several VPCs (${vpcs.join(", ")}): take all from one`;
  }
  const zones = [...new Set(subnets.map(({ availabilityZone }) => availabilityZone))];
  return zones.length < 2
    ? `${refusal}. Current AZ coverage: ${zones.join(", ")}. Add subnets to cover at least 2 AZs`
    : undefined;
}
