import { computeStatements } from "./deploy-policy-compute.ts";
import { dataStatements } from "./deploy-policy-data.ts";
import { identityStatements } from "./deploy-policy-identity.ts";
import { networkStatements } from "./deploy-policy-network.ts";
import { watchStatements } from "./deploy-policy-watch.ts";
import { deployRefusals } from "./deploy-refusals.ts";
import type { DeployPolicyArgs, Statement } from "./deploy-statement.ts";

/** Areas of the deploy role's policies: one policy for all of them would be longer than IAM takes. */
export const deployAreas = ["network", "compute", "data", "watch", "identity", "refusals"] as const;

export type DeployArea = (typeof deployAreas)[number];

const statementsOf: Readonly<Record<DeployArea, (args: DeployPolicyArgs, self: string) => readonly Statement[]>> = {
  network: networkStatements,
  compute: computeStatements,
  data: dataStatements,
  watch: watchStatements,
  identity: identityStatements,
  refusals: deployRefusals,
};

/**
 * What the deploy role may do in one area, as IAM's text. What all of it is worth against somebody who means harm is in
 * decision 12.
 *
 * @param self ARN of the role
 */
export function deployPolicy(area: DeployArea, args: DeployPolicyArgs, self: string): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statementsOf[area](args, self) });
}
