import { RunError } from "@pulumi/pulumi";
import type { Cloud } from "../cloud/cloud.ts";

export interface OwnNetworkArgs {
  /** `<app>-<stack>`: what the visible name of the VPC starts with. */
  readonly prefix: string;
  /** The stack is to be in somebody else's network. */
  readonly wantsExisting: boolean;
}

/**
 * Whether the stack has a VPC of its own already. What stands in it keeps its names and cannot be made beside itself, so
 * a stack stays in the network that it began in. Who may not look knows of none, and AWS refuses later.
 */
export async function hasOwnNetwork(
  { prefix, wantsExisting }: OwnNetworkArgs,
  cloud: Pick<Cloud, "find">,
): Promise<boolean> {
  const tag = { key: "Name", value: `${prefix}-network-vpc` };
  const vpc = await cloud.find({ type: "aws:ec2/vpc:Vpc", tag, inputs: {} }).catch(() => undefined);
  if (vpc !== undefined && wantsExisting) {
    throw new RunError(
      `environment.network.existing: ${prefix} has a network of its own (${vpc}), and what is in it cannot move: take ` +
        '"existing" out again; for another network make a stack under another name and move to it',
    );
  }
  return vpc !== undefined;
}
