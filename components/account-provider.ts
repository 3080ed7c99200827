import { Provider } from "@pulumi/aws/provider.js";
import type * as pulumi from "@pulumi/pulumi";

export interface AccountProviderArgs {
  /** The only account that may be touched, twelve digits: with credentials of another one nothing is called. */
  readonly accountId: string;
  readonly region: string;
  /** Role to assume before anything is called. */
  readonly assumeRole?: string;
  /** Tags that every resource gets. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The provider of one account and region. Everything of AWS is declared through it, so ambient credentials of
 * another account change nothing.
 */
export function accountProvider(name: string, args: AccountProviderArgs, opts?: pulumi.ResourceOptions): Provider {
  return new Provider(
    name,
    {
      region: args.region,
      allowedAccountIds: [args.accountId],
      defaultTags: { tags: { ...args.tags } },
      ...(args.assumeRole ? { assumeRoles: [{ roleArn: args.assumeRole }] } : {}),
    },
    opts,
  );
}
