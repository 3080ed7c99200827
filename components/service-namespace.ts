import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { HttpNamespace } from "@pulumi/aws/servicediscovery/httpNamespace.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { mapValues } from "../lib/records.ts";
import type { Reachable } from "./task-firewall.ts";

export interface ServiceNamespaceArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly vpcId: pulumi.Input<string>;
  /** Services that other tasks reach by their name. */
  readonly services: Readonly<Record<string, { readonly port: number }>>;
}

/**
 * The names by which services of one stack reach each other: a namespace of Service Connect, with a door for each
 * service. A door is a security group that the service's tasks have beside their own; it is here and not with the
 * service, so that two services can use each other.
 */
export class ServiceNamespace extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** By the service's name. */
  readonly doors: Readonly<Record<string, Reachable>>;

  constructor(name: string, args: ServiceNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:service-namespace:ServiceNamespace", name, {}, opts);
    const child = { parent: this };

    const namespace = new HttpNamespace(
      `${name}-names`,
      { name: physicalName("namespace", args.prefix, name), description: `Services of ${args.prefix}` },
      child,
    );

    this.arn = namespace.arn;
    this.doors = mapValues(args.services, ({ port }, service) => {
      const door = new SecurityGroup(
        `${name}-${service}-door`,
        {
          name: physicalName("securityGroup", args.prefix, `${name}-${service}`),
          description: "Lets in the tasks that use one service",
          vpcId: args.vpcId,
          tags: { Name: `${args.prefix}-${name}-${service}` },
        },
        child,
      );
      return { firewallId: door.id, port };
    });
    this.registerOutputs({ arn: this.arn });
  }
}
