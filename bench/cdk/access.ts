import type * as ec2 from "aws-cdk-lib/aws-ec2";
import type * as ecs from "aws-cdk-lib/aws-ecs";

/** What a task needs to use a store: the way to it, where it is, and a login of its own. */
export interface Access {
  readonly server: ec2.IConnectable;
  readonly port: ec2.Port;
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, ecs.Secret>>;
}
