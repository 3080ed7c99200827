import { Provider } from "@pulumi/aws/provider.js";

/** The roles on the way to a zone. */
export interface ZoneRoles {
  /** Role that the stack's own provider assumes: the zone's role is then taken from there. */
  readonly assumeRole?: string;
  /** Role of another account that may write the zone: ARN. Absent: the zone is in the stack's own account. */
  readonly roleArn?: string;
}

export interface DnsProviderArgs extends ZoneRoles {
  readonly region: string;
}

/** The provider that writes records into a zone of another account, which alone it may touch; undefined without one. */
export function dnsProvider(name: string, { region, assumeRole, roleArn }: DnsProviderArgs): Provider | undefined {
  if (roleArn === undefined) {
    return undefined;
  }
  const chain = assumeRole === undefined ? [roleArn] : [assumeRole, roleArn];
  const [, , , , accountId = ""] = roleArn.split(":");
  return new Provider(name, {
    region,
    allowedAccountIds: [accountId],
    assumeRoles: chain.map((role) => ({ roleArn: role })),
  });
}

/** The one role that whoever runs the stack has to be able to take; without one there is none. */
export function firstRole({ assumeRole, roleArn }: ZoneRoles): { readonly assumeRole?: string } {
  const role = assumeRole ?? roleArn;
  return role === undefined ? {} : { assumeRole: role };
}
