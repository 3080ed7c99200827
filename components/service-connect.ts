import type { ServiceArgs } from "@pulumi/aws/ecs/service.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Reachable } from "./task-firewall.ts";

/** What a service has to do with the namespace of its stack. */
export interface ServiceConnectArgs {
  readonly namespaceArn: pulumi.Input<string>;
  /** Through it other tasks reach the service by its name; absent: it only calls others. */
  readonly door?: Reachable;
}

/**
 * Lets a service call others by their names, and be called by its own. The port has no protocol of HTTP, so that
 * Service Connect hands connections through: it would end every answer that takes over 15 seconds.
 */
export function serviceConnect(
  name: string,
  { serviceConnect: connect }: { readonly serviceConnect?: ServiceConnectArgs },
): Pick<ServiceArgs, "serviceConnectConfiguration"> {
  if (!connect) {
    return {};
  }
  const { namespaceArn, door } = connect;
  const own = door && { portName: name, discoveryName: name, clientAlias: [{ port: door.port, dnsName: name }] };
  return { serviceConnectConfiguration: { enabled: true, namespace: namespaceArn, services: own ? [own] : [] } };
}
