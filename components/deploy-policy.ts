import { computeStatements } from "./deploy-policy-compute.ts";
import { dataStatements } from "./deploy-policy-data.ts";
import { identityStatements } from "./deploy-policy-identity.ts";
import { networkStatements } from "./deploy-policy-network.ts";
import { watchStatements } from "./deploy-policy-watch.ts";
import { deployRefusals } from "./deploy-refusals.ts";
import { type DeployPolicyArgs, policyDocument, type Statement } from "./deploy-statement.ts";

/** Areas of the deploy role's policies: one policy for all of them would be longer than IAM takes. */
export const deployAreas = ["network", "compute", "data", "watch", "identity"] as const;

export type DeployArea = (typeof deployAreas)[number];

const statementsOf: Readonly<Record<DeployArea, (args: DeployPolicyArgs) => readonly Statement[]>> = {
  network: networkStatements,
  compute: computeStatements,
  data: dataStatements,
  watch: watchStatements,
  identity: identityStatements,
};

/** What the deploy role may do in one area, as IAM's text. */
export function deployPolicy(area: DeployArea, args: DeployPolicyArgs): string {
  return policyDocument(statementsOf[area](args));
}

/**
 * The deploy role's own boundary, as IAM's text: it bounds nothing but what is refused whatever a policy of the role
 * allows, so that a policy that is attached to the role by mistake does not lift a refusal.
 */
export function deployBoundary(args: DeployPolicyArgs): string {
  return policyDocument([
    { Sid: "WhatItsPoliciesSay", Effect: "Allow", Action: "*", Resource: "*" },
    ...deployRefusals(args),
  ]);
}
