import { at, listOf } from "./inputs.ts";
import type { PolicyResource } from "./rule.ts";

/** What is wrong where the subnets that `input` names at `key` are of one zone; where it names none, nothing is. */
export function saidOfOneZone(resource: PolicyResource, input: string, key: string): string[] {
  const subnetIds = listOf(at(resource.inputs, `${input}.${key}`));
  return subnetIds.length > 0 && zonesOf(resource, input, subnetIds) < 2 ? ["its subnets are of one zone"] : [];
}

/** A subnet of which the zone is not said counts as one in a zone of its own. */
function zonesOf(resource: PolicyResource, input: string, subnetIds: readonly unknown[]): number {
  const declared = resource.references(input).filter(({ type }) => type === "aws:ec2/subnet:Subnet");
  const zones = declared.map(({ inputs, urn }) => inputs.availabilityZone ?? inputs.availabilityZoneId ?? urn);
  return new Set(zones).size + Math.max(0, subnetIds.length - declared.length);
}
